"""Leaks, sewers, drains, floods, tap water."""

TEXT = """
== leak
# casual
لوله ترکیده {street} آب داره میره تو جوب [از دیشب|از صبح زود|دو ساعته]
آب از زیر آسفالت {street} زده بیرون، هر لحظه بیشتر میشه
شیر آتش‌نشانی نبش {cross} چکه نمی‌کنه، شره می‌کنه
تو این بی‌آبی {d} روزه آب تو {street} داره حروم میشه کسی نیست؟
کنتور آب پلاک {plaque} ترکیده صاحبخونه هم نیست، مسافرته
@cold لوله یخ زده بود ترکید، کل {street} یخ شده
زیرزمین ما داره آب میاد. {street} پلاک {plaque}. فکر کنم لوله خیابونه
فواره زده تا طبقه دوم! {street}!!
چمن {park} رو آب گرفته، یه لوله آبیاری شکسته
بیل مکانیکی زد لوله رو پکوند، {street}. آب محل قطع شد
کنار {near} زمین {d} روزه خیسه، نه بارون اومده نه کسی آب داده
# formal
آب از درز آسفالت {street} بیرون می‌آید و به سوی جوی می‌رود. {d} روز است و کم‌کم بیشتر شده.
لولهٔ آب در {street} روبه‌روی پلاک {plaque} ترکیده و آب خانه‌ها کم‌فشار شده است.
با سلام، از حوضچهٔ کنار {near} آب زلال می‌جوشد. بوی فاضلاب ندارد، پس باید آب شهر باشد.
شیر آتش‌نشانی {street} پس از برخورد خودرو نشتی دارد.
قطره‌چکان‌های بلوار مقابل {near} شب تا صبح باز می‌ماند و آب به خیابان می‌ریزد.
پیاده‌روی {street} نشست کرده و زیرش صدای آب می‌آید. نگران پی ساختمان هستیم.
با این کم‌آبی، هدر رفتن آب در {street} دل آدم را به درد می‌آورد.
# english
Water has been bubbling up through the asphalt on {street} since this morning.
Burst pipe at {street} near {near}. The whole road is running with water and our taps have gone weak.
The hydrant at the corner of {cross} drips day and night.
A digger broke the pipe on {street}; the water shoots up to the second floor.
The ground beside {near} has been wet for {d} days, and it has not rained.
The sprinklers on {street} run all night and wash the soil into the road.
# ask
? @pipe آب گل‌آلود است یا زلال؟
> زلال است.
> گلی شده، زمین هم داره نشست می‌کنه
? @pipe,meter آب خانه هم کم‌فشار شده؟
> بله، طبقهٔ دوم به بالا آب نداریم.
> نه، فشار عادی است.
# fixed
@pipe لوله بسته، بریده و عوض شد. آب ساعت {hour} وصل شد.
@pipe بست زدیم و نشت بند آمد. جای کنده‌کاری هم آسفالت شد.
@hydrant شیر آتش‌نشانی عوض شد و دیگر چکه نمی‌کند.
@sprinkler شیر برقی آبیاری خراب بود و باز مانده بود؛ عوض شد.
@meter اتصال کنتور عوض شد و نشت بند آمد.
# fixed_en
@pipe The pipe was cut and replaced. Water was back by evening.
@sprinkler The irrigation valve had stuck open; it was replaced.
@hydrant The hydrant was replaced and is dry.
@meter The joint at the meter was replaced.
# made_safe
@pipe آب این شاخه بسته شد و با تانکر آب می‌رسانیم. لوله فردا عوض می‌شود.
# pause
@pipe برای بستن خط اصلی باید از دو روز پیش به مردم خبر بدهیم؛ زمان قطعی را همین‌جا می‌نویسیم.
@pipe منتظر شرکت گاز هستیم که جای لوله‌اش را نشان دهد تا بتوانیم بکنیم.
# not_ours
water-company: @pipe این خط اصلی انتقال آب و با شرکت آب استان است. اکیپش خبر شد و نتیجه را همین‌جا می‌نویسیم.
# not_found
@calm کف خیابان خشک بود و با گوشی نشت‌یاب هم صدایی نشنیدیم. اگر دوباره آب دیدید، عکس بفرستید.
# unsolved
دوباره از همان‌جا آب می‌زند بیرون
@pipe دو متر آن‌طرف‌تر نشت کرده، لوله پوسیده است.
# me_too
@pipe آب ما هم قطعه
ما هم دیدیم، حیف این آب

== sewer
# casual
فاضلاب زده بیرون از دریچه {street}، [بوش داره می‌کشه مارو|مگس جمع شده]
تو حیاط ما فاضلاب پس زده. {street} پلاک {plaque}، بچه کوچیک داریم!!
بوی چاه تو {street} هر شب از ساعت {hour} شروع میشه
لجن سیاه اومده تا جلوی {near}
دریچه فاضلاب وسط {street} هر وقت بارون میاد فواره میزنه
مغازه من ساندویچیه، مشتری میگه بوی چیه؟ فاضلاب {street}ه
پارکینگ ساختمون شده استخر فاضلاب. {m} واحدیم
# formal
فاضلاب از دریچهٔ {street} بیرون زده و به جوی آب می‌ریزد.
بوی تند فاضلاب در {street} به‌ویژه شب‌ها آزاردهنده است. پیرمردی در خانه داریم که آسم دارد.
در پارکینگ ساختمان پلاک {plaque} فاضلاب شهری پس زده و لوله‌بازکن گفت گرفتگی از خیابان است.
با سلام، دریچهٔ روبه‌روی {near} سرریز کرده و عابران از روی آن می‌پرند.
پس از کار آسفالت، دریچهٔ فاضلاب {street} زیر قیر مانده و حالا پس می‌زند.
# english
Sewage is coming up from the manhole in front of {near}. The smell is unbearable.
Our car park at {street} {plaque} is flooded with sewage; the plumber says the blockage is in the street.
Every night a terrible smell rises from the drains of {street}.
Black water is running from the manhole on {street} down to the shops.
# ask
? @street آخرین دریچه‌ای که سرریز نکرده کدام است؟ بالادست یا پایین‌دست؟
> پایین‌تر از ما هیچ‌کدام.
> بالایی هم لب‌به‌لبه
# fixed
@street,yard گرفتگی با خودروی جت باز شد و جایش شسته و گندزدایی شد.
@street,yard دستمال و روغن خط را بسته بود؛ {m} متر لایروبی شد.
@buried دریچهٔ زیر آسفالت پیدا و بالا آورده شد.
@smell هواکش خط گرفته بود؛ باز و خط شسته شد.
# fixed_en
@street,yard The line was cleared with a jet truck, and the ground washed and disinfected.
@buried The cover under the asphalt was found and raised.
@smell The vent of the line was blocked; it was opened and the line flushed.
# made_safe
@street,yard با پمپ خط را دور زدیم تا بالا نزند. لولهٔ شکسته پنجشنبه عوض می‌شود.
# pause
خودروی جت امروز در ناحیهٔ دیگری است و فردا صبح اول وقت می‌آید.
# not_ours
water-company: @street این خط اصلی فاضلاب استان است. شرکت آب و فاضلاب خبر شد و شمارهٔ کارش نزد ماست.
# not_possible
@yard گرفتگی درون لولهٔ ساختمان است، پیش از حوضچهٔ شهر. لوله‌بازکن ساختمان باید بازش کند.
# unsolved
دو روز خوب بود دوباره شروع شد
# me_too
@street,yard ما هم همین‌جا، از حموم میاد بالا
بوی بدی است، سردرد گرفته‌ایم.

== drain
# casual
جوب {street} پر لجن و بطری شده آب راه نمیره
سرپوش جوب جلوی پلاک {plaque} شکسته، دیروز پای پسرم رفت توش
@summer جوب {street} شده پرورش پشه
موش اندازه گربه تو جوب {street}، قسم می‌خورم
@autumn برگ ریخته تو جوب، فردا بارون بیاد {street} میره زیر آب
دریچه بارون {street} رو با آسفالت بستن!
کانال شاه‌جوی پشت {near} پر یخچال و لاستیکه
یکی از مغازه‌ها آب روغنی میریزه تو جوی {street}
# formal
جوی {street} با لجن و زباله پر شده و آب به پیاده‌رو می‌آید.
نهر شاه‌جوی در نزدیکی {near} لای‌روبی نشده است. پدرم می‌گفت روزی از همین آب می‌خوردند.
@wet پیش از بارندگی بعدی دریچه‌های {street} را باز کنید؛ پارسال آب به زیرزمین‌ها رفت.
سرپوش بتنی جوی در {street} شکسته و میلگردش بیرون زده است.
آب ماندهٔ جوی {street} بو گرفته و پشه زیاد شده است.
ریشهٔ درخت جوی {street} را ترکانده و آب زیر خانه‌ها می‌رود.
# english
The roadside channel on {street} is full of plastic bottles and stinks.
The concrete cover over the drain near {near} is broken; a child could fall in.
The grating on {street} was covered with asphalt and the rain has nowhere to go.
Mosquitoes breed in the standing water of the channel on {street}.
A shop on {street} pours oil into the channel.
# ask
? @cover سرپوش شکسته روبه‌روی کدام پلاک است؟
> پلاک {plaque}.
> درست جلوی در حیاط ما، پلاک {plaque}
# reply
گروه لای‌روبی این هفته به این خیابان می‌رسد.
سرپرست ناحیه دید و عکس گرفت؛ نوبتش این هفته است.
# fixed
@mud {m} متر جوی لای‌روبی و شسته شد.
@grating دریچه‌ها باز شد و آب راه افتاد.
@cover سرپوش بتنی تازه گذاشته شد.
@oil به مغازه‌ای که روغن می‌ریخت اخطار دادیم و جوی شسته شد.
@mud زباله‌ها با خودرو برده شد و آب راه افتاد.
@root این تکهٔ جوی از نو ساخته شد و به ریشه آسیبی نرسید.
# fixed_en
@mud Thirty metres of the channel were cleared and washed.
@cover A new concrete cover was laid.
@grating The grating was opened again and takes the water.
@root This stretch of the channel was rebuilt; the tree is unharmed.
@oil The shop was warned in writing and the channel washed.
# pause
@wet @mud,grating آب جوی بالاست؛ پس از فروکش لای‌روبی می‌کنیم.
@cover سرپوش به این اندازه باید ساخته شود؛ چهار روز کار دارد.
# not_ours
water-company: @nahr این کانال با شرکت آب استان است. خواستیم پیش از بارندگی لای‌روبی شود.
# unsolved
@mud لجن را درآوردند ریختند کنار جوی و رفتند، دوباره رفت تو.
هنوز هیچی نشده دوباره همان است.
# me_too
@mud,grating جلوی ما هم گرفته
@mud پشه‌ها امان نمی‌دهند
پای ما هم چند بار نزدیک بود برود تویش

== flood
# casual
{street} رودخونه شده، ماشینا خاموش کردن وسطش
آب اومده تو مغازه‌م!! {street} پلاک {plaque}
زیرگذر {street} پر آبه یه تاکسی گیر کرده توش
هر بارون همین بساطه، {street} دریاچه میشه
تا زانو آبه جلوی {near}. بچه‌ها رو بغل کردم رد کردم
عابرا از رو بلوک سیمانی میپرن، {street} یه استخر درست حسابیه
یه قایق بدین بهمون لطفا 😅 {street} نبش {cross}
اتوبوس رد میشه موج میزنه تو پیاده‌رو {street}، سر تا پام خیس شد
# formal
آب باران در {street} تا لبهٔ پله‌ها بالا آمده و به زیرزمین پلاک {plaque} رسیده است.
جلوی {near} آب‌گرفتگی شده و دریچه‌ها آب را نمی‌کشد.
زیرگذر {street} آب گرفته است؛ پیش از آنکه کسی گیر کند آن را ببندید.
با هر باران، تقاطع {street} و {cross} زیر آب می‌رود. شیب آسفالت تازه رو به خانه‌هاست.
@school دانش‌آموزان {school} راه بیرون رفتن ندارند، جلوی در تا قوزک آب است.
# english
{street} is under water, about to my knee. Two cars have stalled near {near}.
Rainwater is running into the shops on {street}.
Each time it rains the corner of {street} turns into a lake.
The underpass on {street} is flooded and a taxi is stuck in it.
We had to jump from block to block to cross {street}.
# reply
پمپ راه افتاد؛ تا آب پایین نرفته از اینجا نگذرید.
اکیپ {crew} آب در راه است.
# fixed
آب با پمپ کشیده و دریچه‌ها باز شد.
@surface دریچهٔ باران زیر برگ مانده بود؛ باز شد و آب در بیست دقیقه رفت.
@underpass زیرگذر تخلیه و پس از دو ساعت باز شد.
# fixed_en
The water was pumped out and the gratings cleared.
# made_safe
@surface آب را پمپ کردیم و کیسهٔ شن چیدیم. دریچهٔ دوم تا پایان ماه اضافه می‌شود.
# pause
تا باران بند نیاید نمی‌شود دریچه را باز کرد؛ اکیپ همان نزدیکی است.
# not_found
@surface وقتی رسیدیم آب رفته بود. دریچه را باز کردیم و شیب خیابان را برای بررسی نوشتیم.
# unsolved
باران بعدی دوباره همان شد.
# me_too
ما هم تو مغازه آب داریم
همین الان رد شدم، ماشین نمی‌تواند برود

== tap
# casual
آب {street} زرده، [تو لیوان ته‌نشین میشه|لباس سفید زرد شد]
آب بوی کلر میده شدید، {area}
طبقه چهاریم {street} از ساعت {hour} به بعد قطره قطره آب میاد
آب گل‌آلوده از دیشب تو {street}، چایی نمیشه درست کرد
ماشین لباسشویی آب نمیکشه از بس فشار کمه. {street} پلاک {plaque}
بچه‌م دل‌درد گرفته، آب مزه خاک میده. {area}
# formal
آب خانه‌های {street} {d} روز است کدر است و پس از چند دقیقه باز گذاشتن هم صاف نمی‌شود.
فشار آب در {street} از ساعت {hour} شب تا صبح بسیار کم است و به طبقهٔ سوم نمی‌رسد.
با سلام، آب {area} بوی ماندگی می‌دهد. اگر شست‌وشوی خط انجام می‌دهید، زودتر خبر بدهید.
آرایشگاه دارم و با این فشار آب نمی‌توانم کار کنم. {street}، نزدیک {near}.
# english
Tap water on {street} has been brown for {d} days. Is it safe to drink?
Very low water pressure on the upper floors in {area} every evening.
The water on {street} smells strongly of chlorine since yesterday.
On the third floor no water comes after {hour} at night. {street}, number {plaque}.
White clothes come out yellow. I think it is the old pipe on {street}.
# ask
? همهٔ شیرها همین‌طور است یا فقط آب گرم؟
> هر دو.
> فقط آب گرم، پس شاید از آبگرمکن خودمان باشد.
> شیر حیاط هم همین‌طوره
# reply
کارشناس آب فردا صبح نمونه می‌گیرد و فشار را می‌خواند.
# fixed
@colour,smell خط شسته شد و نمونهٔ آب از سه خانه سالم بود.
@pressure شیر فشارشکن تنظیم شد؛ فشار در طبقهٔ سوم ۲ بار است.
@colour,pressure لولهٔ کهنهٔ زنگ‌زدهٔ انشعاب عوض شد.
# fixed_en
@colour,smell The line was flushed; samples from three homes are clean and safe to drink.
@pressure The pressure valve of the street was set right; there is enough on the third floor.
# not_ours
water-company: @pressure افت فشار از ایستگاه پمپاژ شرکت آب استان است. گفتند پمپ دوم تا جمعه راه می‌افتد.
# not_possible
@colour لولهٔ درون ساختمان زنگ زده است و آب تا کنتور زلال است. تعویضش با مالک است.
# pause
@colour,smell نمونه در آزمایشگاه است؛ پاسخش چند روز طول می‌کشد.
@pressure شیر تازه سفارش داده شده و تا آخر هفته می‌رسد.
# unsolved
@colour باز هم زرد است. عکس لیوان را گذاشتم.
فرقی نکرده، دیشب هم همین بود.
# me_too
@colour آب ما هم همین رنگ است
بله {area} همه همینیم

== group
# tail casual
@leak,flood همسایه پایینی بیشتر گرفتاره
@leak,flood الان که دارم می‌نویسم داره بیشتر میشه
پارسال هم همین بود
تلفنتون همش اشغاله
@leak,flood با جارو و سطل افتادیم به جونش
یکی بیاد لااقل نگاه کنه
[خواهشا|لطفا] زودتر
قبض آبو سر وقت میدیم، کارو سر وقت نمیکنین
@leak زیرزمینم داره نم میکشه
عکس و فیلم دارم
# tail formal
@leak,flood همسایهٔ پایین‌دست بیش از ما گرفتار است.
سال گذشته هم در همین روزها چنین شد.
@leak,flood خودمان با سطل و جارو جلوی آن را گرفته‌ایم.
@leak اگر شیر قطع جایی هست، نشان بدهید تا ببندیم.
@leak,flood نگران پی خانه‌ها هستیم.
@leak هدر رفتن این آب گناه است.
@leak,flood هر ساعت بیشتر می‌شود.
چند خانه گرفتارند.
# reply
@leak,flood,sewer اکیپ {crew} آب در راه است.
@leak شیر این شاخه را می‌بندیم؛ آب کوچه حدود دو ساعت قطع می‌شود.
@leak آمدیم و جای نشت را پیدا کردیم؛ کندن آغاز شد.
@sewer خودروی جت امروز بعدازظهر نوبت این خیابان است.
@leak,sewer با شرکت آب هماهنگ کردیم؛ نشانی دقیق را فرستادیم.
@leak نقشهٔ لوله‌ها را دیدیم: شیر قطع در کوچهٔ بالایی است، کار آسان‌تر شد.
# evidence
@leak,tap فشارسنج پیش و پس از کار خوانده و در پرونده نوشته شد.
@leak,flood,sewer سرپرست اکیپ {crew} یک ساعت پس از کار دوباره سر زد؛ خشک بود.
عکس کار در واحد هست.
"""
