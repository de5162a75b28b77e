"""Rubbish, sweeping, rubble, graffiti."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, any_of, listed, one_of, open_question, words, yes_no

GROUP = Group("waste", words("پسماند و پاکیزگی | Waste and cleanliness"))

KINDS = (
    Kind(
        "rubbish",
        GROUP.code,
        "waste",
        words("زباله‌ای که جمع نشده | Rubbish not collected"),
        words(
            "زباله‌ای که ماشین شهرداری نبرده، یا کیسه‌هایی که کنار کوچه مانده."
            "| Rubbish that the lorry did not take, or bags left in the alley."
        ),
        listed("زباله، آشغال، جمع نشده، نبرده، ماشین زباله، کیسه، بو، شیرابه"),
        listed("rubbish, garbage, trash, not collected, bags, smell"),
        3 * HOUR,
        2 * DAY,
        (
            open_question("number", "days", "چند روز است؟ | For how many days?", required=True),
            any_of(
                "trouble",
                "چه دردسری دارد؟ | What trouble does it make?",
                "smell | بو | Smell",
                "animals | گربه و سگ و موش | Cats, dogs, rats",
                "blocks | راه را بسته | Blocks the way",
            ),
        ),
    ),
    Kind(
        "bin",
        GROUP.code,
        "waste",
        words("سطل زبالهٔ شکسته، پر یا گم‌شده | Bin broken, full or missing"),
        words(
            "مخزن شکسته یا سوخته، همیشه پر، جابه‌جاشده یا گم‌شده."
            "| A bin that is broken or burnt, always full, moved or gone."
        ),
        listed("سطل، مخزن، سطل زباله، شکسته، پر، سوخته، در ندارد، چرخ"),
        listed("bin, container, dumpster, full, broken, missing, lid"),
        DAY,
        6 * DAY,
        (
            one_of(
                "fault",
                "سطل چه شده؟ | What is wrong with it?",
                "full | پر است | Full",
                "broken | شکسته یا سوخته | Broken or burnt",
                "missing | نیست | Missing",
                "place | جایش بد است | In a bad place",
                required=True,
            ),
        ),
    ),
    Kind(
        "rubble",
        GROUP.code,
        "waste",
        words("نخاله و وسایل دورریخته | Dumped rubble or furniture"),
        words(
            "نخالهٔ ساختمانی، مبل، یخچال یا شاخ‌وبرگی که کنار راه ریخته‌اند."
            "| Building rubble, a sofa, a fridge or branches dumped by the road."
        ),
        listed("نخاله، خاک، آجر، گچ، مبل، یخچال کهنه، دورریز، کامیون، ضایعات"),
        listed("rubble, debris, dumped, sofa, furniture, fly-tipping"),
        DAY,
        6 * DAY,
        (
            one_of(
                "amount",
                "چقدر است؟ | How much is it?",
                "bags | چند گونی | A few sacks",
                "van | یک وانت | A van load",
                "lorry | یک کامیون یا بیشتر | A lorry load or more",
                required=True,
            ),
            open_question(
                "string",
                "plate",
                "شمارهٔ پلاک خودرویی که ریخت | Number plate of who dumped it",
                "همگان این را نمی‌بینند. | The public does not see this.",
            ),
        ),
    ),
    Kind(
        "sweeping",
        GROUP.code,
        "districts",
        words("جارو نشدن کوچه و خیابان | Street not swept"),
        words(
            "کوچه یا خیابانی که جارو نمی‌شود؛ برگ، خاک، شیشهٔ شکسته."
            "| An alley or street that is not swept: leaves, dust, broken glass."
        ),
        listed("جارو، رفتگر، پاکبان، برگ، خاک، شیشه شکسته، کثیف، نظافت"),
        listed("sweeping, sweeper, leaves, dirt, broken glass, dirty"),
        DAY,
        3 * DAY,
        (
            one_of(
                "what",
                "چه روی زمین است؟ | What lies there?",
                "leaves | برگ | Leaves",
                "litter | آشغال ریز | Litter",
                "glass | شیشهٔ شکسته | Broken glass",
                "dust | خاک و شن | Dust and sand",
            ),
        ),
    ),
    Kind(
        "recycling",
        GROUP.code,
        "waste",
        words("پسماند خشک | Recycling"),
        words(
            "ایستگاه یا خودروی پسماند خشک که نیست، بسته است یا سر وقت نمی‌آید."
            "| A recycling station or van that is missing, closed or late."
        ),
        listed("پسماند خشک، بازیافت، تفکیک، کارتن، پلاستیک، ایستگاه بازیافت، زباله‌گرد"),
        listed("recycling, dry waste, paper, plastic, cardboard"),
        DAY,
        10 * DAY,
        (
            one_of(
                "what",
                "موضوع چیست؟ | What is it about?",
                "van | خودرو نیامده | The van did not come",
                "closed | ایستگاه بسته است | The station is closed",
                "want | اینجا ایستگاه نیست | There is no station here",
                required=True,
            ),
        ),
    ),
    Kind(
        "graffiti",
        GROUP.code,
        "districts",
        words("دیوارنویسی و آگهی روی دیوار | Graffiti and posters"),
        words(
            "نوشته، رنگ یا آگهی روی دیوار، تابلو، درِ خانه یا ساختمان همگانی."
            "| Writing, paint or posters on a wall, a sign, a door or a public building."
        ),
        listed("دیوارنویسی، نوشته، اسپری، رنگ، آگهی، چسباندن، تبلیغ، تخلیه چاه، دیوار"),
        listed("graffiti, spray, paint, poster, advert, wall"),
        DAY,
        12 * DAY,
        (
            one_of(
                "on",
                "روی چیست؟ | What is it on?",
                "home | دیوار یا درِ خانه | A home's wall or door",
                "public | ساختمان همگانی یا مدرسه | A public building or school",
                "sign | تابلو یا جعبهٔ برق | A sign or switch box",
                "monument | بنای تاریخی | A historic building",
                required=True,
            ),
            yes_no("offensive", "ناسزا یا توهین است؟ | Is it offensive?"),
        ),
    ),
)
