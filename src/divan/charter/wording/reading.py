"""What cannot be read, in English and Persian."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "too_large": (
        "the file has {size} bytes; a charter has at most {most}",
        "پرونده {size} بایت دارد؛ منشور حداکثر {most} بایت است",
    ),
    "not_text": ("the file is not UTF-8 text", "پرونده متن UTF-8 نیست"),
    "not_yaml": ("this is not YAML: {problem}", "این YAML نیست: {problem}"),
    "too_deep": ("more than {most} levels of nesting", "بیش از {most} لایه تودرتو"),
    "too_many": ("more than {most} values in one file", "بیش از {most} مقدار در یک پرونده"),
    # what can be read, but not checked in bounded time
    "too_intricate": (
        "this charter is too intricate to be checked; write fewer or simpler cases, mandates or groups",
        "این منشور پیچیده‌تر از آن است که بررسی شود؛ حالت‌ها، نمایندگی‌ها یا گروه‌ها را کمتر یا ساده‌تر کنید",
    ),
    "route_long": (
        "a way through this route has more than {most} steps",
        "یکی از راه‌های این مسیر بیش از {most} گام دارد",
    ),
    "alias": (
        "anchors and aliases (& and *) are not read; write the value again",
        "ارجاع‌های & و * خوانده نمی‌شوند؛ مقدار را دوباره بنویسید",
    ),
    "tag": ("tags ({tag}) are not read", "برچسب ({tag}) خوانده نمی‌شود"),
    "several": ("one charter a file", "هر پرونده یک منشور دارد"),
    "empty": ("the file is empty", "پرونده خالی است"),
    "twice": (
        "'{key}' stands twice; it stood first in line {line}",
        "«{key}» دو بار آمده است؛ بار نخست در سطر {line}",
    ),
    "unknown_key": (
        "'{key}' is not known here; known are: {known}",
        "«{key}» در اینجا شناخته نیست؛ این‌ها هست: {known}",
    ),
    "missing": ("'{key}' is missing", "«{key}» نیامده است"),
    "wanted": ("'{value}' is not {wanted}", "«{value}» درست نیست؛ باید چنین باشد: {wanted}"),
    "too_long": (
        "'{value}' is too long: at most 2000 days of work, or 100 years",
        "«{value}» بیش از اندازه است؛ حداکثر ۲۰۰۰ روز کاری یا ۱۰۰ سال",
    ),
    "wanted_map": (
        "write named values here, one a line",
        "در اینجا مقدارها را با نام بنویسید، هر سطر یکی",
    ),
    "wanted_list": ("write a list here", "در اینجا فهرست بنویسید"),
    "wanted_text": (
        "write one value here, not a list or names",
        "در اینجا یک مقدار بنویسید، نه فهرست",
    ),
    "digits": (
        "'{value}': write digits as 0 to 9 here; in Latin digits it is {latin}",
        "«{value}»: رقم را در اینجا لاتین بنویسید: {latin}",
    ),
    "bad_name": (
        "'{value}' cannot be a name: small Latin letters, digits and _, a letter first, at most 40",
        "«{value}» نام نمی‌شود: حروف کوچک لاتین، رقم و _، آغاز با حرف، حداکثر ۴۰ نویسه",
    ),
    "lookalike": (
        "'{value}' holds {letter}, which only looks Latin; type it again",
        "«{value}» نویسهٔ {letter} دارد که فقط شبیه حرف لاتین است؛ دوباره بنویسید",
    ),
    "version": (
        "charter: {value} is not known; this engine reads version 1",
        "charter: {value} شناخته نیست؛ این موتور نسخهٔ ۱ را می‌خواند",
    ),
    "unknown_body": (
        "no body is called '{name}'; there are: {known}",
        "نهادی به نام «{name}» نیست؛ این‌ها هست: {known}",
    ),
    "unknown_sector": (
        "no sector is called '{name}'; there are: {known}",
        "بخشی به نام «{name}» نیست؛ این‌ها هست: {known}",
    ),
    "unknown_procedure": (
        "no procedure is called '{name}'; there are: {known}",
        "شیوه‌ای به نام «{name}» نیست؛ این‌ها هست: {known}",
    ),
    "unknown_matter": (
        "no matter is called '{name}'; there are: {known}",
        "پرونده‌ای از نوع «{name}» نیست؛ این‌ها هست: {known}",
    ),
    "unknown_target": (
        "no stage of this matter is called '{name}', and it is no end ({ends})",
        "مرحله‌ای به نام «{name}» در این پرونده نیست و پایان هم نیست ({ends})",
    ),
    "unknown_field": (
        "no field is called '{name}'; there are: {known}",
        "فیلدی به نام «{name}» نیست؛ این‌ها هست: {known}",
    ),
    "one_of": ("write exactly one of: {known}", "دقیقاً یکی از این‌ها را بنویسید: {known}"),
    "stage_twice": (
        "stage '{name}' stands twice in this matter; first in line {line}",
        "مرحلهٔ «{name}» در این پرونده دو بار آمده است؛ بار نخست در سطر {line}",
    ),
    "bare_fraction": (
        "'{value}' does not say of what: write for example '> 1/2 of seats', 'of present' or 'of cast'",
        "«{value}» نمی‌گوید از چه: مثلاً بنویسید «> 1/2 of seats» یا «of present» یا «of cast»",
    ),
    "rule_in_place": (
        "a rule compares fields, so it is written in its stage: by: {{rule: {{lines: ...}}}}",
        "قاعده فیلدها را می‌سنجد، پس در خود مرحله نوشته می‌شود: by: {{rule: {{lines: ...}}}}",
    ),
    "rule_refuses": (
        "a rule may only approve or refer; a refusal is a person's, unless may_refuse: true",
        "قاعده فقط تأیید می‌کند یا می‌سپارد؛ رد کردن با یک شخص است، مگر may_refuse: true",
    ),
    "hours_backwards": (
        "the hours '{hours}' open no time; write for example \"08:00-16:00\"",
        'ساعت «{hours}» زمانی را باز نمی\u200cکند؛ مثلاً بنویسید "08:00-16:00"',
    ),
    # conditions
    "condition_long": ("a condition has at most {most} characters", "شرط حداکثر {most} نویسه دارد"),
    "condition_syntax": ("this is not a condition: {problem}", "این شرط خوانده نمی‌شود: {problem}"),
    "condition_large": (
        "this condition is too large: {what}",
        "این شرط بیش از اندازه بزرگ است: {what}",
    ),
    "condition_form": (
        "'{what}' cannot stand in a condition: fields are compared with constants by < <= == != >= > in, joined by and, or, not",
        "«{what}» در شرط نمی‌آید: فیلد با عدد یا مقدار ثابت سنجیده می‌شود (< <= == != >= > in) و با and و or و not می‌پیوندد",
    ),
    "condition_constants": ("'{what}' compares no field", "«{what}» هیچ فیلدی را نمی‌سنجد"),
    "condition_fields": (
        "'{what}' compares two fields; compare each with a constant",
        "«{what}» دو فیلد را با هم می‌سنجد؛ هر یک را با مقدار ثابت بسنجید",
    ),
    "condition_value": (
        "'{value}' is no value of {field}; it takes: {known}",
        "«{value}» مقدار {field} نیست؛ می‌پذیرد: {known}",
    ),
    "condition_order": (
        "{field} has no order: use ==, != or in",
        "{field} ترتیب ندارد: از == یا != یا in استفاده کنید",
    ),
    "condition_text": (
        "{field} is free text and cannot decide a route",
        "{field} متن آزاد است و مسیر را تعیین نمی‌کند",
    ),
}
