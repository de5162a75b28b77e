"""Dangers: gas, wires, open manholes, fallen trees, walls."""

TEXT = """
== gas
# casual
بوی گاز شدید میاد تو {street} [سریع بیاین|زود باشین تو رو خدا]
کنار علمک پلاک {plaque} {street} صدای فش‌فش میاد و بوی گاز
راه‌پله‌مون بوی گاز میده، {street} پلاک {plaque}. همه اومدیم بیرون
کارگرا با بیل مکانیکی زدن به لوله گاز {street}!
از زیر آسفالت {street} بو میاد، فندک نزنین!!
دم {near} بوی گازه، مدیر گفت بچه‌ها رو ببریم حیاط
{d} روزه بوی گاز کمی میاد از دریچه {street}، شبا بیشتر
# formal
بوی تند گاز از کنتور پلاک {plaque} در {street} می‌آید. به ۱۹۴ هم زنگ زدم.
در {street}، نزدیک {near}، بوی گاز پیچیده است و نمی‌دانیم از کدام خانه است.
هنگام کنده‌کاری در {street} به لولهٔ گاز زده‌اند و کارگران محل را ترک کرده‌اند.
در پارکینگ ساختمان پلاک {plaque} بوی گاز می‌آید. شیر اصلی را بستم و همسایه‌ها را بیرون آوردم.
علمک گاز سر {street} بر اثر برخورد خودرو کج شده و صدا می‌دهد.
# english
Strong smell of gas on {street} near {near}. I have phoned 194 as well.
Gas smell in the stairs of number {plaque}, {street}. Everyone is outside now.
I smell gas near the riser at number {plaque}, {street}. It hisses.
Workers hit a pipe while digging on {street} and left. It smells of gas now.
There has been a faint smell of gas from the manhole on {street} for {d} days, stronger at night.
# ask
? همه بیرون آمده‌اند؟ کلید و زنگ برق را نزنید.
> بله، همه بیرونیم.
> پیرزن طبقه سوم هنوز بالاست
# reply
به شرکت گاز و آتش‌نشانی خبر داده شد؛ خودرو راه افتاد. نزدیک نشوید.
آتش‌نشانی رسید و راه را بست. تا اجازه نداده‌اند برنگردید.
گاز این شاخه بسته شد. خودتان شیری را باز نکنید.
# fixed
@meter,building مهرهٔ کنتور شل بود؛ شرکت گاز بست و با کف صابون آزمایش شد. خطری نیست.
@dig لولهٔ زخمی بسته و وصله شد. گاز پس از آزمایش فشار وصل شد و پیمانکار جریمه شد.
@crash علمک کج عوض شد و دورش حفاظ گذاشتند.
@quiet @street انشعاب زیر خیابان نشت داشت؛ شرکت گاز آن را بست و خط را آزمود. خطری نیست.
# fixed_en
@meter,building A loose nut at the meter was tightened by the gas company and tested. It is safe now.
@dig The damaged pipe was closed and mended, and the line tested. The contractor was fined.
@quiet @street A leaking joint was closed by the gas company and the line tested. It is safe now.
# made_safe
گاز این شاخه قطع و لوله مسدود شد. شرکت گاز فردا لوله را عوض می‌کند.
# not_ours
gas-company: اکیپ امداد شرکت گاز رسید و کار را به دست گرفت. شمارهٔ کارش نزد ماست.
# not_found
@quiet با دستگاه سراسر این گذر و دو زیرزمین را آزمودیم و گازی نبود؛ بو از تانکر فاضلاب بود. خوب کردید که خبر دادید.
# unsolved
دوباره بو می‌آید، از همان‌جا!
امشب باز همان بو هست.
# me_too
ما هم حس می‌کنیم، طبقهٔ سوم
بو تا پشت خیابان آمده

== wire
# casual
سیم برق افتاده وسط {street} جرقه میزنه!!
سیم از تیر پاره شده آویزونه جلوی {near}، قد بچه‌ست
در تابلو برق {street} بازه، توش پر سیم لخته
@wet باد و بارون سیم {street} رو پاره کرد، افتاده تو آب
یکی از سیمای {street} شل شده میخوره به درخت، شب نور میده
کابل افتاده رو سقف ماشینم!! {street} پلاک {plaque}. نمی‌دونم برق داره یا نه
پایه چراغ {park} آدمو می‌گیره، سگم جیغ کشید
# formal
سیم برق در {street} پاره شده و روی پیاده‌رو افتاده است. دورش صندلی چیده‌ایم تا کسی نزدیک نشود.
درِ تابلو برق نبش {street} و {cross} شکسته است و بچه‌ها از کنارش می‌گذرند.
با سلام، کابل آویزان جلوی {near} با هر کامیون کشیده می‌شود.
@wet پس از توفان دیشب، سیم میان دو تیر {street} تا یک متری زمین پایین آمده است.
از جعبهٔ برق روبه‌روی پلاک {plaque} صدای جرقه و بوی سوختگی می‌آید.
# english
A power line is down across {street}. It is sparking. We keep people away.
An open switch box at the corner of {street} and {cross}, with bare wires at a child's height.
A cable hangs across {street} so low that lorries touch it.
The lamp post in {park} gave my dog a shock. Please switch it off.
Sparks and a burning smell from the box opposite number {plaque} on {street}.
# ask
? سیم باریک تلفن است یا کابل کلفت برق؟ نزدیک نشوید، از دور بگویید.
> کلفته، از تیر برق اومده
> باریک است، ولی مطمئن نیستم.
# reply
برق آن خط قطع شد. تا رسیدن اکیپ کسی نزدیک نشود.
آتش‌نشانی محل را بست و منتظر شرکت توزیع برق است.
# fixed
@ground سیم پاره برداشته و خط تازه کشیده شد. برق خانه‌ها وصل است.
@box درِ تابلو عوض و قفل شد.
@hanging کابل آویزان بالا کشیده و بسته شد.
@bare سیم لخت روکش شد و دیگر برقی به بیرون نمی‌رسد.
# fixed_en
@ground,hanging The line was replaced and the power is back on.
@box,bare The box was closed and locked; no bare wire is left.
# made_safe
@ground,hanging برق خط قطع و سیم جمع شد. کابل تازه فردا کشیده می‌شود.
@box,bare برق این شاخه قطع و دورش بسته شد. درِ تازه فردا می‌رسد.
# not_ours
power-company: @ground,hanging سیم مال خط شرکت توزیع برق بود. ما محل را بستیم و آن‌ها وصلش کردند.
power-company: @box,bare تابلو مال شرکت توزیع برق است. تا رسیدنشان ایستادیم و همان شب درش را عوض کردند.
telecom: @quiet @hanging,ground کابل تلفن بود و برق نداشت. جمعش کردیم و به مخابرات خبر دادیم.
# unsolved
@hanging فقط بالا بستنش، باز شل شده داره میاد پایین
هنوز همان‌طور است، کسی برنگشته.
# me_too
تو رو خدا زود بیاین بچه‌ها همین دور و برن
ما هم دیدیم، خیلی خطرناک است

== manhole
# casual
دریچه فاضلاب {street} [دزدیدن|نیست]، یه چاه باز وسط خیابون!
در چاه جلوی پلاک {plaque} شکسته، روش یه تخته گذاشتیم
زمین {street} نشست کرده یه سوراخ باز شده زیرش خالیه
گود ساختمونی {street} نه حصار داره نه چراغ، لبش داره میریزه
دریچه وسط {street} لقه، ماشین میره روش میپره بالا
یه موتوری افتاد تو دریچه باز {street}، بردنش {clinic}
جلوی {near} یه حفره باز شده هر ساعت بزرگتر میشه
لاستیک گذاشتیم رو دریچه باز {street} که کسی نیفته
# formal
دریچهٔ منهول در {street} سرجایش نیست. با یک سطل زباله رویش را گرفته‌ایم.
زمین {street} به اندازهٔ دو متر فرو رفته و ترک تا پای دیوار پلاک {plaque} رسیده است.
@school در مسیر {school} دریچهٔ شکسته‌ای هست که بچه‌ها از رویش می‌پرند.
گودال حفاری در {street} حصار ندارد و شب پیش سگی در آن افتاد.
با احترام، چاه قدیمی پشت {near} سرپوش ندارد. گویا مادرچاه قنات باشد.
# english
The manhole cover in the middle of {street} is gone. We put a tyre on it.
The road has sunk at {street} near {near}; there is a hollow under the asphalt.
The cover on {street} is broken and only a wooden board lies on it.
A deep pit for a new building on {street} has neither fence nor lamp.
The cover in the middle of {street} is loose; cars make it jump.
# ask
? @missing,broken روی دریچهٔ کناری چه نوشته: آب، فاضلاب، برق یا مخابرات؟
> نوشته فاضلاب.
> چیزی ننوشته.
> مخابرات
# reply
اکیپ ایمنی راه افتاد؛ تا رسیدنش خودرو را نزدیک نبرید.
دورش حصار و چراغ چشمک‌زن گذاشتیم.
# fixed
@missing,broken @firm دریچهٔ تازه با قفل گذاشته شد.
@loose دریچهٔ لق روی لاستیک نشست و دیگر صدا نمی‌دهد.
@sinkhole فروچاله تا سه متری کنده، با بتن پر و آسفالت شد. علتش نشت یک لولهٔ کهنه بود.
@pit دور گود حصار فلزی و چراغ گذاشته شد و کار تا ایمن شدن ایستاد.
# fixed_en
@missing,broken A new, locking cover was put in place.
@sinkhole The hollow under the road was filled with concrete and paved over.
@pit A steel fence and lamps were put around the pit; work there stands still until it is safe.
# made_safe
@missing,broken روی دهانه ورق فولادی گذاشتیم. دریچهٔ هم‌اندازه فردا می‌رسد.
@sinkhole,pit دورش حصار و چراغ گذاشتیم و راه را از کنارش باز کردیم. پر کردنش فرداست.
# not_ours
telecom: @missing,broken دریچه مال مخابرات است. ما ورق گذاشتیم و آن‌ها باید درش را بیاورند.
water-company: @missing,broken دریچهٔ خط اصلی فاضلاب استان بود. همان شب درِ تازه آوردند.
# unsolved
@missing,broken ورقی که گذاشتید کنار رفته، دوباره باز است.
حصارش افتاده و باز خطرناک است.
# me_too
شب دیده نمی‌شه، خیلی خطرناکه
@missing,broken دیروز چرخ ماشینم رفت تویش

== fallen-tree
# casual
درخت افتاده وسط {street} راه بسته‌ست
@wet باد زد شاخه گنده افتاد رو ماشین من، {street} پلاک {plaque}
@cold برف سنگین بود شاخه‌های کاج {street} شکسته مونده رو سیم
یه چنار خشک جلوی {near} کج شده، با باد تکون میخوره صدا میده
شاخه شکسته آویزونه بالای سر مردم، {street}
ریشه درخت {park} دراومده، امشب باد بیاد میفته
درخت حیاط همسایه افتاده رو دیوار ما و کوچه. {street}
# formal
@wet در توفان دیشب درختی در {street} افتاده و راه را بسته است.
شاخهٔ بزرگی بالای پیاده‌روی {street} شکسته و به پوستی بند است.
تنهٔ نارون کهن کنار {near} شکاف برداشته و رو به خیابان خم شده است.
@cold پس از برف سنگین، شاخه‌های شکسته روی خودروهای {street} افتاده‌اند.
درخت جلوی {school} پوک است و با هر باد تکه‌ای از آن می‌افتد.
# english
A tree has fallen across {street}. No car can pass.
A big broken branch hangs over the pavement near {near}.
The old elm beside {near} has split and leans over the road.
A branch came down on my car on {street}, number {plaque}. More of them are about to fall.
# reply
اکیپ {crew} با ارهٔ موتوری راه افتاد.
@tree راه را یک‌طرفه باز کردیم؛ بقیه‌اش تا ظهر برداشته می‌شود.
# fixed
@tree درخت بریده و برده شد و راه باز است.
@branch شاخهٔ شکسته پایین آورده و برده شد.
@standing درخت پوک پس از رأی کمیسیون بریده شد و دو نهال جایش می‌کاریم.
# fixed_en
@tree The tree was cut up and taken away; the road is open.
@branch The broken branch was taken down and carried away.
@standing The tree was not safe any more and was felled. Two young ones will take its place.
# made_safe
@standing تنه را مهار کردیم و زیرش را بستیم. بریدنش رأی کمیسیون می‌خواهد، دوشنبه.
# not_ours
power-company: @branch شاخه روی خط فشار متوسط بود. شرکت توزیع برق خط را قطع کرد و برداشت.
# unsolved
@tree تنه را بردید، شاخه‌های کوچک هنوز راه را بسته
هنوز همون‌جاست، کسی نیومده
# me_too
@tree راه ما هم بسته است
@tree آمبولانس نمی‌تواند رد شود.
ما هم نگرانیم، باد که بیاید می‌افتد

== wall
# casual
دیوار خرابه {street} شکم داده رو پیاده‌رو
سنگ نما از طبقه پنج افتاد جلوی پام!! {street} پلاک {plaque}
داربست {street} با باد تکون می‌خوره، پیچاش شله
خونه کلنگی پلاک {plaque} نصفش ریخته، نصفش مونده رو سر عابرا
دیوار {school} ترک خورده از بالا تا پایین، بچه‌ها بهش تکیه میدن
بالکن قدیمی بالای مغازه‌م گچش میریزه. {street}
گودبرداری بغلی دیوار مارو ترک انداخته، دستم میره تو ترکش
# formal
دیوار کاهگلی خانهٔ متروک {street} کج شده و هر آن ممکن است بریزد.
سنگ‌های نمای ساختمان پلاک {plaque} در {street} لق شده و دیروز دو تا افتاد.
پس از گودبرداری زمین کناری، دیوار ساختمان ما در {street} ترک برداشته و درها بسته نمی‌شود.
دیوار {near} از رطوبت طبله کرده و آجرهایش بیرون زده است.
با سلام، داربست رهاشدهٔ {street} به ساختمان مهار نیست.
# english
Facade stones are coming loose at number {plaque}, {street}. One fell yesterday.
The old mud wall on {street} leans over the pavement where children walk to school.
The scaffold on {street} is not fixed to the house; it moves in the wind.
A long crack runs down the wall of {near}, and people lean on it at the bus stop.
# ask
? @dig ترک از دیروز بزرگ‌تر شده؟ با مداد دو سرش را نشان بگذارید.
> بله، یک انگشت بیشتر شده.
> فرقی نکرده.
# reply
کارشناس ساختمان و آتش‌نشانی با هم در راه‌اند؛ از زیرش رد نشوید.
پیاده‌رو بسته شد و راه موقت از آن سوی خیابان است.
# fixed
@nodig @wall,building دیوار خطرناک با اجازهٔ دادستانی برداشته و زمین حصار شد.
@dig شمع زده شد و گودبرداری تا ساختن سازهٔ نگهبان ایستاد.
@facade سنگ‌های لق پایین آورده و بقیه پیچ شد.
@scaffold داربست مهار و تور کشیده شد.
# fixed_en
@nodig @wall,building The leaning part was taken down and the plot was fenced.
@dig The house was shored up and the digging stopped until there is a retaining wall.
@facade The loose stones were taken down and the others bolted.
@scaffold The scaffold was fixed to the house and netted.
# made_safe
@nodig @wall,building,facade شمع زدیم و پیاده‌رو را بستیم. مالک ده روز مهلت دارد کار را تمام کند.
# not_possible
@dig ترک فقط در گچ است و سازه سالم است. کارشناس دو هفتهٔ دیگر باز سر می‌زند.
# unsolved
فقط نوار زرد بسته‌اند، خطرش همان است
هنوز همان‌طور است و مردم از کنارش رد می‌شوند.
# me_too
هر روز با بچه از کنارش رد می‌شویم

== group
# tail casual
@fallen-tree,wire,manhole,wall خودمون راهو بستیم
هر لحظه ممکنه یکی آسیب ببینه
کسی جواب تلفنو نمیده
الان هم اینجا وایسادم
@fallen-tree,wire,manhole,wall ماشینا رو از اون ور می‌فرستیم
[عجله کنین|زود بیاین]
به ۱۲۵ هم زنگ زدم
بچه‌ها دور و برش جمع شدن
خدا رحم کنه
# tail formal
خودم همین‌جا ایستاده‌ام تا برسید.
@fallen-tree,wire,manhole,wall راه را با صندلی و نوار بسته‌ایم.
کودکان زیادی از اینجا می‌گذرند.
خواهش می‌کنم بی‌درنگ کسی را بفرستید.
تا آمدن شما مراقبیم کسی نزدیک نشود.
به آتش‌نشانی هم زنگ زدیم.
@fallen-tree,wire,manhole,wall شب که بشود خطرش بیشتر است.
# reply
اکیپ ایمنی راه افتاد؛ لطفاً دور بایستید.
رسیدیم و محل را بستیم. تا پایان کار همین‌جا هستیم.
کار امشب تمام می‌شود؛ خیابان تا آن وقت بسته است.
ممنون که زود خبر دادید. یک خودرو در راه است.
به نهادهای دیگر هم خبر دادیم و با هم سر می‌رسیم.
# evidence
فرمانده ایستگاه تا پایان کار در محل بود.
@gas با دستگاه آزموده شد و صورت‌جلسه دارد.
عکس پیش و پس از کار در واحد هست.
"""
