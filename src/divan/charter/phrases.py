"""The phrases of `explain`, in English and Persian, and its figures in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from divan import language as words
from divan.charter.share import Share
from divan.charter.span import Span

PHRASES: dict[str, tuple[str, str]] = {
    "and": (" and ", " و "),
    "or": (" or ", " یا "),
    "the_rule": ("the rule", "قاعده"),
    "picture_bodies": ("Who answers to whom", "چه کسی به چه کسی پاسخگوست"),
    "picture_route": ("The way of this matter", "مسیر این پرونده"),
    "picture_else": ("every other value", "هر مقدار دیگر"),
    "always": ("always", "همیشه"),
    # time
    "weekend": ("The weekend is {days}.", "تعطیل هفتگی: {days}."),
    "hours": ("Offices are open {value}.", "ساعت کار: {value}."),
    "holidays": ("Public holidays are those of {value}.", "تعطیلی‌های رسمی: {value}."),
    "zone": ("The clock is that of {value}.", "ساعت رسمی: {value}."),
    # bodies
    "body_one": ("{body} is one seat.", "{body} یک صندلی است."),
    "body_many": ("{body} has {seats} seats.", "{body} {seats} صندلی دارد."),
    "body_sectors": (
        "{body} has {seats} seats: {sectors}.",
        "{body} {seats} صندلی دارد: {sectors}.",
    ),
    "body_register": (
        "{body} are: {register}. Whoever is on the register when a stage opens may vote there, and counts as a seat.",
        "{body} این کسان‌اند: {register}. هر کس هنگام آغاز یک مرحله در این فهرست باشد می‌تواند در آن رأی بدهد و یک صندلی شمرده می‌شود.",
    ),
    "filled_appointment": ("It is filled by appointment.", "با انتصاب پر می‌شود."),
    "filled_election": ("It is filled by election.", "با انتخابات پر می‌شود."),
    "filled_lot": ("It is filled by lot.", "با قرعه پر می‌شود."),
    "filled_membership": ("Its members make it up.", "عضوها آن را می‌سازند."),
    "filled_ex_officio": (
        "Whoever holds certain posts sits in it.",
        "دارندگان سمت‌های معین در آن می‌نشینند.",
    ),
    "filled_body": ("{body} fills it.", "{body} آن را پر می‌کند."),
    "drawn_from": ("It is drawn from {body}.", "از میان {body} قرعه کشیده می‌شود."),
    "strata": ("The lot keeps the shares of {strata}.", "قرعه سهم {strata} را نگه می‌دارد."),
    "weight": ("A seat of {sector} weighs {weight}.", "هر صندلی {sector} وزن {weight} دارد."),
    "term": ("A term lasts {term}.", "هر دوره {term} است."),
    "deputy": (
        "When it is vacant or steps aside, {deputy} acts for it.",
        "اگر خالی باشد یا کناره بگیرد، {deputy} به جای آن عمل می‌کند.",
    ),
    "reports_to": ("It answers to {body}.", "به {body} پاسخگوست."),
    "independent_of": ("It is independent of {bodies}.", "از {bodies} مستقل است."),
    "skills": ("It knows about {skills}.", "این‌ها را بلد است: {skills}."),
    "ends_matter": ("It ends with its matter.", "با پایان پرونده پایان می‌یابد."),
    "ends_after": ("It ends after {ends}.", "پس از {ends} پایان می‌یابد."),
    # who
    "who_any_office": ("anyone who holds an office", "هر دارندهٔ سمت"),
    "who_any_resident": ("any resident", "هر ساکن"),
    "who_anyone": ("anyone", "هر کس"),
    "who_applicant": ("whoever filed it", "مطرح‌کنندهٔ پرونده"),
    "who_member": ("a member of {body}", "یک عضو {body}"),
    "who_share": ("{share} of {body} together", "{share} {body} با هم"),
    # matters
    "may_file": ("«{matter}» may be filed by {who}.", "«{matter}» را {who} می‌تواند مطرح کند."),
    "filed_by_time": (
        "«{matter}» is filed by itself when its day comes.",
        "«{matter}» در روز خود خودبه‌خود مطرح می‌شود.",
    ),
    "basis": ("It rests on: {basis}.", "پایهٔ قانونی: {basis}."),
    "amends": (
        "It changes this charter, and no matter that is under way.",
        "این منشور را عوض می‌کند، و نه پرونده‌های در جریان را.",
    ),
    "gather": (
        "Whoever files together may look for supporters for {within}.",
        "کسانی که با هم مطرح می‌کنند {within} برای یافتن همراه وقت دارند.",
    ),
    "field_choice": ("It says «{name}»: {values}.", "در آن «{name}» می‌آید: {values}."),
    "field_number": ("It says «{name}», at most {most}.", "در آن «{name}» می‌آید، حداکثر {most}."),
    "field_date": ("It says «{name}», a date.", "در آن «{name}» می‌آید که یک تاریخ است."),
    "field_flag": ("It says «{name}»: yes or no.", "در آن «{name}» می‌آید: آری یا نه."),
    "field_text": ("It says «{name}», in free words.", "در آن «{name}» به متن آزاد می‌آید."),
    "field_party": ("It names «{name}», a party.", "در آن «{name}» نام برده می‌شود."),
    "aggregate": (
        "«{name}» is the sum of {sum} over {over}.",
        "«{name}» جمع «{sum}» در {over} است.",
    ),
    "aggregate_same": (
        "«{name}» is the sum of {sum} over {over} with the same {same}.",
        "«{name}» جمع «{sum}» در {over} است، با «{same}» یکسان.",
    ),
    "admit_admitted": (
        "{body} admits it within {within}; silence admits it.",
        "{body} در {within} آن را می‌پذیرد؛ سکوت یعنی پذیرش.",
    ),
    "admit_refused": (
        "{body} admits it within {within}; silence refuses it.",
        "{body} در {within} آن را می‌پذیرد؛ سکوت یعنی رد.",
    ),
    "admit_none": ("Nobody has to admit it first.", "پذیرش پیشین لازم ندارد."),
    "voice": (
        "Anyone may raise a voice on it; nothing is published before each is answered, and without answers it lapses after {within}.",
        "هر کس می‌تواند صدایش را برساند؛ تا همه پاسخ نگیرند چیزی منتشر نمی‌شود، و بی‌پاسخ پس از {within} بی‌نتیجه می‌ماند.",
    ),
    "expires": (
        "It takes effect at once and expires after {within} unless ratified.",
        "بی‌درنگ اجرا می‌شود و اگر تنفیذ نشود پس از {within} پایان می‌یابد.",
    ),
    "case_only": ("It always goes this way:", "مسیر همیشه این است:"),
    "case_when": ("Case {number}: when {when}:", "حالت {number}: اگر {when} باشد:"),
    "case_else": ("Case {number}: in every other case:", "حالت {number}: در هر حالت دیگر:"),
    "group_all": ("All of these, side by side, must approve:", "همهٔ این‌ها هم‌زمان باید تأیید کنند:"),
    "group_any": (
        "One of these, side by side, must approve:",
        "یکی از این‌ها هم‌زمان باید تأیید کند:",
    ),
    "group_of": (
        "{need} of these {count}, side by side, must approve:",
        "{need} تا از این {count} باید هم‌زمان تأیید کنند:",
    ),
    "by_rule": ("A published rule decides at once.", "قاعده‌ای منتشرشده بی‌درنگ تصمیم می‌گیرد."),
    "by_decide": ("{body} signs within {within}.", "{body} در {within} امضا می‌کند."),
    "by_vote": ("{body} votes within {within}.", "{body} در {within} رأی می‌دهد."),
    "by_consent": (
        "{body} seeks consent within {within}.",
        "{body} در {within} رضایت جمعی می‌جوید.",
    ),
    "by_choose": ("{body} chooses within {within}.", "{body} در {within} برمی‌گزیند."),
    "rule_approved": ("If {when}, it is approved.", "اگر {when} باشد، تأیید می‌شود."),
    "rule_refused": ("If {when}, it is refused.", "اگر {when} باشد، رد می‌شود."),
    "rule_referred": ("If {when}, a person decides.", "اگر {when} باشد، یک شخص تصمیم می‌گیرد."),
    "rule_rest": ("What no line covers goes to a person.", "هر چه سطری ندارد به یک شخص می‌رود."),
    "sign_reasons": ("The signature gives its reasons.", "امضا دلیل می‌خواهد."),
    "quorum": ("The quorum is {share}.", "حد نصاب {share} است."),
    "quorum_none": ("There is no quorum.", "حد نصابی ندارد."),
    "threshold": ("It passes with {share} in favour.", "با رأی موافق {share} تصویب می‌شود."),
    "abstain_counts": ("An abstention counts as cast.", "رأی ممتنع در شمار رأی‌ها می‌آید."),
    "abstain_ignored": ("An abstention is not counted as cast.", "رأی ممتنع در شمار رأی‌ها نمی‌آید."),
    "tie_fails": ("A tie fails.", "رأی برابر یعنی رد."),
    "tie_chair": ("In a tie {chair} decides.", "در رأی برابر، رأی {chair} تعیین می‌کند."),
    "recused_leave": ("Whoever steps aside is not counted.", "هر که کناره بگیرد شمرده نمی‌شود."),
    "recused_stay": (
        "Whoever steps aside is still counted among the seats.",
        "هر که کناره بگیرد باز در شمار صندلی‌هاست.",
    ),
    "each_sector": ("It must pass in each sector.", "باید در هر بخش تصویب شود."),
    "secret": ("The ballot is secret.", "رأی پنهان است."),
    "delegable": ("A vote may be passed on, and taken back.", "رأی را می‌توان سپرد و پس گرفت."),
    "delegable_cap": (
        "A vote may be passed on; nobody carries more than {cap}.",
        "رأی را می‌توان سپرد؛ هیچ‌کس بیش از {cap} رأی نمی‌برد.",
    ),
    "consent_rounds": (
        "The text may be put {rounds} times.",
        "متن را می‌توان {rounds} بار مطرح کرد.",
    ),
    "consent_tested": ("{body} rules on objections.", "{body} دربارهٔ ایرادها نظر می‌دهد."),
    "consent_untested": (
        "Nobody rules on objections: they stand.",
        "کسی دربارهٔ ایراد داوری نمی‌کند: پابرجاست.",
    ),
    "consent_reasoned": ("An objection needs reasons.", "ایراد دلیل می‌خواهد."),
    "consent_any": ("An objection without reasons stands as well.", "ایراد بی‌دلیل هم پابرجاست."),
    "choose_approval": (
        "Each accepts as many options as they like; the {winners} most accepted win.",
        "هر کس هر چند گزینه را که بپسندد نشان می‌کند؛ {winners} گزینهٔ پسندیده‌تر برگزیده می‌شود.",
    ),
    "choose_ranked": (
        "Each ranks the options; {winners} win.",
        "هر کس گزینه‌ها را به ترتیب می‌نویسد؛ {winners} گزینه برگزیده می‌شود.",
    ),
    "choose_budget": (
        "Each spends the budget on options.",
        "هر کس بودجه را میان گزینه‌ها بخش می‌کند.",
    ),
    "choose_least": (
        "An option wins only with {share}.",
        "گزینه تنها با {share} برگزیده می‌شود.",
    ),
    "choose_tie": ("A tie for the last place fails.", "برابری برای جای آخر یعنی رد."),
    "choose_lot": (
        "A tie is broken by a lot drawn before the count.",
        "برابری را قرعه‌ای که پیش از شمارش کشیده شده می‌گشاید.",
    ),
    "consult": (
        "First the opinion of {bodies} is asked for; it is awaited for {within} and binds nobody.",
        "نخست نظر {bodies} پرسیده می‌شود؛ {within} صبر می‌کنند و نظر الزام‌آور نیست.",
    ),
    "stop": (
        "The clock may stand still for the applicant, at most {within}.",
        "ساعت می‌تواند برای درخواست‌کننده بایستد، حداکثر {within}.",
    ),
    "outcome_approved": ("approved", "تأیید"),
    "outcome_refused": ("refused", "رد"),
    "outcome_referred": ("handed on", "سپردن"),
    "outcome_timeout": ("time runs out", "گذشت مهلت"),
    "outcome_objected": ("an objection stands", "ایراد پابرجا"),
    "outcome_inquorate": ("too few take part", "نرسیدن به حد نصاب"),
    "outcome_vacant": ("nobody can decide", "نبود تصمیم‌گیرنده"),
    "edge_step": ("{outcome}: it goes to {to}.", "{outcome}: به {to} می‌رود."),
    "edge_approved": ("{outcome}: it ends, approved.", "{outcome}: با تأیید پایان می‌یابد."),
    "edge_refused": ("{outcome}: it ends, refused.", "{outcome}: با رد پایان می‌یابد."),
    "edge_lapsed": ("{outcome}: it lapses.", "{outcome}: بی‌نتیجه پایان می‌یابد."),
    "about_appeal": ("Appeal against {matter}", "اعتراض به {matter}"),
    "about_review": ("Review of {matter}", "بازبینی {matter}"),
    "about_veto": ("Veto of {matter}", "وتوی {matter}"),
    "about_override": ("Override of {matter}", "رد وتوی {matter}"),
    "about_ratify": ("Ratification of {matter}", "تنفیذ {matter}"),
    "has_appeal": (
        "For {within} after the decision it may be appealed.",
        "تا {within} پس از تصمیم می‌توان به آن اعتراض کرد.",
    ),
    "has_review": (
        "It comes back for review after {within}.",
        "پس از {within} برای بازبینی برمی‌گردد.",
    ),
    "has_veto": (
        "It comes into force {within} after the decision, unless vetoed.",
        "{within} پس از تصمیم اجرا می‌شود، مگر وتو شود.",
    ),
    "has_override": ("For {within} a veto may be overridden.", "تا {within} می‌توان وتو را رد کرد."),
    "has_ratify": ("It must be ratified.", "باید تنفیذ شود."),
    "call_in": (
        "{who} may call it in; then {to} decides.",
        "{who} می‌تواند آن را فرابخواند؛ آنگاه {to} تصمیم می‌گیرد.",
    ),
    "suspends": ("Until then the decision rests.", "تا آن زمان تصمیم اجرا نمی‌شود."),
    "mandate": (
        "{to} may decide «{matter}» in place of {giver} ({when}), and may not pass this on.",
        "{to} می‌تواند به جای {giver} دربارهٔ «{matter}» تصمیم بگیرد ({when}) و حق واگذاری ندارد.",
    ),
    "mandate_onward": (
        "{to} may decide «{matter}» in place of {giver} ({when}), and may pass this on.",
        "{to} می‌تواند به جای {giver} دربارهٔ «{matter}» تصمیم بگیرد ({when}) و آن را واگذار کند.",
    ),
    "until": ("{text} Until {day}.", "{text} تا {day}."),
}
UNITS = {
    "minute": ("minute", "دقیقهٔ کاری"),
    "hour": ("hour", "ساعت کاری"),
    "day": ("working day", "روز کاری"),
    "week": ("week", "هفته"),
    "month": ("month", "ماه"),
    "year": ("year", "سال"),
}
BASES = {
    "seats": ("of the seats", "صندلی‌ها"),
    "present": ("of those present", "حاضران"),
    "cast": ("of the votes cast", "رأی‌های داده‌شده"),
}
COUNTED = {
    "seats": ("of the seats", "صندلی"),
    "present": ("of those present", "نفر از حاضران"),
    "cast": ("of the votes cast", "رأی از رأی‌های داده‌شده"),
}
PARTS = {
    (1, 2): ("half", "نصف"),
    (1, 3): ("a third", "یک‌سوم"),
    (2, 3): ("two thirds", "دوسوم"),
    (1, 4): ("a quarter", "یک‌چهارم"),
    (3, 4): ("three quarters", "سه‌چهارم"),
    (1, 5): ("a fifth", "یک‌پنجم"),
    (2, 5): ("two fifths", "دوپنجم"),
    (3, 5): ("three fifths", "سه‌پنجم"),
    (4, 5): ("four fifths", "چهارپنجم"),
    (1, 10): ("a tenth", "یک‌دهم"),
    (1, 100): ("a hundredth", "یک‌صدم"),
    (1, 1): ("all", "همهٔ"),
}
_TERMS = {
    "not in": "نباشد از",
    "and": "و",
    "or": "یا",
    "not": "نه",
    "in": "یکی از",
    "<=": "حداکثر",
    ">=": "حداقل",
    "==": "برابر با",
    "!=": "جز",
    "<": "کمتر از",
    ">": "بیشتر از",
}
_TOKENS = re.compile(r"not in|<=|>=|==|!=|<|>|[a-z][a-z0-9_]*|[0-9][0-9_]*|[\[\],]")


def span_words(span: Span, language: str) -> str:
    """A length of time: `3 working days`, `۳ روز کاری`."""
    english, persian = UNITS[span.unit]
    if language == "fa":
        return f"{words.persian_digits(str(span.number))} {persian}"
    return f"{span.number} {english}{'' if span.number == 1 else 's'}"


def part_words(part: Fraction, language: str) -> str:
    """A fraction as people say it where it has a name: `two thirds`, `دو سوم`; else `7/12`."""
    known = PARTS.get((part.numerator, part.denominator))
    if known:
        return known[language == "fa"]
    said = f"{part.numerator}/{part.denominator}"
    return words.persian_digits(said) if language == "fa" else said


def share_words(share: Share, language: str) -> str:
    """A share: `more than half of those present`, `بیش از نصف حاضران`."""
    persian = language == "fa"
    if share.counted:
        part = words.number(share.part.numerator, language)
        base = COUNTED[share.of][persian]
    else:
        part = part_words(share.part, language)
        base = BASES[share.of][persian]
    more = ("more than", "بیش از") if share.strict else ("at least", "دست‌کم")
    return f"{more[persian]} {part} {base}"


def condition_words(text: str, language: str, named: Callable[[str], str] = str) -> str:
    """A condition as people read it: thousands marked, and in Persian its signs in words.

    `named` says what a field or a value is called.
    """

    def word(found: re.Match[str]) -> str:
        said = found[0]
        if said[0].isdigit():
            number = f"{int(said.replace('_', '')):,}"
            return words.persian_digits(number).replace(",", "٬") if language == "fa" else number
        if said in _TERMS:
            return _TERMS[said] if language == "fa" else said
        if said in "[],":
            return {"[": "", "]": "", ",": "،" if language == "fa" else ","}[said]
        return named(said)

    return _TOKENS.sub(word, text)
