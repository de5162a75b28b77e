"""What people of Mehrshahr write whatever it is about: greetings, thanks, anger, names, notes."""

TEXT = """
== common
# opener casual
سلام
سلام خسته نباشید
سلام وقت بخیر
ببخشید
آقا
سلام علیکم
دوستان شهرداری
با عرض سلام
# opener formal
با سلام و احترام،
با سلام،
با درود،
همکاران گرامی شهرداری،
با سلام و خسته نباشید،
# closer chatty
مرسی که هستین
فدای شما
[یه خبری|لطفا خبر] بدین
قربون دستتون
میدونم سرتون شلوغه ولی لطفا
ببخشید طولانی شد
هر وقت اومدین زنگ بزنین بیام نشون بدم
این دفعه سومه که می‌نویسم ولی بازم ممنون
ممنون میشم [رسیدگی کنین|پیگیری کنین]
دمتون گرم
مرسی
خدا قوت
دست شما درد نکنه
منتظرم
ممنون از زحماتتون
هر وقت تونستین، ولی زود 🙂
# closer angry
یه بار برای همیشه درستش کنین
همین الان هم می‌دونم کسی نمیاد
پول عوارض رو که سر وقت می‌گیرین
آدم از زندگی سیر میشه
لااقل یه جواب بدین
[سه|چهار] ماهه پیگیرم سه ماه!
بنویسین «رسیدگی شد» و ببندین مثل دفعه قبل
یعنی انقد سخته؟
واقعا خسته شدیم
[چند بار|تا کی] باید بگیم؟
کی جواب میده آخه؟
از شهردار بپرسین اگه جلوی خونه خودش بود چی؟
این دفعه دیگه میرم شورا
خجالت داره
به خدا مالیات میدیم ما
شما نمی‌تونین بگین ما خودمون یه کاریش می‌کنیم
ول کن نیستم، هر روز می‌نویسم
# closer shop
[ضرر داریم میدیم|کاسبی خوابیده]
امضای ده تا مغازه‌دارم هست
کلید مغازه بغلی هم دست منه اگه لازمه
ما کاسبیم، آبرومون رفت
مشتری دیگه نمیاد
مغازه‌م از صبح تا شب بازه، هر وقت خواستین بیاین ببینین
چایی هم مهمون من
همه کسبه همینو میگن
# closer polite
چشم‌به‌راه خبر شما هستم.
پیشاپیش از زحمت همکارانتان ممنونم.
خداقوت.
از اینکه می‌خوانید سپاسگزارم.
با آرزوی تندرستی.
اگر جای دیگری باید بنویسم راهنمایی کنید.
از پیگیری شما سپاسگزارم.
پیشاپیش از شما ممنونم.
خواهش می‌کنم رسیدگی کنید.
با سپاس.
اگر پرسشی بود، در خدمتم.
امیدوارم این بار به نتیجه برسد.
روز خوبی داشته باشید.
# closer elderly
زبان این دستگاه را خوب نمی‌دانم؛ اگر جایی را اشتباه پر کردم ببخشید.
از روزی که این محله باغ بود اینجا هستم.
دعاگوی شما هستیم.
خداوند پدر و مادرتان را بیامرزد.
خدا به شما خیر بدهد.
ما پیر شده‌ایم و کاری از دستمان برنمی‌آید؛ چشممان به شماست.
سی سال است ساکن این محله‌ام و چنین چیزی ندیده بودم.
این را نوه‌ام برایم می‌نویسد.
عمرتان دراز باد.
پیر شوید الهی.
# closer manager
این را با رأی ساکنان می‌نویسم.
هر ساعتی بیایید نگهبان در را باز می‌کند.
به نمایندگی از {m} واحد می‌نویسم.
در جلسهٔ ساختمان هم همین خواسته شد.
صورت‌جلسهٔ ساکنان را هم داریم.
# closer english
I live nearby and see it every day.
Please let me know what you find.
My neighbours say the same, but in Persian.
I could not find the right place for this on the map, sorry.
Thank you.
Thank you for looking into it.
I do not speak Persian well, sorry for writing in English.
I am happy to show the place.
It has been like this for {d} days.
Please hurry, it is dangerous.
Kind regards from a neighbour.
Sorry if this is the wrong form.
# contact fa
شماره‌ام {mobile} است.
تماس: {mobile}
{name}، پلاک {plaque}
با {mobile} تماس بگیرید، {name} هستم.
آقای {name} همسایهٔ روبه‌رو هم شاهد است.
خانم {name} طبقهٔ اول هم در جریان است، شماره‌اش {mobile}
ایمیل من: {email}
کد ملی‌ام {national} است اگر لازم شد.
# contact en
You can call me on {mobile}.
My e-mail is {email}.
# note
همسایه‌ها می‌گویند پارسال هم همین‌جا بوده؛ پیشینه را نگاه کنید.
تلفنی حرف زدم. آدم آرامی است، فقط می‌خواهد بداند کی.
با نقشهٔ لوله‌ها بروید؛ شیر قطع جابه‌جا شده.
این سومین گزارش از همین گذر است. بهتر است یک‌جا کار شود.
کلید دریچه را از انبار ناحیه بگیرید.
کوچه باریک است؛ با خودروی کوچک بروید.
سر راه، جوی همین کوچه را هم نگاه کنید.
پیش از رفتن زنگ بزنید؛ کنار مدرسه است و ظهر شلوغ می‌شود.
# hand
کار این گزارش با آن واحد است.
پس از دیدن محل روشن شد که کار ما نیست.
گزارش‌دهنده موضوع را اشتباه برداشته بود.
با رئیس دو واحد هماهنگ شد.
# hand person
نزدیک‌ترین اکیپ به محل است.
@group-light,group-street,group-waste,group-green,group-water,group-traffic همین خیابان در برنامهٔ امروز این اکیپ است.
@group-light,group-street,group-waste,group-green,group-water,group-traffic دیروز هم همان‌جا بود و محل را می‌شناسد.
نوبت اوست.
# reply english
@group-light,group-street,group-waste,group-green,group-traffic,group-calm,group-health We have seen the place. Our crew comes tomorrow morning.
@group-light,group-street,group-waste,group-green,group-traffic,group-calm,group-health Your report is with the crew of this district. We write here when it is done.
@light-out,light-flicker,light-pole,signal,playground,bus,bridge,leak This needs a spare part; it should arrive this week.
@pothole,pavement,trench,ramp,sign,branches,dry-tree,graffiti A colleague was there today and marked the spot. The work is planned for this week.
@rubbish,bin,light-out,light-flicker,noise Thank you. It is on tonight's round.
@group-danger,leak,sewer,flood,snow,signal Our crew is on its way. Please keep away from the spot.
@group-water We know where it is now and have begun the work.
# pause english
@light-out,light-flicker,light-pole,signal,playground,bus,bridge,bin We are waiting for a part that has been ordered.
@wet @pothole,pavement,drain,sign Rain makes this work impossible today; we go on as soon as it is dry.
@trench,leak,pothole The gas company must first show us where its pipe lies.
# ask english
? @pothole,pavement,trench,leak,light-out,parking,bin,rubble,branches Which side of the street is it on?
> The side of the shops.
> On the left if you come from the boulevard.
? Is it still the same this morning?
> Yes, I just passed there, no change.
> Yes, and a little worse.
# made_safe english
We made the place safe with a barrier. The repair follows next week.
# not_ours english
This belongs to another body. We have passed your report to them and will write here what they answer.
# not_possible english
We looked at it and cannot do it this year: other places on the list are more dangerous. We are sorry.
# not_found english
We were there twice and found nothing wrong. If you see it again, please add the time of day.
# unsolved english
Nobody came. It looks the same as before.
It was fine for two days and now it is back.
# me_too english
Same problem here.
I pass there every day and can confirm it.
# again
حق با شما بود؛ کار ناتمام مانده بود.
دوباره آمدیم و این بار تا پایان ماندیم.
پوزش می‌خواهیم؛ بار نخست خوب انجام نشده بود.
با سرپرست واحد دوباره سر زدیم.
# again_en
You were right; the work was not finished. We came back.
Sorry, it was not done well the first time.
"""
