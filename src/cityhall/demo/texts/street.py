"""Roads, pavements, bridges and snow."""

TEXT = """
== pothole
# casual
چاله {street} جلوی {near} [جلوبندی ماشینمو آورد پایین|لاستیکمو ترکوند]
یه چاله وسط {street} هست اندازه یه [طشت|دیگ]، هر کی میاد می‌افته توش
آقا این آسفالت {street} مال عهد بوقه، همش چاله‌ست
سلام چاله {street} رو که پارسال با شن پر کردین دوباره باز شده
@wet بعد از بارون چاله {street} پر آب میشه دیده نمیشه، دیروز یه موتوری با سر رفت توش
با دوچرخه میرفتم {street}، چرخم رفت تو چاله و خوردم زمین. دستم شکسته
من راننده اسنپم روزی ده بار از {street} رد میشم. نبش {cross} رو درست کنین ثواب داره
{n} تا چاله پشت سر هم، {street}. خودتون یه بار با پراید رد شین
آسفالت دور دریچه وسط {street} نشسته، ماشین میره روش کل محل صداشو می‌شنوه
شبی صد تا ماشین جلوی مغازه من تو {street} میفتن تو این چاله. [خودم دو بار با سیمان پرش کردم|آجر چیدم دورش]
خدایی مالیات و عوارض میدیم واسه همین چاله‌ها؟ {street} جلو پلاک {plaque}
@cold یخبندون که شد آسفالت {street} ورقه ورقه کنده شد
راننده خط {n} هستم. {street} رو آسفالت نکنین اتوبوس چپ می‌کنه یه روز
دست‌انداز نیست دره‌ست!! {street} بعد از {near}
چاله‌ی تو {street} رو اول هفته پر کردن آخر هفته خالی شد
# formal
در {street}، روبه‌روی پلاک {plaque}، چاله‌ای به پهنای نیم متر باز شده است. خودروها برای رد شدن به لاین روبه‌رو می‌روند.
با سلام، آسفالت {street} از {cross} تا {near} سراسر ترک و چاله است و وصله‌های پیشین هم بلند شده.
نشست آسفالت کنار دریچهٔ {street} روزبه‌روز بیشتر می‌شود. هفتهٔ پیش یک وجب بود و حالا چاله شده است.
@wet پس از بارندگی‌های اخیر، آسفالت {street} در {n} جا کنده شده و سنگ‌ریزه‌اش به شیشهٔ خودروها می‌خورد.
چالهٔ سر {street} برای موتورسوارها خطر دارد. دیروز جلوی چشم خودم دو نفر افتادند.
آمبولانس {clinic} هر روز از این خیابان می‌گذرد و به‌خاطر چاله‌ها باید آهسته برود.
پس از کار مخابرات، آسفالت {street} درست نشده و اکنون به اندازهٔ یک متر گود است.
معلم هستم و هر روز از {street} به {school} می‌روم. چالهٔ سر پیچ دیده نمی‌شود و چند بار نزدیک بود تصادف شود.
# english
Deep pothole on {street} just before {near}. I hit it last night and bent a wheel.
The road around the manhole on {street} has sunk by about ten centimetres. Motorbikes swerve into my lane to avoid it.
Three potholes in a row on {street}, corner of {cross}. Very hard to see after rain.
I fell off my bicycle because of the hole in {street} near number {plaque}. Please fill it properly, not with gravel.
The patch you made on {street} last month has come out again.
My taxi driver refuses to enter {street} because of the holes. I cannot blame him.
A hole the size of a tyre near number {plaque}, {street}. At night nobody sees it.
# ask
? @single چاله در لاین رفت است یا برگشت؟
> لاین راست، وقتی از بولوار می‌آیی.
> درست وسط.
> سمت مغازه‌ها
? چاله را آب پر کرده؟ می‌خواهیم بدانیم لوله‌ای زیر آن نشت دارد یا نه.
> نه، خشک است.
> آره همیشه توش آبه، حتی وقتی بارون نیومده
> آبش مال باران بود، دیروز خشک شد.
# fixed
@single @plain,cable چاله بریده و با آسفالت گرم پر شد. امروز عصر راه باز است.
@many {n} چاله در این خیابان با هم پر شد.
@cover آسفالت دور دریچه برداشته و دریچه هم‌سطح خیابان شد.
@plain,cable زیرسازی نشست کرده بود؛ کندیم، کوبیدیم و دوباره آسفالت شد.
@many این تکه تراشیده و سراسر روکش شد.
# fixed_en
@single @plain,cable The hole was cut square and filled with hot asphalt. The lane is open again.
@cover The cover was raised to the level of the road and the asphalt around it relaid.
@many All the holes in the street were filled in one morning.
# made_safe
با آسفالت سرد پر شد تا کسی آسیب نبیند. روکش کامل این خیابان در برنامهٔ بهار است.
# pause
@cold تا دما زیر پنج درجه است آسفالت نمی‌گیرد؛ با گرم شدن هوا کار را انجام می‌دهیم.
کارخانهٔ آسفالت این هفته بسته است.
شرکت آب باید پیش از آسفالت لوله را درست کند؛ نامه داده‌ایم.
# not_ours
roads-office: این تکه جزو جادهٔ استانی و با ادارهٔ راهداری است. گزارش و عکس شما را برایشان فرستادیم.
# not_found
@single دو بار از سر تا ته این خیابان رفتیم و چاله‌ای که گفته‌اید ندیدیم. شاید همراه {n} چالهٔ دیگر پر شده باشد؛ اگر هست، جایش را روی نقشه نشان دهید.
# unsolved
با خاک و شن پرش کردند، همان شب خالی شد.
@many یکیشو پر کردن بقیه مونده
چند روز نشده دوباره نشست کرد.
# me_too
من هم همین‌جا لاستیک ترکاندم
روزی دو بار ازش رد می‌شم، خیلی بده
ما مغازه‌دارها همه شاهدیم.

== pavement
# casual
موزاییکای پیاده‌رو {street} لقه، پاتو بذاری آب گل می‌پاشه بهت
مامانم رو پیاده‌رو {street} زمین خورد دستش مو برداشت. موزاییک دراومده
جلوی {near} پیاده‌رو نشست کرده شده حوضچه
با کالسکه نمیشه از پیاده‌رو {street} رد شد، هر قدم یه چاله
ریشه درخت موزاییکارو داده بالا تو {street}، {n} جا
درِ کنتور آب وسط پیاده‌رو {street} نیست. پام رفت توش
پیاده‌روی {street} رو واسه [فیبر|گاز] کندن، موزاییکاشو کج و کوله گذاشتن سر جاش
سنگای جدول {street} افتاده وسط راه
پله جلوی {near} لبش شکسته، هر روز یکی می‌خوره زمین
من با عصا راه میرم. از خونه تا {near} دویست متره نیم ساعت طول می‌کشه از بس پیاده‌رو خرابه
# formal
پیاده‌روی {street} از پلاک {plaque} تا نبش {cross} ناهموار است و موزاییک‌ها زیر پا تکان می‌خورد.
با سلام، همسر من نابیناست و مسیر برجستهٔ پیاده‌روی {street} به یک چاله می‌رسد.
ریشهٔ چنارها پیاده‌روی {street} را بلند کرده است. خواهش می‌کنم بی‌آنکه به درخت آسیب برسد درستش کنید.
پیاده‌رو روبه‌روی {near} گود شده و پس از هر باران عابران ناچارند به خیابان بیایند.
لبهٔ پلهٔ ورودی {near} شکسته است و دیروز خانم سالمندی آنجا افتاد.
موزاییک‌های تازهٔ {street} هنوز یک سال نشده بلند شده‌اند. پیمانکار کارش را تضمین نکرده بود؟
# english
Loose paving stones along {street} near {near}. After rain they squirt mud, and I twisted my ankle.
Tree roots have lifted the pavement on {street}; my grandmother cannot get past with her walker.
The lid of a water meter is missing in the pavement of {street}. I stepped right into it.
Half the tiles in front of {near} are loose; my suitcase lost a wheel there.
The kerb stones on {street} have fallen into the channel.
# ask
? @tile,sunk,root کنار کدام پلاک است؟ پیاده‌رو طولانی است.
> بین پلاک {plaque} و سر پیچ.
> روبه‌روی داروخانه
> تقریباً همه‌اش، ولی بدترینش جلوی پلاک {plaque}
# fixed
@tile,sunk {m} متر پیاده‌رو جمع و دوباره روی ملات چیده شد.
@tile موزاییک‌های لق بسته و شکسته‌ها عوض شد.
@sunk خاک زیر پیاده‌رو را کوبیدیم و شیبش را به سوی جوی دادیم تا آب نماند.
@root دور ریشه را باز گذاشتیم و پیاده‌رو را با شیب ملایم از رویش رد کردیم؛ درخت سالم است.
@step لبهٔ پله ساخته شد و نوار زبر خورد.
@lid درِ تازه گذاشته و دورش سیمان شد.
@kerb سنگ‌های جدول سر جایشان نشست و درزشان پر شد.
@blind مسیر برجسته ترمیم شد و دوباره پیوسته است.
# fixed_en
@tile,sunk,root The loose stones were taken up and relaid on mortar; broken ones were replaced.
@lid A new lid was set in cement.
@kerb The kerb stones are back in their place.
@step,blind The broken edge was rebuilt and is even now.
# made_safe
@tile,sunk جای خطر با ورق و نوار پوشانده شد. کف‌سازی تا دو هفتهٔ دیگر انجام می‌شود.
# pause
@tile,sunk موزاییک هم‌رنگ این خیابان از کارخانه نرسیده است.
@wet زمین خیس است و ملات نمی‌گیرد.
# not_possible
@tile,step این تکه جزو ملک خصوصی است و نگهداری‌اش با مالک است. به مالک اخطار کتبی دادیم و رونوشتش در پرونده هست.
# unsolved
آن‌طرف خیابان را درست کردند ولی جایی که گفتم نه.
@tile,sunk ملاتش هنوز خشک نشده بود ماشین رفت روش، دوباره لق شد
# me_too
مادر من هم اینجا افتاد.
با ویلچر که اصلاً نمی‌شه

== trench
# casual
{street} رو واسه [فیبر نوری|گاز|آب|برق] کندن {d} روزه ول کردن رفتن
جای کنده‌کاری {street} نشسته، ماشین می‌افته توش
سه بار تو یه ماه همین {street} رو کندن. یه بار آب یه بار گاز یه بار اینترنت. با هم هماهنگ نمی‌کنین؟
در خونمون ({street} پلاک {plaque}) کندن، نمی‌تونیم ماشین ببریم تو
خاک کنده‌کاری رو ریختن جلو {near}، باد میاد میره تو مغازه‌ها
یه کانال دراز وسط {street} نه نواری نه چراغی، شب یکی میره توش
لوله گذاشتن روشو خاک ریختن آسفالت نکردن {street}
@wet خاک کنده‌کاری {street} با بارون شده گل، بچه‌ها با کفش گلی میرن مدرسه
# formal
جای حفاری {street} {d} روز است باز مانده و حصار ندارد.
با سلام، پس از کار شرکت گاز در {street}، آسفالت موقت ریخته شد و اکنون ده سانتی‌متر نشسته است.
گودال کنده‌کاری جلوی پارکینگ ساختمان ما در {street} پلاک {plaque} هنوز پر نشده و خودروها دو هفته است بیرون می‌خوابند.
نوار حفاری {street} از {cross} تا {near} صاف نشده و برای موتورسوارها خطرناک است.
روی تابلوی کارگاه نوشته‌اند پایان کار {d} روز پیش بوده، ولی کسی سر کار نیست.
# english
{street} was dug up for a cable {d} days ago. Nobody has worked since and there is no fence.
An open trench in front of {near}, no lights on it at night.
They filled the trench on {street} with soil only; after the rain it is a ditch again.
For {d} days we cannot get our car out of number {plaque} because of the digging on {street}.
The asphalt over the new pipe on {street} has sunk by a hand's breadth.
# ask
? روی تابلوی کارگاه نام چه شرکتی نوشته شده؟
> تابلو ندارد.
> @telecom نوشته توسعهٔ فیبر نوری، شماره تلفن هم ندارد.
> کارگرها رفته‌اند و چیزی هم نصب نیست.
# fixed
@open کنده‌کاری پر، کوبیده و آسفالت شد.
@telecom پیمانکار مخابرات را آوردیم؛ حفاری را بست و ضمانت‌نامه‌اش تا یک سال نزد ماست.
@sunk نوار حفاری که نشسته بود تراشیده و روکش شد.
@open پیمانکار را برگرداندیم؛ بست و آسفالت کرد و ضمانت‌نامه‌اش تا یک سال نزد ماست.
# fixed_en
@open The contractor came back, filled the trench and laid the asphalt. We hold a one-year guarantee.
@sunk The sunken strip was milled and paved again.
# made_safe
@open دور گودال حصار و چراغ چشمک‌زن گذاشتیم و راه پیاده را با ورق باز کردیم. بستنش پس از پایان کار لوله است.
# pause
@gas مجوز کنده‌کاری تا پایان هفته اعتبار دارد و شرکت گاز هنوز لوله را آزمایش نکرده است.
@telecom منتظر پاسخ شرکت مخابرات به اخطار کتبی هستیم؛ تا دو روز دیگر خودمان می‌بندیم و هزینه را می‌گیریم.
پیمانکار برای بستن چند روز مهلت گرفت؛ اگر نبندد، خودمان می‌بندیم و هزینه را می‌گیریم.
# not_ours
gas-company: @gas لولهٔ گاز را عوض می‌کنند و تا آزمایش فشار تمام نشود نباید پر شود. شرکت گاز تاریخ داد: هفت روز دیگر.
telecom: @telecom پیمانکار مخابرات هنوز کار دارد و مجوزش تا دهم ماه است. تذکر دادیم که حصار و چراغ بگذارد و گذاشت.
# unsolved
آسفالت ریختند ولی هنوز هیچی نشده نشست کرد.
فقط خاک ریختن روش، آسفالت نشده
# me_too
جلو خونه ما هم همین وضعه، پلاک {plaque}
ما هم گرفتاریم، خاکش همه‌جا را برداشته

== ramp
# casual
سر {street} رمپ نداره، من با ویلچر باید برم وسط خیابون
رمپ جلوی {near} انقد تنده که [با ویلچر برقی هم نمیشه رفت بالا|کالسکه برمی‌گرده عقب]
موتور میذارن رو رمپ {street}. [هر روز|همیشه]
میله گذاشتن اول پیاده‌رو {street} که موتور نره، ویلچر منم رد نمیشه خب
واسه نابیناها موزاییک زرد زدین تو {street} صاف میره تو تیر برق!
پدرم بعد سکته با واکر راه میره، از پیاده‌رو {street} نمی‌تونه بره پایین چون لبه جدول بلنده
بالابر پله {near} از {d} روز پیش خرابه
# formal
در چهار گوشهٔ تقاطع {street} و {cross} فقط یک رمپ هست. من با ویلچر رفت‌وآمد می‌کنم و ناچارم از خیابان بروم.
شیب رمپ {near} از حد استاندارد خیلی تندتر است و دو بار دیده‌ام که ویلچر برگشته است.
مسیر برجستهٔ نابینایان در {street} با دکهٔ روزنامه بسته شده است.
مادر دوقلوها هستم. از خانه تا {clinic} حتی یک رمپ درست نیست و کالسکه را باید بلند کنم.
@school دانش‌آموزی با ویلچر داریم که برای رسیدن به {school} باید از وسط خیابان برود. رمپ پیاده‌رو فقط آن طرف است.
لبهٔ پیاده‌رو در ایستگاه اتوبوس {street} بلند است و جک اتوبوس روی آن نمی‌نشیند.
# english
There is no ramp at the corner of {street} and {cross}; in a wheelchair I have to go along the road among the cars.
The tactile paving on {street} leads straight into a lamp post. My friend is blind and found out with her forehead.
Metal posts at the start of {street} keep motorbikes out, and my wheelchair too.
The ramp at {near} is so steep that I roll backwards.
With a double pram there is no way from {street} to {clinic} except in the traffic.
# ask
? @none,steep @other برای ویلچر دستی می‌خواهید یا برقی؟ پهنای رمپ فرق می‌کند.
> دستی.
> برقی، پهنایش ۶۸ سانتی‌متر است.
# fixed
@none,steep @other رمپ تازه با شیب هشت درصد و کف زبر ساخته شد.
@posts دو میله را برداشتیم؛ فاصله اکنون ۹۵ سانتی‌متر است.
@bikes جلوی رمپ دو مانع کوتاه گذاشتیم تا موتور رویش نایستد.
@lift بالابر تعمیر و با بار آزموده شد.
@kerb لبهٔ پیاده‌رو با شیب ملایم پایین آمد.
@tactile مسیر برجسته دور مانع گردانده شد.
# fixed_en
@none,steep @other A new ramp with a slope of eight per cent and a rough surface was built.
@posts Two of the posts were removed; the gap is 95 centimetres wide now.
@tactile The tactile path was led around the post.
# pause
@none,steep @other نقشهٔ رمپ باید تأیید کارگروه دسترسی را بگیرد؛ جلسه سه‌شنبه است.
@lift قطعهٔ بالابر از تهران فرستاده شده و هنوز نرسیده است.
# not_possible
@none,steep @other پیاده‌رو اینجا ۸۰ سانتی‌متر پهنا دارد و رمپ جا نمی‌شود. به‌جایش خط عابر را ده متر بالاتر، جایی که رمپ هست، می‌کشیم.
# not_ours
railways: @lift این پله در زمین ایستگاه راه‌آهن است. شرکت راه‌آهن پذیرفت بالابر را تا پایان ماه درست کند.
# unsolved
@none,steep @other رمپ ساختید ولی پایینش یک جوی بدون پل است!
@bikes هنوز موتورها رویش پارک می‌کنند
برای من چیزی عوض نشده، هنوز باید از وسط خیابان بروم.
# me_too
من هم ویلچری هستم و همین مشکل را دارم.
برای کالسکه هم لازمه

== snow
# casual
{street} شیشه شده از یخ، ماشینا می‌خورن به هم
سربالایی {street} رو نه نمک زدین نه شن، [دو تا ماشین خوردن به هم|هیچکی نمی‌تونه بره بالا]
یخ جلوی {near} آب نمیشه چون آفتاب نمی‌خوره، {n} نفر امروز خوردن زمین
برف پیاده‌رو {street} رو ریختین جلو در خونه ما!
پل هوایی {street} یخ زده، آدم با کله میاد پایین
برف‌روب فقط بولوارو پاک می‌کنه به {area} که می‌رسه انگار تموم میشه شهر
نونوایی صف، زمین یخ. {street}. یکی میفته سرش میشکنه
# formal
سراشیبی {street} یخ بسته و از دیشب {n} خودرو به هم خورده‌اند. خواهش می‌کنم نمک و شن برسانید.
جلوی {clinic} یخ زده است و بیماران نمی‌توانند از خودرو پیاده شوند.
@school پیش از باز شدن {school} باید یخ پیاده‌روی {street} شکسته شود. دیروز سه بچه افتادند.
با سلام، مخزن شن سر {street} خالی است؛ اگر پر باشد، خودمان می‌پاشیم.
پله‌های کنار {near} را هیچ‌کس برف‌روبی نمی‌کند و تنها راه ما همین است.
# english
{street} is pure ice on the slope. Two cars slid into each other this morning.
The steps next to {near} have not been cleared. An old man fell while I was there.
Ice in front of {near} all day: the sun never gets there.
The grit box on {street} is empty. We would spread it ourselves.
I slipped twice on {street} this morning. Where I come from they use sand.
# reply
شن‌پاش راه افتاد؛ تا نیم ساعت دیگر می‌رسد.
برف‌روب پس از بولوار به اینجا می‌آید.
# fixed
شن و نمک پاشیده شد و راه باز است.
@pavement,bridge یخ پیاده‌رو شکسته و جمع شد. صندوق شن سر گذر را هم پر کردیم.
@road برف‌روب از این خیابان گذشت و نمک‌پاش پشت سرش آمد.
# fixed_en
Grit and salt were spread and the way is open.
# not_possible
@pavement گذرهای باریک را با دستگاه نمی‌شود روبید. صندوق شن سر گذر را پر کردیم تا همسایه‌ها بپاشند.
# unsolved
شب دوباره یخ زد. باید هر شب بپاشید.
# me_too
همین الان من هم سر خوردم
@road با ماشین نتونستیم بالا بریم

== bridge
# casual
پله برقی پل هوایی {near} {d} روزه خرابه، [پادرد دارم نمی‌تونم برم بالا|پیرمردا از وسط خیابون رد میشن]
نرده پل روی جوی {street} کنده شده، بچه میفته تو جوب
پل فلزی جلوی پلاک {plaque} {street} صدا میده انگار داره میشکنه
یه تخته از کف پل هوایی {street} دراومده، پایین معلومه
نرده کنار کانال {street} یه تیکه‌ش نیست. ماشین میره تو کانال یه شب
زیرگذر {street} سقفش چکه می‌کنه، آهناش زده بیرون
آسانسور پل {near} بو گند میده و کار هم نمی‌کنه
# formal
نردهٔ پل روی نهر در {street} شکسته و حدود دو متر آن باز مانده است.
پلهٔ برقی پل هوایی {near} {d} روز است خاموش است و سالمندان از میان خودروها می‌گذرند.
کف پل پیاده در {street} زنگ زده و در یک جا سوراخ شده است.
با سلام، پل روی جوی جلوی پلاک {plaque} زیر بار خودرو خم می‌شود.
آجرهای پلهٔ {near} دارد می‌ریزد و نرده‌اش لق است. پیش از آنکه کسی بیفتد نگاهش کنید.
حفاظ کنار کانال شاه‌جوی در {street} در تصادف کنده شد و جایش نوار زده‌اند.
# english
The escalator of the footbridge at {near} has not worked for {d} days. I see people with suitcases carrying them up.
Part of the railing along the canal on {street} is missing, right where children ride bicycles.
A board is missing in the footbridge on {street}; you can see the cars below.
The little iron bridge over the channel at number {plaque}, {street}, bends under my feet.
Rain drips through the roof of the underpass on {street} onto bare cables.
# ask
? @deck @big @noroof سوراخ کف به اندازهٔ کف دست است یا بزرگ‌تر؟
> بزرگ‌تر، پای بچه می‌رود تویش.
> اندازهٔ یک کف دست
# reply
کارشناس سازه امروز دید؛ تا تعمیر، جای خطر را بستیم.
اندازه‌ها گرفته شد و آهنگر قطعه را می‌سازد.
# fixed
@railing نردهٔ تازه جوش داده و رنگ شد.
@deck @big @noroof تختهٔ کف عوض شد و پیچ‌های دیگر را هم محکم کردیم.
@escalator تسمهٔ پلهٔ برقی عوض شد و از صبح کار می‌کند.
@small پل تقویت شد و بار خودرو را می‌برد.
@steps لبهٔ پله‌ها ساخته و نرده محکم شد.
@roof درز سقف عایق شد و آهن‌های بیرون‌زده پوشانده شد.
# fixed_en
@railing The missing part of the railing was welded and painted.
@deck @big @noroof The missing board was replaced and the others fastened.
@escalator The escalator has a new belt and runs again.
@small The little bridge was strengthened.
@steps The steps and their railing were mended.
@roof The joint in the roof was sealed and the cables covered.
# made_safe
@small پل را برای خودرو بستیم و راه پیاده باز است. پل تازه را می‌سازیم و تا سه هفتهٔ دیگر می‌گذاریم.
# pause
@escalator قطعهٔ پلهٔ برقی از کارخانه سفارش داده شده و ده روز طول می‌کشد.
@railing,deck,steps آهنگر باید قطعه را بسازد؛ یک هفته طول می‌کشد.
# not_possible
@small این پل را صاحب‌خانه ساخته و نگهداری‌اش با اوست. نقشهٔ پل استاندارد را به ایشان دادیم.
# unsolved
@escalator پله برقی یک روز کار کرد و باز ایستاد.
با سیم بسته‌اند، این که تعمیر نشد.
# me_too
@escalator,steps من هم هر روز با چمدان از این پله بالا می‌روم
@escalator زانودرد دارم، لطفاً زودتر
ما هم هر روز رد می‌شویم و می‌ترسیم

== group
# tail casual
یکی آخر سر اینجا بلایی سرش میاد
از سر کار که برمی‌گردم تازه یادم میفته
هم‌محله‌ایا هم شاکی‌ان
شب که اصلا دیده نمیشه
@pothole,trench با موتور دیگه از این ور نمیام
بابام میگه از وقتی یادشه همینه
[تو رو خدا|خواهشا] یکی بیاد نگاه کنه
عکسم گذاشتم ببینین
هر روز بدتر میشه
چند بار زنگ زدیم
@pothole ماشین من که داغون شد
# tail formal
شب‌ها اصلاً دیده نمی‌شود.
برای سالمندان خطر دارد.
تاکنون دو بار تلفنی هم گفته‌ام.
راه دیگری برای رفتن نداریم.
هر روز بدتر می‌شود.
همسایه‌ها هم گلایه دارند.
پارسال هم همین‌جا را گزارش داده بودیم.
اگر لازم است، می‌توانم جای دقیق را نشان دهم.
# reply
@pothole,pavement,trench,ramp کارشناس معابر امروز دید و اندازه گرفت؛ نوبتش این هفته است.
@pothole,pavement,trench,ramp در برنامهٔ اکیپ {crew} گذاشتیم. اگر باران نیاید، تا سه روز دیگر انجام می‌شود.
@pothole,pavement,trench,ramp جای کار را دیدیم. تا رسیدن نوبت، علامت خطر گذاشتیم.
@pothole,trench خیابان برای کار یک صبح تا ظهر بسته می‌شود؛ روزش را همین‌جا می‌نویسیم.
@pothole,pavement چون چند گزارش از همین خیابان داریم، همه را یک‌جا انجام می‌دهیم.
@pothole,trench پیش از آسفالت باید شرکت آب لوله را ببیند. پیگیریم و خبر می‌دهیم.
# evidence
عکس پیش و پس از کار در واحد هست.
ناظر واحد پس از کار سر زد و کار را پذیرفت.
سرپرست اکیپ {crew} تا پایان کار بالای سر بود.
"""
