"""What the engine refuses, in English and Persian."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "no_matter": ("this charter knows no matter '{matter}'", "این منشور پروندهٔ «{matter}» ندارد"),
    "no_standing": (
        "you may not file or join this matter ({matter})",
        "شما نمی‌توانید این پرونده را مطرح کنید یا به آن بپیوندید ({matter})",
    ),
    "not_your_body": ("you hold no seat in {body}", "شما در {body} سمتی ندارید"),
    "not_decided": (
        "nothing has been decided yet",
        "هنوز تصمیمی گرفته نشده است",
    ),
    "too_late": (
        "the time for this is over, or has not come ({kind})",
        "زمان این کار گذشته یا هنوز نرسیده است ({kind})",
    ),
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
    "no_register": (
        "stage {stage} asks the seats of a body, no register",
        "مرحلهٔ {stage} از صندلی‌های یک نهاد می‌پرسد، نه از فهرست مردم",
    ),
    "own_ballot": (
        "you put this forward or stepped aside, so you do not vote on it",
        "این پرونده را خودتان مطرح کرده‌اید یا از آن کناره گرفته‌اید؛ پس در آن رأی نمی‌دهید",
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
