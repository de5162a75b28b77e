"""Trees and parks."""

TEXT = """
== branches
# casual
شاخه درخت {street} رفته تو سیم برق
شاخه‌ها جلو چراغ {street} رو گرفتن، نور نمیرسه زمین
درخت توت جلوی پلاک {plaque} انقد اومده پایین باید خم شیم رد شیم
تابلوی ایست سر {street} پشت شاخه‌ها گم شده. [دیروز نزدیک بود تصادف کنم|تازه‌کارا نمی‌بینن]
شاخه از پنجره اومده تو اتاقم! قشنگه ولی گربه هم باهاش میاد. {street} پلاک {plaque}
بالای ایستگاه اتوبوس {street} یه شاخه خشک آویزونه
@cold چنارای {street} رو کی هرس می‌کنین؟ فصلش داره میگذره
شاخه‌های {park} اومده رو پیاده‌رو، با چتر نمیشه رد شد
# formal
شاخهٔ درختان {street} جلوی چراغ راهنمای تقاطع {cross} را گرفته است.
با سلام، شاخه‌های نارون جلوی پلاک {plaque} به سیم برق رسیده و در باد جرقه می‌زند.
چراغ‌های {street} روشن است ولی شاخه‌ها نمی‌گذارد نور به زمین برسد.
خواهش می‌کنم درختان {street} را هرس کنید، نه اینکه مثل پارسال سرشان را ببرید.
شاخه‌ها دید دوربین و پنجره‌های {school} را بسته است.
# english
The stop sign at {street} and {cross} is hidden by branches. Strangers do not see it.
Branches hang so low over the pavement on {street} that I have to bend down.
A dry branch hangs over the bus stop on {street}.
The trees on {street} have grown into the wires and rub against them in the wind.
The lamps on {street} are lit, but the leaves keep the light for themselves.
# ask
? درخت درون حیاط است یا در پیاده‌رو؟
> پیاده‌رو.
> درختِ حیاط همسایه است، شاخه‌اش بیرون آمده.
# fixed
@light,sign {n} درخت هرس سبک شد و جلوی دید باز است.
@wire شاخه‌های رسیده به سیم بریده شد. برق یک ساعت قطع بود.
@dead شاخهٔ خشک پایین آورده شد.
@path,window @alive شاخه‌های پایین زده شد و راه باز است.
# fixed_en
@light,sign The branches were cut back; nothing is hidden any more.
@wire The branches at the wires were cut; the power was off for an hour.
@dead The dry branch was taken down.
@path,window @alive The low branches were cut and the way is free.
# pause
@summer هرس در گرما درخت را خشک می‌کند. شاخه‌های خطرناک را زدیم و بقیه می‌ماند برای آبان.
@wire باید شرکت توزیع برق خط را قطع کند؛ نوبت داده‌اند.
# not_ours
power-company: @wire هرس شاخه‌های نزدیک سیم فشار متوسط فقط با شرکت توزیع برق است. نشانی را دادیم.
# not_possible
@window,path @alive این شاخه‌ها راه و چراغی را نمی‌گیرد و بریدنشان به درخت آسیب می‌زند. اگر نظر دیگری دارید بنویسید تا دوباره ببینیم.
# unsolved
@sign فقط دو تا شاخه زدن، تابلو هنوز دیده نمیشه
دو سه شاخه زدند و رفتند، بقیه‌اش مانده.
# me_too
@path من هم چند بار سرم خورده به این شاخه
بله، خیلی بلند شده

== dry-tree
# casual
درختای {street} دارن خشک میشن [یه قطره آب بهشون نمیدین|تانکر میاد ازشون رد میشه]
جلوی {near} نهال کاشتین عکس گرفتین رفتین، خشک شد
@summer چمن {park} زرد زرد شده
یه درخت تو {street} از بالا خشکه، سوراخ سوراخ هم شده. آفت زده
درخت جلو مغازه رو شبونه خشکوندن، آب داغ ریختن پاش. {street}
جای درختی که پارسال باد انداخت هنوز خالیه، یه چیزی بکارین
@summer چنار صد ساله {street} داره جلو چشممون میمیره
من و بچه‌های کوچه به نوبت به درختای {street} آب میدیم. شلنگ کم آوردیم 🙂
# formal
@summer چنارهای کهن {street} کم‌آب مانده‌اند و برگشان در میانهٔ تابستان زرد شده است.
@summer {n} نهال که پارسال در {street} کاشته شد خشکیده است. پیش از پاییز جایشان درخت سازگار بکارید.
با سلام، قطره‌چکان‌های فضای سبز روبه‌روی {near} گرفته و نیمی از بوته‌ها خشک شده است.
صاحب ساختمان نوساز {street} پلاک {plaque} درخت جلوی ملک را بریده است.
روی تنهٔ درختان {park} صمغ و سوراخ دیده می‌شود؛ گمان می‌کنم سوسک پوست‌خوار باشد.
در {street} جای {n} درخت خالی است و چالهٔ آن‌ها پا گیر می‌کند.
# english
The grass along {street} is yellow and the small trees look thirsty.
The young trees in front of {near} have had no water for weeks and are dying.
@summer An old plane tree on {street} is losing its leaves in midsummer. Please send someone who knows trees.
Somebody cut down the tree in front of number {plaque}, {street}, at night.
There are {n} empty tree pits along {street}; I nearly broke my ankle in one.
The bark of the trees in {park} is full of small holes.
# ask
? @water پای درخت خیس می‌شود یا آب از کنارش می‌رود؟
> خشک خشک است.
> آب می‌آید ولی چاله‌اش پر از سیمان است.
# fixed
@water چالهٔ درخت‌ها باز شد و تانکر دو بار در هفته آب می‌دهد.
@remove درخت خشک بریده و ریشه‌اش برداشته شد؛ در اسفند جایش می‌کاریم.
@plant @uncut {n} نهال زبان‌گنجشک کاشته شد. به همسایه‌ها هم سپردیم حواسشان باشد.
@cut صاحب ملک جریمه شد و باید سه درخت به‌جایش بکارد.
@water قطره‌چکان‌ها باز و لولهٔ شکسته عوض شد.
@care کارشناس آفت را دید و درخت‌ها درمان شد.
# fixed_en
@water The tree pits were opened and a tanker waters them twice a week.
@care An expert saw the trees and they were treated.
@plant @uncut Young ash trees were planted.
@remove The dead tree was felled; a young one follows in spring.
@cut The owner was fined and has to plant three trees.
# pause
@summer @plant فصل کاشت از نیمهٔ آبان است؛ تا آن زمان جای خالی را با خاک پر کردیم.
@water تانکر این مسیر در تعمیر است و تا چند روز دیگر برمی‌گردد.
@remove رأی کمیسیون درخت برای بریدن لازم است؛ جلسه دوشنبه است.
# not_possible
@plant @uncut اینجا لولهٔ گاز از زیر چاله می‌گذرد و نمی‌شود درخت کاشت. گلدان بزرگ گذاشتیم.
# unsolved
@water تانکر یک بار آمد و دیگر نیامد.
هنوز کسی کاری نکرده، دارد از دست می‌رود.
# me_too
@water من حاضرم آبش بدهم اگر شیر آب بگذارید
حیف این درخت‌ها

== playground
# casual
تاب {park} زنجیرش پاره‌ست، [بچه خورد زمین چونه‌ش شکافت|یه بچه افتاد]
سرسره {park} ترک خورده، شلوار بچه گیر می‌کنه
نیمکتای {park} چوباشون کنده شده فقط آهنش مونده
دستشویی {park} قفله همیشه، نگهبان هم نیست
آبخوری {park} آبش بند نمیاد، دورش شده باتلاق
شن زیر وسایل بازی {park} پر ته‌سیگار و مدفوع گربه‌ست
من ۹ سالمه و تاب {park} که ما همیشه می‌رفتیم خرابه. لطفا زود درستش کنید چون [تولدمه|تعطیلیم]
دستگاه دوچرخه ورزشی {park} پدال نداره. صبحا با بازنشسته‌ها ورزش می‌کنیم
سگا میان رو چمن {park} جایی که بچه‌ها بازی می‌کنن
تور والیبال {park} پاره‌ست، خودمون طناب بستیم
# formal
بست تاب {park} شکسته است و با سیم بسته‌اند.
با سلام، دستشویی {park} آب ندارد و {d} روز است بسته مانده.
پیچ الاکلنگ {park} بیرون زده و لباس بچه‌ها را پاره می‌کند.
نیمکت‌های {park} شکسته است و سالمندان جایی برای نشستن ندارند.
آبخوری {park} چکه می‌کند و دورش لیز شده است.
روشنایی و نظافت {park} جمعه‌ها رها می‌شود، درست روزی که بیشترین مردم می‌آیند.
# english
The chain of one swing in {park} is broken and hangs loose.
The toilets in {park} have been locked all week; we come here with two small children.
A screw sticks out of the see-saw in {park}; it tore my daughter's coat.
The drinking tap in {park} never stops and the ground around it is mud.
All benches in {park} have lost their slats. Where shall the old people sit?
# ask
? کدام سوی پارک است، نزدیک درِ اصلی یا پشت؟
> نزدیک درِ اصلی.
> پشت، کنار درختای بزرگ
# fixed
@swing زنجیر و بست هر دو تاب عوض شد.
@slide سرسرهٔ ترک‌خورده برداشته شد و نو جایش نشست.
@seesaw پیچ بیرون‌زده بریده شد و درپوش خورد.
@bench چوب نیمکت‌ها عوض و رنگ شد.
@toilet دستشویی باز است و نگهبان تا ده شب می‌ماند.
@tap شیر آبخوری عوض و کف دورش ساخته شد.
@sport وسیله تعمیر شد و صبح‌ها دوباره کار می‌کند.
@care پارک نظافت شد و شن زیر وسایل بازی هم عوض شد.
# fixed_en
@swing Both chains were replaced and the swing was tried out.
@seesaw The screw was cut off and capped.
@bench The benches have new slats.
@toilet The toilets are open again, until ten at night.
@tap The tap was replaced and the ground around it paved.
@slide The cracked slide was taken away and a new one stands there.
@sport,care Everything was put in order and cleaned this week.
# made_safe
@swing تاب خراب را باز کردیم تا کسی سوارش نشود. زنجیر نو این هفته می‌رسد.
# pause
@slide قطعهٔ این سرسره را سازنده باید بفرستد؛ دو هفته مهلت خواسته است.
@swing,seesaw,bench,sport,tap قطعه سفارش داده شده و هفتهٔ آینده می‌رسد.
# unsolved
@swing تاب را برداشتید و دیگر نیاوردید!
@seesaw,slide رنگش کردید ولی پیچش هنوز بیرونه
دو روز خوب بود، دوباره خراب شد.
# me_too
@swing,slide,seesaw بچهٔ من هم اینجا بازی می‌کند، خطرناک است
@swing,slide دیروز خودم دیدم یه بچه افتاد
ما هم هر روز اینجاییم، لطفاً درستش کنید

== group
# tail casual
@branches,dry-tree سایه‌ش تابستونا نعمته
@playground عصرا کلی آدم میاد اینجا
@playground به نگهبان گفتم گفت به من ربطی نداره
@dry-tree,playground این محله همین یه تیکه سبزو داره
یه عکسم میذارم
پارسال هم گفته بودیم
[تو رو خدا|خواهشا] به این محله هم برسین
حیفه واقعا
@playground بچه‌ها همه ناراحتن
# tail formal
@playground نگهبان هم می‌گوید بارها گفته است.
@dry-tree,playground این محله جای سبز دیگری ندارد.
بچه‌های مدرسه هر روز از کنارش می‌گذرند.
@branches,dry-tree این درخت‌ها از پدران ما مانده است.
اهالی حاضرند کمک کنند.
@playground بعدازظهرها خانواده‌های زیادی می‌آیند.
پیشاپیش از زحمت باغبان‌ها سپاسگزارم.
# reply
@dry-tree,playground باغبان محله دید و نوشت؛ نوبتش این هفته است.
@branches,dry-tree اکیپ {crew} با بالابر می‌آید. لطفاً خودروها را از زیر درخت بردارید.
@branches,dry-tree کارشناس درخت فردا می‌آید تا بگوید چه باید کرد.
@playground تا قطعه برسد، دورش نوار کشیدیم.
@branches با هرس‌کار قرار گذاشتیم؛ پنجشنبه صبح.
@playground گزارش شما و {n} نفر دیگر دربارهٔ همین پارک را یک‌جا می‌بینیم.
# evidence
باغبان محله پس از کار سر زد.
عکس کار در واحد فضای سبز هست.
@playground سرپرست اکیپ {crew} خودش آزمایش کرد.
"""
