"""Animals and pests."""

TEXT = """
== dogs
# casual
{n} تا سگ ولگرد تو {street} می‌چرخن، صبح زود [جرات نداریم بریم نون بگیریم|دنبال بچه‌ها می‌کنن]
سگا شبا پشت {near} جمع میشن تا صبح زوزه
یه سگ زخمی کنار {street} افتاده، ماشین زده بهش. [تو رو خدا نکشینش|کمکش کنین]
لاشه گربه {d} روزه وسط {street} مونده
یه توله‌سگ تو جوب {street} گیر کرده، دستمون نمیرسه
سگه پریده به خواهرم تو {park}، شلوارش پاره شد
یکی هر شب کلی استخون و پلو میریزه سر {street}، سگای کل شهر اونجان
یه روباه دیدم تو {area}! خوشگل بود ولی گفتم خبر داشته باشین
کلاغ بچه‌ش افتاده، هر کی از {street} رد میشه میزنه تو سرش 😂 ولی واقعا عینک شوهرمو انداخت
# formal
{n} قلاده سگ بی‌صاحب هر بامداد در {street} می‌چرخند و نمازگزاران {mosque} را می‌ترسانند.
سگ زخمی‌ای نزدیک {near} افتاده است. به آن آب داده‌ایم؛ خواهش می‌کنم با دامپزشک بیایید.
@school سگ‌ها در مسیر {school} دنبال بچه‌ها می‌دوند و مادران ناچارند همراهشان بروند.
لاشهٔ جانوری در نهر کنار {street} بو گرفته است.
سگ‌ها را بگیرید ولی نکشید؛ واکسن و عقیم‌سازی راهش است. این دسته در {area} {n} تا هستند.
پدرم که با عصا راه می‌رود از ترس سگ‌ها دیگر به {park} نمی‌رود.
# english
A pack of {n} stray dogs sleeps behind {near}. They chased me on my bicycle.
There is an injured dog on {street}. It lets people come near; please send a vet.
A dead cat has been lying on {street} for {d} days.
A puppy is stuck in the channel on {street}; we cannot reach it.
Please catch the dogs behind {near}, but do not harm them. Two have yellow tags.
# ask
? @pack,one @dog گوش سگ پلاک دارد؟ پلاک یعنی واکسن زده و عقیم شده.
> یکی‌دوتاشون پلاک زرد دارند.
> ندارد.
? @pack @dog بیشتر چه ساعتی آنجا هستند؟
> پنج تا هفت صبح.
> شبا، بعد از دوازده
# fixed
@pack,one @dog سگ‌ها زنده گرفته و به پناهگاه برده شدند؛ پس از واکسن برمی‌گردند.
@injured @free سگ زخمی به درمانگاه دامپزشکی رفت و حالش خوب است.
@dead لاشه برداشته و جایش گندزدایی شد.
@stuck توله از جوی بیرون آورده شد. یکی از بچه‌های محل نگهش داشت.
@crow محیط‌بان سر زد؛ جوجه‌اش تا چند روز دیگر پر می‌کشد. تا آن وقت از زیر آن درخت رد نشوید.
@fox محیط‌بان سر زد؛ روباه کاری به کسی ندارد و شب‌ها می‌گذرد. به آن خوراک ندهید.
# fixed_en
@pack,one @dog The dogs were caught alive and taken to the shelter for vaccination.
@injured @free The dog is with our vet and doing well.
@dead It was taken away and the spot disinfected.
@crow The young crow will fly in a few days; please keep away from that tree until then.
@fox A ranger came by. The fox does no harm and passes at night; please do not feed it.
@stuck The puppy was lifted out. A child of the quarter has adopted it.
# pause
@injured دامپزشک تا فردا در مأموریت است؛ جانور را تا آن وقت در جای امن نگه داشتیم.
@pack @dog پناهگاه پر است و تا چند روز دیگر جا باز می‌شود. آتش‌نشانی اگر حمله کنند زودتر می‌آید.
# not_possible
@pack @dog این سگ‌ها پلاک دارند: واکسن زده و عقیم‌اند و به محله برگردانده شده‌اند. جای خوراک‌دهی را به زمین پشت بردیم.
# not_found
@pack @dog سه بامداد سر زدیم و سگی ندیدیم. اگر برگشتند بنویسید.
# unsolved
@pack یکیشونو بردین بقیه هستن هنوز
هنوز همون‌جاست، کسی نیومده
# me_too
@pack دیروز دنبال من هم کردند
@pack بچه‌هام می‌ترسن برن بیرون
@injured طفلک، تو رو خدا زودتر

== pests
# casual
موشای {street} از آدم نمی‌ترسن دیگه، وسط روز قدم می‌زنن
@summer پشه {area} رو برداشته، شبا نمیشه تو حیاط نشست
سوسک از دریچه‌های {street} میزنه بیرون هر شب، هزار تا!
زیر دکه {street} لونه موشه، ته‌مونده غذا میریزه اونجا
مار دیدیم تو {park} کنار آبنما
یه عقرب تو راهرومون بود. {street} پلاک {plaque}، ساختمون بغلی کلنگیه پر عقربه
# formal
در جوی {street} موش فراوان شده و به انبار مغازه‌ها آمده است.
آب ماندهٔ حوض {park} پر از لارو پشه است.
با سلام، از دریچه‌های فاضلاب {street} شب‌ها سوسک بیرون می‌آید. بار گذشته که سم‌پاشی شد دو ماه آرام بود.
زمین رهاشدهٔ کنار پلاک {plaque} لانهٔ موش است و به خانهٔ ما هم آمده‌اند.
در حیاط {school} موش دیده شده است. خواهش می‌کنم در ساعت تعطیلی طعمه بگذارید.
# english
Every evening cockroaches come out of the manholes on {street}.
Rats run along the drain on {street} in broad daylight, right beside {near}.
Mosquitoes breed in the still pool of {park}; nobody can sit there in the evening.
Someone throws food behind the kiosk on {street}, and the rats come for it.
I saw a snake beside the pond in {park}.
# ask
? @rats در خانه حیوان خانگی یا بچهٔ کوچک دارید؟ برای جای طعمه می‌پرسیم.
> یک گربه داریم.
> بچهٔ دوساله داریم.
> نه
# fixed
@rats طعمه در {n} جای جوی گذاشته شد؛ هفتهٔ آینده دوباره سر می‌زنیم تا ببینیم کم شده‌اند.
@roaches دریچه‌ها سم‌پاشی شد.
@mosquitoes آب مانده کشیده شد و ماهی لاروخوار انداختیم.
@rats لانه‌ها بسته و زباله‌ها برداشته شد.
@other آتش‌نشانی جانور را زنده گرفت و بیرون شهر رها کرد.
# fixed_en
@rats Bait was laid at several places along the drain and the nests were closed.
@roaches The manholes were sprayed.
@mosquitoes The standing water was drained and small fish put in that eat the larvae.
@other Our colleagues caught it alive and released it outside the city.
# pause
@rats,roaches سم تمام شده و سفارش تازه چند روز دیگر می‌رسد.
@rats آب جوی باید یک شب بند بیاید تا طعمه بماند؛ با واحد آب قرار گذاشتیم.
@mosquitoes,roaches با این باد نمی‌شود سم پاشید؛ نخستین شب آرام می‌آییم.
# not_possible
@rats,roaches درون خانهٔ شخصی نمی‌توانیم سم بپاشیم. فهرست شرکت‌های مجاز را فرستادیم و دریچه‌های بیرون را سم زدیم.
# unsolved
@rats سم زدید ولی موش‌ها هنوز هستند، دیشب سه تا دیدم.
چند روز نبودند، باز برگشتند.
# me_too
@rats ما هم در آشپزخانه موش داریم
بله زیاد شده

== group
# tail casual
@dogs شبا صداشون تا صبح میاد
مامانم سکته می‌کنه ببینه
بغلش مدرسه‌ست
@dogs به دامپزشکی زنگ زدم گفتن به شما بگم
از این محل بعیده
[زن و بچه‌مون|بچه‌ها] می‌ترسن
هر سال همین موقع همینه
یه کاری بکنین
@dogs حیوونیا گناه دارن ولی ما هم گناه داریم
# tail formal
مادرم از ترس بیرون نمی‌رود.
کنارش مدرسه است.
@dogs خواهش می‌کنم با روشی که به جانور آسیب نزند.
برای سلامت کودکان نگرانیم.
همسایه‌ها هم دیده‌اند.
پیش از این هم گزارش داده بودیم.
@dogs از مهربانی‌تان با جانوران سپاسگزارم.
# reply
اکیپ بهداشت فردا پیش از آفتاب سر می‌زند.
@dogs دامپزشک خبر شد و در راه است.
@pests طعمه‌گذاری این خیابان سه‌شنبه شب است؛ لطفاً جانور خانگی را بیرون نگذارید.
@dogs تا آمدن ما به آن‌ها خوراک ندهید تا پخش نشوند.
@pests سرچشمه‌اش زبالهٔ کنار راه است؛ با واحد پسماند با هم می‌آییم.
در برنامهٔ این هفته گذاشتیم؛ ساعتش را می‌نویسیم.
# evidence
پزشک واحد برگهٔ کار را امضا کرد.
@pests نقشهٔ جای کار در پرونده هست.
عکس کار در واحد بهداشت هست.
"""
