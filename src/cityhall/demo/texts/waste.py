"""Rubbish, bins, rubble, sweeping, recycling, graffiti."""

TEXT = """
== rubbish
# casual
آشغالای {street} {d} روزه جمع نشده [بو گند گرفته|کرم گذاشته]
ماشین زباله دیشب از {street} رد شد وانستاد، کیسه‌ها موند
گربه‌ها کیسه‌ها رو پاره کردن کل {street} پر آشغاله
@summer تو این گرما {d} شب زباله بمونه میدونین چی میشه؟ {street} پلاک {plaque}
شیرابه زباله از سطل {street} تا جلو مغازه من اومده. مشتری میاد برمی‌گرده
سلام خسته نباشید {street} رو یادتون رفته این هفته
جمعه شب هیچکس نیومد {street}. شنبه هم نیومد. امشب چی؟
رستوران {street} هر شب دم در ما کیسه زباله میذاره، شما هم نمیبرین
@nowruz عید دیدنیه مهمون میاد، جلو در خونه کوه آشغال! {street}
از ساعت {hour} تا نصف شب کیسه دستم منتظر ماشینم. ساعت اومدنش کیه؟ {street}
پشت {near} شده آشغالدونی محل
همسایه ما تو {street} ظهر زباله میذاره بیرون، ماشین شب میاد. یه تذکر بدین
کنار {school} زباله تلنبار شده بچه‌ها دماغشونو می‌گیرن رد میشن
# formal
زبالهٔ {street} {d} شب است برده نشده و بوی آن به خانه‌ها می‌آید.
با سلام، خودروی جمع‌آوری این هفته دو بار به {street} نیامد. پیش‌تر همیشه حدود ساعت {hour} می‌آمد.
کیسه‌های زباله پشت {near} مانده و موش زیاد شده است.
خواهش می‌کنم ساعت جمع‌آوری را در {street} اعلام کنید تا زباله را زودتر بیرون نگذاریم.
از روزی که مسیر عوض شده، {street} از قلم افتاده است. کوچه‌های دو طرف را می‌برند.
@summer با گرمای این روزها زباله نباید دو شب در {street} بماند. بیمار ریوی در خانه داریم.
مسجد محل مراسم داشت و {n} کیسهٔ بزرگ جلوی {mosque} مانده است. خودمان مرتب چیده‌ایم تا بار زدنش آسان باشد.
# english
No collection on {street} for {d} nights. Cats have torn the bags open.
Rubbish is piling up behind {near}. The smell reaches our balcony on the third floor.
Could you tell us the collection time for {street}? The lorry seems to skip our building.
Juice runs out of the bin on {street} as far as our door.
After the weekend the rubbish on {street} was still there, and the crows had a party.
A restaurant leaves its bags in front of our house on {street} every night.
# ask
? @plain زباله بیرون از سطل است یا سطل پر شده؟
> سطل پره، بقیه روی زمینه
> سطل نداریم، هر کس جلوی در خودش می‌گذارد.
> کنار دیوار است، سطل خالی است!
# reply
@time ساعت دقیق را از رانندهٔ آن مسیر می‌پرسیم و همین‌جا می‌نویسیم.
@neighbour,restaurant بازرس پسماند امشب همان ساعت سر می‌زند.
# fixed
@plain دیشب جمع شد و جایش شسته شد.
@plain خودروی آن مسیر خراب شده بود؛ با خودروی کمکی برده شد و از امشب برنامه عادی است.
@plain این کوچه در مسیر تازه از قلم افتاده بود. به برگهٔ راننده برگشت و امشب هم برده شد.
@juice کیسه‌ها برده و شیرابه با آب فشار قوی شسته شد.
@time خودرو هر شب حدود نه و نیم از اینجا می‌گذرد؛ ساعتش را سر گذر هم نوشتیم.
@neighbour,restaurant حضوری تذکر دادیم و اخطار کتبی هم نوشتیم؛ دو شب سر زدیم و رعایت شده بود.
# fixed_en
@plain Collected last night and the spot was washed.
@plain The street had been left off the driver's new list. It is back on it from tonight.
@juice The bags were taken and the ground was washed with a pressure hose.
@time The lorry passes your street at about half past nine at night.
@neighbour,restaurant We warned them in writing and looked in on two nights; nothing was left outside.
# not_possible
@restaurant زبالهٔ رستوران با پیمانکار خودش است. به رستوران اخطار دادیم و اگر باز بگذارد جریمه می‌شود.
# not_found
@plain ساعت یازده شب آمدیم و کیسه‌ای نبود؛ گویا همان شب برده شده بود.
# pause
@plain خودروی پشتیبان در تعمیر است و تا برگردد این مسیر یک شب در میان می‌شود.
# unsolved
یک شب بردند، از فردایش دوباره هیچ
@plain فقط درشت‌هاش رو بردن، زیرش پر آشغاله
# me_too
@plain جلوی خانهٔ ما هم مانده
بوش داره خفه‌مون می‌کنه
@plain ما هم {d} شب است نبرده‌اند.

== bin
# casual
سطل زباله {street} در نداره، گربه‌ها توشن
سطل نبش {cross} سوخته، یکی آتیشش زده
مخزن رو گذاشتن دقیقا جلوی در خونه ما {street} پلاک {plaque}، بابا بو!
سطل {street} رو بردن تعمیر {d} روزه نیاوردن
دو تا سطله واسه کل {street}، ساعت هفت شب پره
چرخ سطل شکسته افتاده وسط خیابون، ماشین میزنه بهش یه شب
سطل کنار {park} همیشه سرریزه، جمعه‌ها که نگو
سطل جلوی مغازه منو هر شب یکی هل میده اونور خیابون میذاره جلو داروخونه
پدالش خرابه باید با دست درشو باز کنی، حالم به هم خورد
# formal
سطل زبالهٔ {street} شکسته و شیرابه‌اش به پیاده‌رو می‌ریزد.
برای {street} تنها یک سطل گذاشته‌اند و {m} خانوار از آن استفاده می‌کنند. خواهش می‌کنم یکی دیگر بگذارید.
سطلی که کنار {near} بود برداشته شد و مردم زباله را همان‌جا روی زمین می‌گذارند.
جای سطل در {street} درست سر پیچ است و دید راننده را می‌گیرد. اگر ده متر پایین‌تر برود بهتر است.
در {park} سطل‌ها کم و فاصلهٔ آن‌ها زیاد است.
با احترام، سطل روبه‌روی پنجرهٔ کلاس {school} است و بچه‌ها از بو شکایت دارند.
# english
The bin at the corner of {street} and {cross} was burnt and only half of it is left.
The lid of the big bin on {street} is gone and it is always overflowing by evening.
There are two bins for the whole of {street}; by seven they are full.
The wheel of the bin on {street} is broken and it blocks half the lane.
Someone moved the bin from {near} to under our bedroom window.
# ask
? سطل بزرگ چرخ‌دار است یا سطل کوچک پایه‌دار؟
> بزرگ، از همان سبزها.
> پایه‌دار کنار نیمکت
# fixed
@broken سطل شکسته رفت و سطل نو آمد.
@full یک سطل دیگر اضافه شد.
@place جای سطل دوازده متر پایین‌تر رفت، کنار دیوار بی‌پنجره.
@broken درِ سطل و چرخش عوض و تویش شسته شد.
@missing سطل نو گذاشته شد و جایش روی زمین خط‌کشی شد.
# fixed_en
@broken,missing A new bin with a lid was put in place today.
@full A second bin was added beside the first.
@place The bin now stands twelve metres further down, at a wall without windows.
# not_possible
@full,place در این گذر خودروی جمع‌آوری دور نمی‌زند و سطل دیگری جا نمی‌شود. سطل سر خیابان را بزرگ‌تر کردیم.
# pause
@broken,missing,full سطل نو در انبار تمام شده؛ سفارش تازه هفتهٔ آینده می‌رسد.
# unsolved
@broken,missing سطل نو را فردایش برده بودند جلوی ساختمان بغلی
@full باز هم یک سطل است و ساعت هشت شب پر
@place دوباره برش گرداندند سر جای قبلی
# me_too
@full بله، همیشه پر است
ما طبقه همکفیم، پنجره رو نمی‌تونیم باز کنیم

== rubble
# casual
یه کامیون نصف شب نخاله خالی کرد تو زمین خالی {street}
مبل کهنه گذاشتن سر {street} {d} روزه
ساختمون سازی پلاک {plaque} گچ و آجرشو ریخته تو پیاده‌رو {street}
یخچال سوخته، تشک، کمد، همه رو آوردن ریختن پشت {near}
شمارشو برداشتم! وانت آبی بود، نخاله ریخت کنار {street}
شاخه درختارو بریدن ریختن کنار خیابون رفتن، {street}
ته {street} شده محل تخلیه نخاله کل شهر
دستشویی فرنگی شکسته گذاشتن دم {park}، بچه‌ها باهاش بازی می‌کنن 😐
# formal
در زمین خالی {street} هر شب نخاله می‌ریزند. بیشتر حدود ساعت {hour} تا نیمه‌شب.
مصالح و نخالهٔ ساختمان پلاک {plaque} پیاده‌روی {street} را بسته است.
با سلام، پس از هرس درختان {street} شاخه‌ها {d} روز است کنار جوی مانده.
چند تکه وسیلهٔ کهنه کنار {near} رها شده و جای نشستن سالمندان محل را گرفته است.
کنار نهر در {area} نخاله ریخته‌اند و راه آب دارد تنگ می‌شود.
# english
Somebody dumped a sofa and two mattresses on {street}, next to {near}.
Building rubble from number {plaque} covers the whole pavement on {street}; I have to walk in the road.
Every night somebody tips rubble on the empty plot on {street}. A blue pick-up, I think.
The branches cut on {street} have been lying in the channel for {d} days.
A broken fridge was left beside {near}; children play with its door.
# ask
? @stone,things شمارهٔ پلاک یا ساعت ریختن را به یاد دارید؟
> حدود دو نصفه‌شب، پلاکش را ندیدم.
> وانت نیسان آبی، دو رقم اولش ۴۳ بود.
# fixed
@stone {n} کامیون نخاله برداشته و زمین صاف شد.
@things وسایل دورریخته برده شد.
@site صاحب ساختمان نخاله را جمع کرد و جریمه شد.
@branches شاخه‌ها خرد و برای خاک‌پوش پارک برده شد.
# fixed_en
@stone Several lorry loads of rubble were taken away and the plot was levelled.
@things What had been dumped was taken away this morning.
@site The owner had the rubble cleared and was fined.
@branches The branches were chipped and taken to the park.
# made_safe
@stone,site نخاله را کنار زدیم تا راه باز شود. بارگیری با لودر روز پنجشنبه است.
# pause
@stone برای بردن این همه نخاله لودر می‌خواهد و لودر این هفته در ناحیهٔ دیگری است.
@site به صاحب ساختمان مهلت دادیم خودش جمع کند.
# not_ours
railways: @stone این زمین مال راه‌آهن است. نامه دادیم که دورش حصار بکشد و نخاله را بردارد.
# unsolved
بردند و همان شب دوباره ریختند. دوربین بگذارید.
# me_too
@stone من هم دیدم، همان وانت آبی
راه ما را هم بسته

== sweeping
# casual
پاکبان {street} عوض شده دیگه جارو نمیکنه. قبلی آقا {name} بود خدا خیرش بده
@autumn برگا تو {street} تا زانوئه، زیرش چاله دیده نمیشه
شیشه شکسته جلوی {near} ریخته، سگم پاش برید
جمعه‌بازار که تموم میشه {street} رو ببینین!
@spring خاک و شن کنار جدول {street} مال زمستونه هنوز جمع نشده
{street} رو فقط تا {cross} جارو می‌زنن، از اونجا به بعد انگار مال ما نیست
پوست تخمه تو {park} سانتی‌متری
پسرم با دوچرخه تو {street} رو شیشه رفت لاستیکش ترکید
# formal
{street} {d} روز است جارو نشده و باد خاک را به خانه‌ها می‌برد.
@autumn برگ‌ها در {street} روی دریچهٔ آب باران جمع شده و با اولین باران آب می‌گیرد.
خرده‌شیشهٔ تصادف دیشب هنوز در {street} روی زمین است.
از پاکبان زحمت‌کش {street} سپاسگزاریم؛ گویا {d} روز است به مرخصی رفته و جایش کسی نیامده.
پس از مراسم، جلوی {mosque} پر از لیوان یک‌بارمصرف است.
@spring سنگ‌ریزهٔ مانده از شن‌پاشی زمستان در سراشیبی {street} موتورها را سُر می‌دهد.
# english
Broken glass all over the pavement on {street} near {near}. Many children pass here.
The street sweeper has not come to {street} for {d} days.
Dry leaves fill the gutter on {street}; one rain and we are under water.
After the market {street} is covered with paper and peelings.
There is still winter grit on the slope of {street}; my bicycle slides on it.
# ask
? @litter,dust هیچ جارو نزده‌اند یا فقط تا نیمه جارو شده؟
> فقط تا سر پیچ.
> اصلاً.
# fixed
@litter,dust پاکبان جانشین از امروز صبح آمد و جارو شد.
@leaves برگ‌ها جمع و دریچهٔ آب باران هم باز شد.
@glass خرده‌شیشه‌ها جمع شد.
@dust,litter با خودروی جاروب رفتیم و با آب شسته شد.
# fixed_en
@glass The glass was swept up this morning.
@litter,dust A replacement sweeper started today and the street is clean.
@leaves The leaves were gathered and the grating cleared.
# not_possible
@litter,dust جاروی این خیابان هفته‌ای سه روز است و با نیرویی که داریم هر روز نمی‌شود. روزهایش: شنبه، دوشنبه، چهارشنبه.
# unsolved
یک روز جارو کردند و تمام
# me_too
جلوی ما هم همین‌طور است
واقعا کثیفه

== recycling
# casual
غرفه بازیافت {street} همیشه بسته‌ست، کارتنا رو برگردوندم خونه
ماشین بازیافت قرار بود {weekday} بیاد {street} نیومد، یه راه‌پله پر کارتنه
تو {area} هیچ جا نیست کاغذ باطله تحویل بدیم
زباله‌گردا سطلای {street} رو میریزن بیرون دنبال پلاستیک
باتری و لامپ سوخته رو کجا باید ببریم؟ دور {area} جایی نیست
کیسه آبی تفکیک دیگه نمیدین؟
ما تو {street} همه چی رو جدا می‌کنیم، آخرش می‌بینم ماشین همه رو قاطی بار میزنه
# formal
ایستگاه پسماند خشک {street} {d} روز است بسته است و روی در هم چیزی ننوشته‌اند.
ساختمان ما {m} واحد دارد و می‌خواهد زباله را جدا کند. خواهش می‌کنم مخزن جدا و برنامهٔ خودرو بدهید.
با سلام، خودروی پسماند خشک هر بار زودتر از ساعت اعلام‌شده به {street} می‌آید و به ما نمی‌رسد.
@school بچه‌های {school} یک ماه کاغذ جمع کرده‌اند و کسی برای بردنش نیامده است.
# english
I could not bring my cardboard again: the kiosk at {street} was closed at eleven in the morning.
Where can I bring batteries and glass near {near}? The recycling kiosk on {street} is always closed.
The recycling van came an hour early again and nobody on {street} had put anything out.
We are {m} students in one house and would like a separate bin for paper.
# ask
? @house چند واحد در ساختمان شماست و جای مخزن دارید؟
> {m} واحد، در پارکینگ جا هست.
# reply
از پیمانکار پسماند خشک خواستیم روشن کند؛ تا دو روز دیگر می‌نویسیم.
# fixed
@closed متصدی غرفه عوض شد؛ از امروز هر روز از هشت تا دو باز است.
@van @nopaper خودرو امروز آمد و کارتن‌ها را برد. برنامه: هر دوشنبه، ساعت نه صبح.
@want @house دو مخزن آبی به ساختمان داده شد.
@want @other از این هفته، شنبه‌ها خودروی پسماند خشک در این محله می‌ایستد؛ باتری و لامپ را هم می‌گیرد.
@paper کاغذهای مدرسه برده شد و رسیدش به مدیر داده شد.
# fixed_en
@closed The kiosk has a new keeper and is open every day from eight to two. Batteries are taken there too.
@van The van came today. From now on: Mondays at nine in the morning.
@paper The paper was fetched and the school has a receipt.
@want From this week the van stops in your quarter on Saturdays; it takes paper, batteries and lamps.
# not_possible
@want @other برای این محله هنوز پیمانکار پسماند خشک نداریم. از آغاز سال آینده اضافه می‌شود؛ تا آن زمان نزدیک‌ترین غرفه کنار پارک مهر است.
# unsolved
@closed باز هم بسته بود. ساعت یازده صبح رفتم.
@van,want این هفته هم نیامد.
# me_too
ما هم می‌خواهیم جدا کنیم ولی نمی‌شود

== graffiti
# casual
رو دیوار تازه رنگ‌شده ما ({street} پلاک {plaque}) با اسپری چرت و پرت نوشتن
هر کی چاه باز می‌کنه شمارشو زده رو دیوار {street}. {n} تا شماره!
یه فحش بد نوشتن رو دیوار {school}، همه بچه‌ها میخونن
روی تابلوی کوچه آگهی چسبوندن اسم کوچه معلوم نیست. {street}
جعبه برق {street} از آگهی استخدام شده کاغذدیواری
دیوار {near} رو با رنگ قرمز خراب کردن. آدم دلش میسوزه
«لوله‌بازکنی شبانه‌روزی» رو در خونه ما هم زدن
# formal
روی دیوار آجری {near} با رنگ نوشته‌اند. خواهش می‌کنم با ماسه‌پاشی پاک نکنید، آجر کهنه است.
دیوار خانهٔ ما در {street} پلاک {plaque} دو بار رنگ شد و باز رویش آگهی چاپ کردند.
ناسزایی روی دیوار {school} نوشته شده که شایستهٔ مدرسه نیست.
تابلوی نام {street} زیر برچسب آگهی پنهان شده است.
پشت ایستگاه اتوبوس {street} سراسر با اسپری سیاه شده است.
# english
Red spray paint on the old brick wall of {near}. It is a lovely building, please clean it gently.
The street sign of {street} is covered with stickers, visitors cannot read it.
A rude word on the wall of {near}. My children asked me what it means.
Plumbers' phone numbers are stencilled on every wall of {street}.
The back of the bus stop on {street} has been sprayed black.
# ask
? @home,public صاحب دیوار راضی است که رویش رنگ بزنیم؟
> @home بله، دیوار خودمان است.
> @public با مدیر حرف زدم و راضی است.
# reply
گروه پاک‌سازی این هفته با رنگ هم‌رنگ دیوار می‌آید.
# fixed
@paint @home,public نوشته پاک و دیوار هم‌رنگ شد.
@adverts آگهی‌ها کنده شد و از روی شماره‌ها برای صاحبانش جریمه نوشتیم.
@monument با حلال و برس نرم پاک شد؛ آجر آسیب ندید.
@sign تمیز شد و نامش خواناست.
# fixed_en
@monument The writing was removed with a soft brush; the brick is unharmed.
@home,public The wall was cleaned and painted over.
@sign The sign was cleaned and can be read again.
@adverts The numbers were removed and their owners fined.
# not_possible
@paint @home,public برای پاک کردن نما با ارتفاع بیش از سه متر، مالک باید داربست بگذارد. راهنمایش را پیوست کردیم.
# pause
@monument پاک کردن آجر کهنه باید زیر نظر کارشناس میراث باشد؛ چهارشنبه می‌آید.
# unsolved
@paint @home,public رنگی که زدید با دیوار یکی نیست، از دور پیداست.
همان شب دوباره پرش کردند.
# me_too
@home روی در ما هم زده‌اند
خیلی زشت شده

== group
# tail casual
مهمون میاد خجالت می‌کشیم
یه عکس گرفتم خودتون قضاوت کنین
@rubbish,bin,sweeping بچه‌ها از کنارش رد میشن دماغشونو می‌گیرن
دو خیابون اونورتر برق میزنه از تمیزی
@rubbish,bin,sweeping باد که میاد همه جا پخش میشه
هر هفته همین داستانه
[مگه عوارض نمیدیم؟|پس عوارض واسه چیه؟]
@rubbish,bin بوش تا طبقه سوم میاد
یه فکری بکنین واقعا
حیف این محله
@rubbish,bin,sweeping موش هم زیاد شده
# tail formal
@rubbish,bin,sweeping باد که می‌وزد به همه‌جا پخش می‌شود.
@rubbish,bin بوی آن پنجره‌ها را به روی ما بسته است.
@rubbish,bin,sweeping خودمان هم بارها جمع کرده‌ایم.
@rubbish,bin,sweeping با پاکبان محل هم حرف زدیم؛ گفت کار او نیست.
ما ساکنان این کوچه همیشه خوش‌حساب بوده‌ایم.
@rubbish,bin,sweeping برای سلامت بچه‌ها نگرانیم.
اگر ساعت خاصی دارد، بگویید تا رعایت کنیم.
این نخستین بار نیست.
# reply
@plain,rubble,bin به سرپرست مسیر گفتیم؛ امشب جمع می‌شود.
@plain,rubble,sweeping,graffiti اکیپ {crew} تا پیش از ظهر می‌رسد.
@plain,rubble,sweeping به مسیر فردا اضافه شد. اگر نشد، همین‌جا بنویسید.
@plain,bin بازرس پسماند امشب سر می‌زند تا ببیند چرا جا مانده است.
@plain,bin لطفاً زباله را پس از ساعت نه شب بگذارید که تا آمدن خودرو پخش نشود.
@bin سطل نو از انبار خواسته شد؛ روزش را می‌نویسیم.
@sweeping سرپرست ناحیه فردا صبح سر می‌زند.
این گزارش با {n} گزارش دیگر همین خیابان یک‌جا انجام می‌شود.
# evidence
@rubbish,rubble,recycling عکس راننده پس از بار زدن در واحد هست.
@rubbish,rubble,sweeping,graffiti سرپرست اکیپ {crew} صبح سر زد و جا تمیز بود.
پاکبان محل و یکی از همسایه‌ها دیدند.
"""
