"""Building work, blocked pavements, noise, complaints about staff."""

TEXT = """
== construction
# casual
ساختمون پلاک {plaque} {street} ساعت {hour} شب بتن میریزه، [خواب نداریم|همه کلافه‌ایم]
بدون پروانه دارن طبقه پنجم می‌سازن، {street}. کوچه هشت متریه!
ماسه و سیمانشونو ریختن وسط {street}، با پل هم نمیشه رد شد
گود کندن دو متری دیوار ما، هیچ شمعی هم نزدن. {street} پلاک {plaque}
همسایه زیرزمینشو کرده کارگاه، دیوار برداشته. {street}
جرثقیلشون رو سر مدرسه می‌چرخه با بار!! کنار {school}
تابلوی پروانه ندارن، پرسیدم گفت به تو چه. {street}
جمعه ساعت ۶ صبح چکش برقی؟ {street} پلاک {plaque}
# formal
در {street} پلاک {plaque} بی‌آنکه تابلوی پروانه نصب باشد، ساختمان می‌سازند.
با سلام، گودبرداری {street} بدون سازهٔ نگهبان انجام می‌شود و خانهٔ ما در کنار آن است.
مصالح ساختمان پلاک {plaque} نیمی از {street} را گرفته و مجوزی هم نشان نمی‌دهند.
کارگاه ساختمانی {street} تا ساعت {hour} شب کار می‌کند. در این کوچه بیمار و کودک هست.
در نورگیر ساختمان ما بی‌اجازهٔ همسایه‌ها اتاق ساخته‌اند. {street} پلاک {plaque}.
باغ کنار {near} را شبانه دیوار کشیده و پی کنده‌اند. گمان نکنم مجوز داشته باشند.
# english
Concrete is being poured after ten at night at number {plaque}, {street}. This is the third time this week.
They dig a deep pit next to our house on {street} without any support of the walls.
No permit is on show at number {plaque}, {street}, and they are already on the fifth floor.
Sand and cement for a building fill half of {street}.
A crane swings its load over the yard of {near}.
# ask
? @night کار شبانه در چه ساعت‌هایی است؟ بازرس همان ساعت می‌آید.
> از {hour} شب تا یک و نیم.
> بیشتر پنجشنبه و جمعه‌ها.
# reply
بازرس ساختمان فردا سر می‌زند و پروانه را می‌خواهد.
# fixed
@night کار شبانه متوقف شد؛ کارگاه فقط از هفت صبح تا هفت شب کار می‌کند.
@permit @nocrane بنا پروانه نداشت و پلمب شد. پرونده به کمیسیون رفت.
@material مصالح جمع شد و راه باز است.
@dig گود تا زدن سازهٔ نگهبان تعطیل شد؛ امروز شمع‌ها را دیدیم.
@crane چرخش جرثقیل بسته شد تا باری از روی سر مردم نگذرد.
# fixed_en
@night Work at night was stopped; the site now works from seven to seven only.
@permit @nocrane There was no permit. The site was sealed and the case goes to the commission.
@material The materials were cleared and the street is open.
@dig The dig stands still until the walls are shored up.
@crane The crane was limited so that no load passes over people.
# answered
@permit @nocrane پروانه دارد و طبقه‌ها با آن می‌خواند. شمارهٔ پروانه روی تابلو نصب شد تا همه ببینند.
# not_found
@night دو شب سر زدیم و کار نمی‌کردند. اگر دوباره آغاز کردند، همان ساعت زنگ بزنید.
# pause
@permit پرونده در کمیسیون است و رأی آن دو هفتهٔ دیگر می‌آید.
# not_possible
@permit @nocrane کار درون خانه است و سازه را تغییر نمی‌دهد؛ پروانه نمی‌خواهد.
# unsolved
@permit پلمب را شکستند و دوباره کار می‌کنند.
@night دیشب باز تا دوازده کار کردن
یک روز رعایت کردند و تمام.
# me_too
همسایهٔ دیوار به دیواریم، ما هم شاکی هستیم
@night ما هم تا صبح بیدار بودیم

== obstruction
# casual
میوه‌فروش {street} تا وسط پیاده‌رو جعبه چیده
بساط کفش جلوی {near} راه نمیذاره، با بچه تو بغل از خیابون رد میشم
زنجیر کشیدن جلوی خونه‌شون واسه ماشینشون، {street}. مگه کوچه ارث باباشونه؟
مکانیکی {street} ماشینا رو تو پیاده‌رو تعمیر می‌کنه، زمین پر روغنه
کافه {street} صندلیاشو چیده تو مسیر ویلچر
تابلوی آموزشگاه وسط پیاده‌رو {street} هر روز پام میگیره بهش
دست‌فروشا گناه دارن ولی جلوی در {clinic} آخه؟
موکت و یخچال‌های مغازه لوازم خانگی پیاده‌رو {street} رو بسته
# formal
مغازهٔ پلاک {plaque} در {street} هر روز جنس خود را تا لب جوی می‌چیند.
با سلام، در {street} برای نگه داشتن جای پارک، گلدان سیمانی گذاشته‌اند.
بساط جلوی {near} راه خروج اضطراری را بسته است.
میز و صندلی رستوران {street} پس از ساعت {hour} پیاده‌رو را می‌گیرد و مسیر نابینایان زیر آن است.
من خودم کاسبم و می‌دانم روزگار سخت است، ولی پیاده‌روی {street} دیگر جای گذشتن ندارد.
# english
The shop at number {plaque} on {street} fills the whole pavement with fridges and boxes.
Concrete flower pots reserve private parking in front of several houses on {street}.
A café on {street} puts its tables on the tactile path for the blind.
A mechanic on {street} repairs cars on the pavement; it is black with oil.
A private chain across {street} keeps a parking place free.
# ask
? بیشتر چه ساعتی راه بسته است؟
> از چهار عصر تا ده شب.
> همیشه.
# fixed
@goods جنس‌ها جمع شد و مغازه‌دار تعهد نوشت.
@barrier زنجیر و گلدان برداشته شد.
@stall برای بساط‌ها جای خط‌کشی‌شده در کنار میدان دادیم و راه باز شد.
@tables میزها تا خط دیوار عقب رفت.
@mechanic کار به درون کارگاه برگشت و پیاده‌رو شسته شد.
@board تابلو برداشته شد و صاحبش تعهد نوشت.
# fixed_en
@goods The goods were cleared; the shopkeeper signed that he will keep the pavement open.
@barrier The private chain and pots were removed.
@tables The tables were moved back to the wall.
@stall The stalls got marked places beside the square and the way is free.
@board The board was removed.
@mechanic The work went back into the shop and the pavement was washed.
# pause
@goods به مغازه‌دار سه روز مهلت دادیم تا انبارش را جابه‌جا کند.
# not_possible
@tables مغازه برای این دو متر مجوز صندلی دارد و ۱٫۶ متر راه باز مانده است. خطش را کشیدیم تا بیشتر نشود.
# not_found
@goods,stall سه نوبت سر زدیم و راه باز بود.
# unsolved
@goods,stall,other شما که رفتید نیم ساعت بعد دوباره چیدند
@barrier فردایش دوباره گذاشتند سر جاش
# me_too
ما هم هر روز از خیابان رد می‌شویم

== noise
# casual
همسایه بالایی تا ساعت {hour} مهمونی داره هر شب هر شب
کارگاه نجاری تو کوچه ما شبا اره میکنه
@summer کولر آبی پلاک بغلی انگار هلیکوپتره
تالار عروسی تا دو نصف شب موزیک، [فردا امتحان دارم|بچه‌م نمیخوابه]
سگ همسایه از صبح تا شب پارس میکنه، صاحبش سر کاره
یکی هر شب ساعت {hour} با موتور بی‌اگزوز دور کوچه دور میزنه
آپارتمان بغلی شده باشگاه، وزنه میندازن زمین دیوار می‌لرزه
پسر آقای {name} ساز می‌زنه، خوبم می‌زنه ولی نه ساعت یک شب!
# formal
از کارگاه آهنگری کنار خانه هر روز از شش صبح صدای پتک می‌آید.
تالار پذیرایی محله تا پس از نیمه‌شب بلندگو دارد و پنجره‌ها می‌لرزد.
با سلام، پمپ آب ساختمان کناری شب‌ها بی‌وقفه کار می‌کند و صدایش از دیوار می‌گذرد.
مادرم بیمار است و همسایهٔ بالا هر شب تا ساعت {hour} میهمانی دارد. چند بار با ادب گفتیم.
ژنراتور فروشگاه روبه‌رو هر بار که برق می‌رود دو ساعت روشن است و دودش هم به خانه می‌آید.
نوازندهٔ دوره‌گرد هر روز زیر پنجره بلندگو می‌گذارد.
# english
The wedding hall plays music until two in the morning several nights a week.
My neighbour runs a carpentry machine at night. I have exams and cannot study.
The pump of the next building hums all night through the wall.
A dog is left alone next door and barks from morning to evening.
Somebody rides a motorbike without a silencer around the block at {hour} every night.
# ask
? کارشناس برای سنجش صدا می‌آید؛ چه شبی و چه ساعتی خانه هستید؟
> هر شب بعد از نه.
> @hall پنجشنبه شب بیاین که عروسی دارن
# fixed
@hall صدا سنجیده شد: ۶۸ دسی‌بل. تالار عایق گذاشت و پس از یازده بلندگو ندارد.
@workshop ساعت کار کارگاه هشت صبح تا شش عصر شد و تعهد داد.
@machine دستگاه روی لاستیک نشست و صدایش نیمی شد.
@neighbour @home با همسایه حرف زدیم و قول داد.
@outdoors گشت محله دو شب سر زد و تذکر داد؛ از آن شب صدایی نبود.
# fixed_en
@hall The noise was measured. The hall must stop its loudspeakers at eleven and has put in insulation.
@workshop The workshop may run its machines from eight to six only, and has signed for it.
@machine The machine now stands on rubber and is half as loud.
@neighbour @home We spoke with your neighbours and they promised to keep quiet after ten.
@outdoors Our patrol was there on two nights; it has been quiet since.
# answered
@neighbour,machine @home صدا ۳۹ دسی‌بل بود و مرز شب ۴۵ است، پس نمی‌توانیم اخطار بدهیم. میانجی محله حاضر است با هر دو خانه گفت‌وگو کند.
# pause
صدا باید در همان ساعت شب سنجیده شود؛ دستگاه پنجشنبه آزاد است.
@hall تالار برای عایق ده روز مهلت گرفته است.
# not_ours
police: @neighbour درگیری و مزاحمت شبانه با ۱۱۰ است. اگر دوباره شد، همان لحظه زنگ بزنید؛ ما هم گزارش را فرستادیم.
# not_possible
@workshop کارگاه از پیش از ساختن خانه‌ها آنجا بوده و پروانه دارد. ساعت کارش را کم کردیم.
# unsolved
یک هفته آرام بود، باز شروع شد
# me_too
ما هم همین صدا را داریم

== staff
# casual
مامور سد معبر {d} روز پیش ترازوی منو برد رسید هم نداد
کارمند باجه {n} گفت برو فردا بیا، سه بار. آخرشم تلفن جواب داد منو نگاه نکرد
پیمانکار آسفالت گفت پول چایی بدین جلوی خونه شما رو هم صاف کنم
راننده ماشین زباله فحش داد به پدرم چون گفت کیسه رو نریز
نامه‌م سه هفته‌ست رو میز آقای {name} تو واحد ساختمونه. میگن امضا نداره
# formal
بازرس ساختمان برای امضای صورت‌جلسه به‌کنایه پول خواست. نام ایشان را در گفت‌وگوی حضوری می‌گویم.
پاکبان محله از مغازه‌ها ماهانه پول می‌گیرد و هر که ندهد جلویش جارو نمی‌شود.
با من که بی‌سوادم در پذیرش شهرداری بد رفتار شد. دخترم این را می‌نویسد.
پیمانکار فضای سبز کارگرانش را بی‌دستکش و ماسک سم‌پاشی می‌فرستد.
مأمور گفت اگر شکایت کنم پروانه‌ام را باطل می‌کند. خواهش می‌کنم نامم جایی نیاید.
در باجهٔ عوارض پس از دو ساعت صف گفتند سامانه قطع است، ولی برای یکی از آشنایان کار انجام شد.
# english
The officer at the counter refused to speak slowly and laughed at my Persian. I would like an apology.
A contractor's worker asked me for money to close the trench before my door.
I waited two hours at the counter, then was told the system was down, but a friend of the clerk was served.
The driver of the rubbish lorry shouted at my father for asking him to pick up a bag.
# ask
? روز و ساعت را به یاد دارید؟ نام شما به کسی گفته نمی‌شود.
> سه‌شنبه ساعت ده و نیم.
> دقیق نه، ولی صبح بود و خانمی هم کنارم ایستاده بود.
# fixed
@clerk با هر دو سو گفت‌وگو شد و دوربین را دیدیم. حق با شما بود؛ کارمند توبیخ و از آن باجه برداشته شد.
@scale ترازو با رسید پس داده شد و از شما پوزش خواسته شد.
@contractor پیمانکار جریمه و کارگر خاطی کنار گذاشته شد.
@driver با هر دو سو گفت‌وگو شد. حق با شما بود؛ او پوزش خواست و مسیرش عوض شد.
# fixed_en
We spoke with both and you were right. A written apology is on its way to you.
# answered
@clerk دوربین و نوبت‌ها را دیدیم و نشانه‌ای از این رفتار نبود. اگر گواهی دارید، باز می‌کنیم.
@contractor,driver از همکاران و همسایه‌ها پرسیدیم و نشانه‌ای نیافتیم. اگر گواهی دارید، باز می‌کنیم.
# pause
شنیدن سخن طرف دیگر به پس از مرخصی‌اش می‌ماند؛ شنبهٔ آینده.
# unsolved
@scale رسید را داده‌اند ولی ترازویم شکسته است.
همان آدم هنوز همان‌جاست و همان رفتار را دارد.
# me_too
با من هم همین رفتار شد

== group
# tail casual
خودشونم میدونن کارشون درست نیست
@noise,construction,obstruction یه نفر بیاد ببینه بد نیست
از تذکر دادن خسته شدیم
@noise,construction,obstruction قبلا این محل آروم بود
@noise,construction با هم همسایه‌ایم نمیخوام دعوا شه
خواهش می‌کنم اسمم جایی نیاد
چند بار با زبون خوش گفتیم
یه قانونی هست بالاخره یا نه؟
همه محل شاکی‌ان
# tail formal
@noise,construction نمی‌خواهیم کار به دعوا بکشد.
@noise,construction,obstruction پیش از این محلهٔ آرامی بود.
تذکر شفاهی سودی نداشت.
@noise,construction,obstruction گمان می‌کنم یک بازدید کافی باشد.
اگر لازم است، حضوری هم می‌آیم.
پیش از این با خودشان حرف زده‌ایم و سودی نداشت.
خواهش می‌کنم نام من گفته نشود.
همسایه‌ها هم گواه هستند.
# reply
@construction,noise بازرس در همان ساعتی که نوشته‌اید سر می‌زند.
گزارش شما را خواندیم؛ نامتان نزد ما می‌ماند.
@staff,noise برای هر دو سو نوبت گفت‌وگو گذاشتیم.
@obstruction,construction نخست یادآوری می‌دهیم و سه روز بعد دوباره سر می‌زنیم.
@obstruction,construction کارشناس فردا عصر می‌آید. نیازی نیست شما در محل باشید.
پرونده باز شد و تا یک هفته نتیجه را می‌نویسیم.
# evidence
@noise صدا با دستگاه سنجیده و برگه‌اش در پرونده گذاشته شد.
@staff گفت‌وگوها با امضای دو بازرس در پرونده هست.
@construction,obstruction صورت‌جلسهٔ بازدید با امضای دو بازرس در پرونده هست.
@construction,obstruction بازرس پس از آن دوباره سر زد و دید.
با گزارش‌دهنده تلفنی حرف زدیم.
"""
