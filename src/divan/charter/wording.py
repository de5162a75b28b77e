"""The sentences of this law in English and Persian, by code."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    # reading a file
    "too_large": (
        "the file has {size} bytes; a charter has at most {most}",
        "پرونده {size} بایت دارد؛ منشور حداکثر {most} بایت است",
    ),
    "not_text": ("the file is not UTF-8 text", "پرونده متن UTF-8 نیست"),
    "not_yaml": ("this is not YAML: {problem}", "این YAML نیست: {problem}"),
    "too_deep": ("more than {most} levels of nesting", "بیش از {most} لایه تودرتو"),
    "too_many": ("more than {most} values in one file", "بیش از {most} مقدار در یک پرونده"),
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
    # what the engine refuses
    "no_matter": ("this charter knows no matter '{matter}'", "این منشور پروندهٔ «{matter}» ندارد"),
    "no_standing": (
        "you may not file or join this matter ({matter})",
        "شما نمی‌توانید این پرونده را مطرح کنید یا به آن بپیوندید ({matter})",
    ),
    "not_your_body": ("you hold no seat in {body}", "شما در {body} سمتی ندارید"),
    "no_object": (
        "say which decision or charter this is about",
        "بگویید این پرونده دربارهٔ کدام تصمیم یا منشور است",
    ),
    "unknown_value": (
        "a value is missing or outside its bounds: {problem}",
        "مقداری نیامده یا بیرون از حد است: {problem}",
    ),
    "no_case": (
        "no case of this matter covers these values",
        "هیچ حالتی از این پرونده این مقدارها را در بر نمی‌گیرد",
    ),
    "no_event": (
        "{event} cannot happen to a matter under way",
        "{event} برای پروندهٔ در جریان روی نمی‌دهد",
    ),
    "no_authority": (
        "you may not act for {body} in this matter",
        "شما در این پرونده نمی‌توانید به جای {body} عمل کنید",
    ),
    "no_seat": (
        "you had no seat when stage {stage} opened",
        "هنگام آغاز مرحلهٔ {stage} صندلی نداشتید",
    ),
    "no_outcome": ("'{outcome}' is no answer at this stage", "«{outcome}» در این مرحله پاسخ نیست"),
    "no_option": ("choose among: {options}", "از این گزینه‌ها برگزینید: {options}"),
    "no_objection": ("there is no objection number {number}", "ایراد شمارهٔ {number} وجود ندارد"),
    "no_voice": ("there is no voice number {number}", "صدای شمارهٔ {number} وجود ندارد"),
    "no_text": ("write something first", "نخست چیزی بنویسید"),
    "no_about": (
        "nothing of the kind {kind} is open on this decision",
        "چیزی از نوع {kind} دربارهٔ این تصمیم باز نیست",
    ),
    "no_call_in": ("this matter cannot be called in now", "این پرونده را اکنون نمی‌توان فراخواند"),
    "no_stop": ("the clock of this stage may not be stopped", "ساعت این مرحله را نمی‌توان نگه داشت"),
    "reasons": ("give reasons", "دلیل بنویسید"),
    "consult": ("opinions are still awaited: {bodies}", "هنوز نظر این نهادها نیامده است: {bodies}"),
    "not_asked": ("no opinion was asked of {body}", "از {body} نظری خواسته نشده است"),
    "not_applicant": (
        "only whoever filed it may do this",
        "فقط کسی که پرونده را مطرح کرده می‌تواند",
    ),
    "not_open": ("stage {stage} is not open", "مرحلهٔ {stage} باز نیست"),
    "other_procedure": (
        "stage {stage} decides by {kind}",
        "مرحلهٔ {stage} به شیوهٔ دیگری تصمیم می‌گیرد ({kind})",
    ),
    "wrong_phase": ("this matter is past that: {phase}", "این پرونده از آن گام گذشته است: {phase}"),
    "decided_already": ("this matter is decided", "دربارهٔ این پرونده تصمیم گرفته شده است"),
    "answered_already": ("voice {number} is answered", "صدای شمارهٔ {number} پاسخ گرفته است"),
    "objection_tested": (
        "objection {number} has been ruled on",
        "دربارهٔ ایراد شمارهٔ {number} نظر داده شده است",
    ),
    "twice_supported": ("you have joined already", "شما پیش‌تر پیوسته‌اید"),
    "twice_opined": ("{body} has given its opinion", "{body} نظر خود را داده است"),
    "twice_objected": ("your objection of this round stands", "ایراد شما در این دور ثبت است"),
    "twice_recused": ("you have stepped aside already", "شما پیش‌تر کناره گرفته‌اید"),
    "known_about": ("this is known", "این پیش‌تر ثبت شده است"),
    "same_text": ("the amended text must be another one", "متن تازه باید با متن پیشین فرق کند"),
    "nothing_upheld": (
        "no objection is upheld, so nothing has to be amended",
        "ایراد واردی نیست که متن برای آن عوض شود",
    ),
    "last_round": ("this is the last of {rounds} rounds", "این آخرین دور از {rounds} دور است"),
    "stopped_already": ("the clock stands still already", "ساعت هم‌اکنون ایستاده است"),
    "stopped_enough": (
        "the clock has stood still for {cap}, the most allowed",
        "ساعت به اندازهٔ سقف مجاز ({cap}) ایستاده است",
    ),
    "running": ("the clock is running", "ساعت در کار است"),
}


def say(code: str, language: str = "en", **figures: object) -> str:
    """The sentence of a code. Raises `KeyError` for a code without one."""
    english, persian = SENTENCES[code]
    return (persian if language == "fa" else english).format(**figures)
