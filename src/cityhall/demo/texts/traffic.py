"""Signals, signs, bumps, parking, buses."""

TEXT = """
== signal
# casual
چراغ راهنمای {street} و {cross} خاموشه [هر کی هر کیه|همه قاطی کردن]
چراغ قرمز {street} سه دقیقه‌ست سبزش ده ثانیه! خودتون حساب کنین
چراغ عابر جلوی {near} دکمه‌ش کار نمی‌کنه، یه ربع وایسادم
چراغ {street} رو باد چرخونده، سبز ما قرمز اوناست. تصادف میشه
از دیشب چراغ {street} چشمک‌زن زرده
چراغ راهنما پشت شاخه درخته تو {street}، آخر سر جریمه شدم
ثانیه‌شمار چراغ {street} نصفه نشون میده، ۸ یا ۳ معلوم نیست
تاکسی‌ام. {street} نبش {cross} نصف عمرم پشت چراغشه، زمانشو درست کنین
# formal
چراغ راهنمای تقاطع {street} و {cross} از ساعت {hour} دیشب خاموش است و پلیس هم نیست.
زمان سبز عابر روبه‌روی {near} هشت ثانیه است؛ با عصا به میانهٔ خیابان هم نمی‌رسم.
با سلام، چراغ راهنمای {street} در هر دو سو سبز می‌شود. لطفاً پیش از هر کاری آن را چشمک‌زن کنید.
@school هنگام تعطیلی {school} چراغ عابر روی قرمز می‌ماند و بچه‌ها میان خودروها می‌دوند.
چراغ راهنما پس از قطعی برق دیشب تنظیمش به هم خورده و صف خودرو تا {near} می‌رسد.
صدای راهنمای نابینایان در تقاطع {street} قطع شده است.
# english
The traffic light on {street} shows green in both directions. I have seen two near misses.
Traffic lights at {street} and {cross} are completely dark; it is every car for itself.
The pedestrian button in front of {near} does nothing. We waited five minutes.
The green light for pedestrians in front of {near} lasts eight seconds. I am not that fast.
The wind has turned the traffic light on {street}; our green is their red.
The traffic light on {street} has been blinking yellow since last night.
# ask
? @dark فقط یک سو خاموش است یا همهٔ چهارراه؟
> همه‌اش.
> فقط سمتی که از بولوار می‌آید.
# fixed
@dark,stuck برد فرمان چراغ عوض شد و کار می‌کند.
@timing زمان‌بندی دوباره نوشته شد: سبز عابر از ۸ به ۱۷ ثانیه رسید.
@turned چراغ سر جایش چرخانده و محکم شد.
@button دکمهٔ عابر عوض شد؛ صدای راهنما هم برگشت.
# fixed_en
@dark,stuck The controller was replaced and the lights work again.
@timing The green time for pedestrians was raised from eight to seventeen seconds.
@turned The head was turned back and fastened.
@button The button was replaced and answers again.
# made_safe
@dark,stuck چراغ چشمک‌زن شد و پلیس راهور ایستاد. برد تازه امشب نصب می‌شود.
# pause
@dark,stuck,timing برد فرمان باید از مرکز برنامه‌ریزی شود؛ فردا می‌رسد.
# not_ours
police: @timing زمان‌بندی این تقاطع در ساعت شلوغی با پلیس راهور است و دستی انجام می‌شود. گزارش شما را فرستادیم.
# not_found
@stuck,timing چراغ را یک ساعت پاییدیم و درست کار کرد. اگر دوباره دیدید، ساعتش را بنویسید.
# unsolved
@stuck باز هم درست نیست. خطرناک است!
دیشب دوباره خراب شد.
# me_too
همین الان دیدم، نزدیک بود تصادف کنم
@dark,timing صف ماشین‌ها خیلی دراز شده

== sign
# casual
خط عابر جلوی {near} پاک شده، هیچ ماشینی وانمیسته
تابلوی {street} نیست، پیک سه بار اشتباه رفته
تابلو ورود ممنوع {street} کنده شده افتاده تو جوب
یکی تابلوی یه‌طرفه {street} رو چرخونده، [ملت|همه] از روبرو میان تو شکممون
اسم کوچه ما رو تابلو غلط نوشتین! {street}
آینه محدب سر پیچ {street} شکسته
خط وسط {street} پاک شده شب بارونی هیچی معلوم نیست
تابلوی «آهسته، مدرسه» جلوی {school} پشت درخته
# formal
@school خط‌کشی عابر روبه‌روی {school} پاک شده است و با آغاز سال تحصیلی خطر دارد.
با سلام، تابلوی نام {street} پس از نوسازی دیوار برداشته شده و دیگر نصب نشده است.
تابلوی ایست تقاطع {street} و {cross} خم شده و از دور پیدا نیست.
خط‌های {street} پس از آسفالت تازه کشیده نشده و خودروها درهم می‌روند.
نام انگلیسی روی تابلوی {street} با نام فارسی یکی نیست و گردشگران سرگردان می‌شوند.
# english
The zebra crossing in front of {near} has worn away and no car stops.
The street sign of {street} is missing; deliveries never find us.
The one-way sign on {street} is turned the wrong way and I drove in against the traffic.
The mirror in the bend of {street} is broken.
New asphalt on {street}, but no lines. Everybody drives where they like.
The English name on the sign of {street} is spelt differently from the map.
# ask
? @traffic,name پایهٔ تابلو مانده یا آن هم نیست؟
> پایه هست، فقط صفحه‌اش نیست.
> هیچی نیست
# fixed
@zebra خط عابر با رنگ گرم کشیده شد.
@traffic @nomirror تابلو تازه نصب و پایه‌اش بتن شد.
@traffic @nomirror تابلو سر جایش برگشت و پیچ ضدسرقت خورد.
@name تابلوی نام، فارسی و انگلیسی، با املای درست نصب شد.
@lines خط‌های خیابان دوباره کشیده شد.
@mirror آینهٔ تازه نصب شد و پیچ را می‌شود دید.
# fixed_en
@zebra The crossing was painted again with thermoplastic.
@name A new street sign is up, in Persian and English.
@traffic @nomirror The sign is back in its place, with bolts that cannot be stolen.
@lines The lines were painted again.
@mirror A new mirror is up.
# pause
@cold @zebra,lines رنگ در سرما نمی‌چسبد؛ در نخستین هفتهٔ گرم می‌کشیم.
@traffic,name تابلو در کارگاه ساخته می‌شود؛ یک هفته.
# not_possible
@zebra خط عابر در این فاصله از چهارراه مجاز نیست. خط چهارراه را پررنگ کردیم.
# unsolved
@traffic,name تابلو را زدید ولی پشت درخت است.
@zebra,lines هنوز درست خشک نشده، پاک شد.
# me_too
@zebra هر روز با بچه از همین‌جا رد می‌شویم
ما هم دیده‌ایم، گیج‌کننده است

== bump
# casual
سرعت‌گیر {street} انقد بلنده کف ماشین می‌گیره
تو {street} با صد تا میرن، یه سرعت‌گیر بذارین قبل اینکه یکی بمیره
یه گربه، یه سگ، دیروز هم [پسر همسایه|یه موتوری]. {street} سرعت‌گیر میخواد
سرعت‌گیر لاستیکی {street} پیچاش دراومده میزنه زیر ماشین
سرعت‌گیر {street} رنگ نداره شب هیشکی نمی‌بینه، هر شب صدای تق
سه تا سرعت‌گیر تو پنجاه متر؟ {street}. کمرم شکست
# formal
@school روبه‌روی {school} سرعت خودروها بالاست. خواهش می‌کنم سرعت‌گیر یا خط برجسته بگذارید.
سرعت‌گیر {street} پس از آسفالت تازه هم‌سطح شده و اثری ندارد.
با سلام، سرعت‌گیر جلوی پلاک {plaque} چنان بلند است که آمبولانس {clinic} می‌ایستد.
سرعت‌گیر {street} بی‌علامت است و شب‌ها دیده نمی‌شود.
{m} امضا از همسایه‌های {street} گرد آورده‌ایم که خواهان سرعت‌گیر هستند.
با هر خودرو که از سرعت‌گیر جلوی خانه می‌گذرد پنجره‌ها می‌لرزد. آن را ده متر جابه‌جا کنید.
# english
Cars race down {street} next to the school. Could you put in a speed bump?
The speed bump on {street} has no paint and no sign. I flew over it on my bicycle.
The bump on {street} is so high that every car scrapes over it.
Screws stick out of the rubber bump on {street}.
Motorbikes use {street} as a race track after ten at night. A bump would help.
# ask
? @new بیشتر چه ساعتی تند می‌روند؟ برای شمارش می‌پرسیم.
> هفت تا هشت صبح و دو بعدازظهر.
> شب‌ها بعد از یازده، موتورها
# reply
@new یک هفته سرعت خودروها را می‌شماریم و نتیجه را همین‌جا می‌نویسیم.
@repair,remove کارشناس ترافیک اندازه گرفت؛ در برنامهٔ این ماه گذاشتیم.
# fixed
@new سرعت‌گیر استاندارد با تابلو و رنگ ساخته شد.
@repair @paint سرعت‌گیر رنگ و شبرنگ شد.
@screws پیچ‌ها عوض و لاستیک سر جایش محکم شد.
@flat سرعت‌گیر از نو روی آسفالت تازه ساخته شد.
@remove سرعت‌گیر تراشیده شد؛ اکنون پنج سانتی‌متر است.
# fixed_en
@new A standard bump was built, with signs and paint.
@repair @paint The bump was painted and two reflective signs were put up.
@flat The bump was built again on the new asphalt.
@screws The screws were replaced and the rubber fastened.
@remove The bump was cut down to five centimetres.
# not_possible
@new یک هفته شمردیم: از هر صد خودرو، نود و دو تا آهسته‌تر از سی می‌رفتند. شرط سرعت‌گیر نیست؛ به‌جایش خط «آهسته» کشیدیم.
@new این خیابان مسیر آمبولانس است و سرعت‌گیر در آن مجاز نیست. نوار لرزاننده گذاشتیم.
# pause
@new شمارش سرعت یک هفته طول می‌کشد.
# unsolved
@new خط کشیدید ولی هیچ‌کس آهسته نمی‌کند.
@repair,remove کاری که کردید دوام نیاورد.
# me_too
@new من هم امضا می‌کنم
@new پسر من هم آنجا نزدیک بود زیر موتور برود.
@repair,remove ماشین ما هم هر روز می‌خورد به آن

== parking
# casual
یه پراید سفید {d} ماهه تو {street} پنچر افتاده، [شده انبار آشغال|گربه توش زاییده]
جلوی پل خونمون پارک می‌کنن میرن خرید، {street} پلاک {plaque}. پلاکشم دارم
وانت میوه‌فروش کل {street} رو گرفته
موتورا تو پیاده‌رو {street} پارک میشن عین نمایشگاه
پارک دوبل جلوی {near} ساعت {hour} به بعد، اتوبوس گیر می‌کنه
اتوبوس مدرسه دو ساعت روشن جلوی خونه ما وایمیسته. دود!
آمبولانس نتونست بیاد تو {street} چون دو طرفش پارک کرده بودن
همسایه پلاک {plaque} سه تا ماشین داره هر سه تاشو جلوی بقیه پارک می‌کنه. آقای {name} با شمام اگه میخونی!
# formal
خودروی فرسوده‌ای {d} ماه است در {street} رها شده و شیشه‌اش شکسته است.
جلوی ورودی پارکینگ ساختمان پلاک {plaque} هر روز پارک می‌کنند و ناچاریم زنگ خانه‌ها را بزنیم.
با سلام، پارک خودرو روی پیاده‌روی {street} راه ویلچر را می‌بندد.
ایستادن دوبل روبه‌روی {near} در ساعت تعطیلی بازار راه خودروی آتش‌نشانی را بسته است.
کامیون‌های میدان بار شب‌ها در {street} می‌خوابند و روشن می‌مانند.
# english
An old white car without plates has stood on {street} for {d} months. It blocks the view at the corner.
Motorbikes park all over the pavement in front of {near}; I have to walk in the road with a pram.
Somebody parks across the gate of number {plaque}, {street}, every day.
Lorries spend the night on {street} with their engines running.
Double parking at {near} blocks the buses every evening.
# ask
? @abandoned رنگ و مدل خودرو چیست؟
> پراید سفید، شیشهٔ عقبش شکسته.
> سفید است و پلاک ندارد.
# fixed
@abandoned خودرو با جرثقیل به پارکینگ رفت.
@abandoned مالک پیدا شد و خودرو را برد.
@pavement میله‌های کوتاه گذاشتیم و پیاده‌رو باز شد.
@double,driveway تابلوی «حمل با جرثقیل» نصب شد و هر روز سر می‌زنیم.
# fixed_en
@abandoned The car was towed away this morning.
@pavement Low bollards were set and the pavement is free.
@double,driveway Tow-away signs were put up and we look in every day.
# pause
@abandoned مالک خودرو ده روز مهلت قانونی دارد؛ اخطار روی شیشه چسبانده شد.
# not_ours
police: @double,driveway جریمه و بردن خودروی پلاک‌دار با پلیس راهور است. جای آن را برایشان فرستادیم.
# not_possible
@abandoned خودرو درون زمین شخصی است و نمی‌توانیم آن را جابه‌جا کنیم.
# not_found
@double,driveway سه روز در ساعت‌های گوناگون سر زدیم و خودرویی آنجا نبود.
# unsolved
@abandoned یک روز بردنش، دوباره آورده همون‌جا
@pavement میله‌ها را از جا درآوردند و باز پارک می‌کنند.
@double,driveway فردایش دوباره همان آش و همان کاسه.
# me_too
@abandoned,driveway بله، همین ماشین راه ما را هم بسته
ما هم هر روز گرفتاریم

== bus
# casual
خط {line} از {street} نیم ساعته نیومده، یه ایستگاه آدم منتظره
ایستگاه {street} سایبون نداره [زیر آفتاب پختیم|زیر بارون خیس شدیم]
صندلی ایستگاه روبروی {near} شکسته، پیرزنا رو جدول میشینن
راننده خط {line} [وانستاد|درو بست رفت] در حالی که دستمو بلند کرده بودم. {street}
@summer کولر خط {line} رو روشن نمی‌کنن، صرفه‌جوییه؟
صبح ساعت هفت اتوبوس {line} جا نیست سوار شیم، هر روز دیر میرسم سر کار
بچه دبستانی‌ام و با خط {line} میرم مدرسه. راننده آقای مهربونیه ولی اتوبوسش خیلی دیر میاد
تابلوی ساعت ایستگاه {street} سه ساله خاموشه
# formal
اتوبوس خط {line} در ایستگاه {street} به‌جای هر ده دقیقه، هر سی دقیقه می‌آید.
با سلام، سایبان ایستگاه روبه‌روی {near} در توفان کنده شد و هنوز نصب نشده است.
جک ویلچر اتوبوس خط {line} کار نمی‌کند و راننده گفت خودم کمک می‌کنم؛ از ایشان ممنونم، ولی راهش این نیست.
خواهش می‌کنم آخرین نوبت خط {line} را نیم ساعت دیرتر بگذارید تا پرستاران {near} هم برسند.
صدای اعلام ایستگاه در خط {line} قطع است و من که نابینا هستم دو بار اشتباه پیاده شده‌ام.
# english
Bus {line} did not come for forty minutes this morning at {street}. There is no timetable at the stop either.
The bus shelter opposite {near} has no roof since the storm.
The driver of bus {line} closed the door and left although I was waving at {street}.
The wheelchair ramp of bus {line} does not work. The driver carried me; he was kind, but that is no solution.
The seat at the stop on {street} is broken and there is no shade.
# ask
? @late,bus چه روز و ساعتی بود؟ با آن می‌توانیم اتوبوس را پیدا کنیم.
> سه‌شنبه، بیست دقیقه به هشت صبح.
> دیروز حدود ساعت شش و نیم عصر
# reply
برنامهٔ آن خط را از اتوبوسرانی خواستیم؛ نتیجه را همین‌جا می‌نویسیم.
# fixed
@late یک اتوبوس به این خط اضافه شد و فاصله به ۱۲ دقیقه رسید.
@roof سایبان تازه نصب شد.
@bench نیمکت ایستگاه عوض شد.
@clock تابلوی ساعت تعمیر شد و درست نشان می‌دهد.
@driver با راننده گفت‌وگو شد و از گزارش‌دهنده پوزش می‌خواهیم.
@bus @nodriver اتوبوس به تعمیرگاه رفت و سالم به خط برگشت.
# fixed_en
@late One more bus now runs on this line; one comes every twelve minutes.
@roof,bench The stop has a new roof and seat.
@bus @nodriver The bus went to the workshop and is back on the line in good order.
@clock The display was mended.
@driver We have spoken with the driver, and apologise to you.
# pause
@late اتوبوس نو در راه است؛ پلاکش که بیاید به این خط می‌رود.
@bus قطعهٔ اتوبوس سفارش داده شده است.
# not_possible
@late در این ساعت برای این خط راننده نداریم. در برنامهٔ سال آینده آورده شد.
# unsolved
@late دو روز خوب بود، باز همان نیم ساعت
چیزی عوض نشده.
# me_too
ما هم همیشه منتظریم
@late دانشجوییم و هر روز دیر می‌رسیم.

== group
# tail casual
@signal,bump,sign دیروز دو تا ماشین زدن به هم
یه ربع وایسید خودتون می‌بینین
@signal,parking پلیس هم که هیچوقت نیست
صبحا موقع مدرسه از همه بدتره
@signal,parking راننده‌ها هم عصبی، بوق بوق بوق
عکسش هست
کسی هم جواب نمیده
@signal,bump,sign باید حتما یکی بمیره؟
هر روز همینه
شما خودتون از اینجا رد نمیشین؟
# tail formal
صبح‌ها هنگام مدرسه از همیشه بدتر است.
چند بار با ۱۳۷ هم تماس گرفته‌ایم.
@signal,parking صدای بوق خودروها پیوسته بلند است.
راننده‌های تاکسی هم همین را می‌گویند.
این مسیر مدرسه و درمانگاه است.
@signal,bump,sign تا امروز {n} تصادف کوچک دیده‌ام.
پیش از آنکه دیر شود کاری بکنید.
از توجه شما سپاسگزارم.
# reply
@signal,bump,parking,sign کارشناس ترافیک امروز جا را دید؛ اکیپ فردا می‌آید.
@signal,bump,parking,sign در برنامهٔ این هفته است و شب‌ها انجام می‌شود تا راه بند نیاید.
@signal,bump,parking,sign برای این کار باید با پلیس راهور هماهنگ کنیم؛ پرسیدیم و منتظر پاسخیم.
از اینکه زود خبر دادید ممنونیم؛ تا فردا ظهر سر می‌زنیم و همین‌جا می‌نویسیم.
@parking,bus سه روز پشت سر هم می‌شماریم تا ببینیم چه باید کرد.
# evidence
@signal,parking سرپرست اکیپ {crew} پس از کار نیم ساعت ایستاد و دید.
@signal,sign,bump,parking عکس شب و روز در واحد ترافیک هست.
@bump,bus,signal با شمارش دوباره آزموده شد.
"""
