"""What a check finds, in English and Persian."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "gap": (
        "no case covers these values; the matter would be decided by nobody",
        "هیچ حالتی این مقدارها را در بر نمی\u200cگیرد؛ پرونده بی\u200cتصمیم\u200cگیرنده می\u200cماند",
    ),
    "dead_case": (
        "'{text}' is never reached: earlier cases cover all of it",
        "«{text}» هرگز نوبتش نمی\u200cرسد: حالت\u200cهای پیش از آن همه\u200cاش را در بر می\u200cگیرند",
    ),
    "empty_case": (
        "'{text}' holds for no value at all",
        "«{text}» برای هیچ مقداری درست نیست",
    ),
    "overlap": (
        "{second} and, by line {line}, {first} could both decide this; the earlier line wins",
        "هم {second} و هم (در سطر {line}) {first} می\u200cتوانند در این باره تصمیم بگیرند؛ سطر پیشین مقدم است",
    ),
    "table_overlap": (
        "two lines of this rule cover the same values; the other is line {line}",
        "دو سطر این قاعده مقدارهای یکسانی را در بر می\u200cگیرند؛ سطر دیگر {line} است",
    ),
    "no_clock": (
        "stage '{stage}' has no 'within': it could wait for ever",
        "مرحلهٔ «{stage}» مهلت ندارد (within): ممکن است تا ابد بماند",
    ),
    "zero_clock": (
        "'{stage}' leaves no time to answer",
        "«{stage}» زمانی برای پاسخ نمی\u200cگذارد",
    ),
    "never_open": (
        "stage '{stage}' counts working time, and this calendar has no working day",
        "مرحلهٔ «{stage}» با وقت اداری می\u200cشمارد و این تقویم روز کاری ندارد",
    ),
    "consult_endless": (
        "stage '{stage}' waits for opinions without saying how long; write consult: {{bodies: [...], within: ...}}",
        "مرحلهٔ «{stage}» نمی\u200cگوید تا کی منتظر نظرها می\u200cماند؛ بنویسید consult: {{bodies: [...], within: ...}}",
    ),
    "consult_late": (
        "stage '{stage}' waits {within} for opinions, longer than it has to decide",
        "مرحلهٔ «{stage}» {within} منتظر نظرها می\u200cماند، بیشتر از مهلت خودش",
    ),
    "cannot_sign": (
        "{body} has several seats and cannot sign; give stage '{stage}' a vote or consent",
        "{body} چند صندلی دارد و امضا نمی\u200cکند؛ برای مرحلهٔ «{stage}» رأی یا رضایت جمعی بنویسید",
    ),
    "one_votes": (
        "{body} is one seat; stage '{stage}' by {kind} is one person's word",
        "{body} یک صندلی است؛ مرحلهٔ «{stage}» تصمیم یک نفر است",
    ),
    "secret_of_one": (
        "{body} is one seat; its ballot cannot be secret",
        "{body} یک صندلی است؛ رأی آن پنهان نمی\u200cماند",
    ),
    "register_cannot": (
        "{body} is a register of people: it can vote and choose, but not by {kind}, since nobody could test the objections of all of them",
        "{body} فهرست مردم است: می\u200cتواند رأی بدهد و برگزیند، ولی نه به این شیوه ({kind})؛ ایرادهای همه را کسی نمی\u200cتواند بسنجد",
    ),
    "tests_itself": (
        "{body} would test the objections of its own members; name another body in tested_by",
        "{body} ایرادهای عضوهای خودش را می\u200cسنجد؛ در tested_by نهاد دیگری بنویسید",
    ),
    "block_for_ever": (
        "at stage '{stage}' one member can block without reasons, and nothing says where the matter goes then; write after or then: {{objected: ...}}",
        "در مرحلهٔ «{stage}» یک عضو می\u200cتواند بی\u200cدلیل راه را ببندد و گفته نشده پرونده بعد به کجا می\u200cرود؛ after یا then: {{objected: ...}} بنویسید",
    ),
    "empty_group": (
        "'{stage}' has no stages",
        "«{stage}» مرحله\u200cای ندارد",
    ),
    "too_many_needed": (
        "'{stage}' needs {need} of {of} stages",
        "«{stage}» {need} مرحله از {of} مرحله می\u200cخواهد",
    ),
    "side_by_side_itself": (
        "'{stage}' asks {body} twice side by side: one person would count as two",
        "«{stage}» دو بار از {body} می\u200cپرسد: یک نفر دو نفر شمرده می\u200cشود",
    ),
    "ring": (
        "the route comes back to '{stage}' and might never end",
        "مسیر به «{stage}» برمی\u200cگردد و شاید هرگز پایان نگیرد",
    ),
    "unreached": (
        "nothing leads to stage '{stage}'",
        "هیچ راهی به مرحلهٔ «{stage}» نمی\u200cرسد",
    ),
    "quorum_never": (
        "the quorum {quorum} cannot be met with {seats} seats",
        "حد نصاب {quorum} با {seats} صندلی به دست نمی\u200cآید",
    ),
    "quorum_recused": (
        "when one of {seats} members steps aside, the quorum {quorum} cannot be met",
        "اگر یکی از {seats} عضو کناره بگیرد، حد نصاب {quorum} به دست نمی\u200cآید",
    ),
    "threshold_never": (
        "even if all {seats} say yes, {threshold} is not reached",
        "اگر هر {seats} نفر هم موافق باشند، به {threshold} نمی\u200cرسد",
    ),
    "threshold_recused": (
        "when one of {seats} members steps aside, {threshold} cannot be reached",
        "اگر یکی از {seats} عضو کناره بگیرد، {threshold} به دست نمی\u200cآید",
    ),
    "no_sectors": (
        "{body} has no sectors, so nothing can pass in each of them",
        "{body} بخشی ندارد که در هر یک رأی بیاورد",
    ),
    "sector_empty": (
        "sector '{sector}' has no seats, so nothing can pass in each sector",
        "بخش «{sector}» صندلی ندارد، پس در همهٔ بخش\u200cها رأی نمی\u200cآورد",
    ),
    "sector_of_one": (
        "sector '{sector}' has one seat: when its holder steps aside, nothing can pass",
        "بخش «{sector}» یک صندلی دارد: اگر دارنده\u200cاش کناره بگیرد، چیزی تصویب نمی\u200cشود",
    ),
    "few_decide": (
        "{votes} yes of {seats} seats can be enough",
        "{votes} رأی موافق از {seats} صندلی می\u200cتواند کافی باشد",
    ),
    "chair_of_many": (
        "the chair is one seat; {body} has several",
        "رئیس یک صندلی است؛ {body} چند صندلی دارد",
    ),
    "reports_in_ring": (
        "{body} answers, in the end, to itself",
        "{body} سرانجام به خودش پاسخگوست",
    ),
    "own_deputy": (
        "{body} is its own deputy",
        "{body} جانشین خودش است",
    ),
    "not_independent": (
        "{body} is to be independent of {other}, yet answers to it",
        "{body} باید از {other} مستقل باشد ولی به آن پاسخگوست",
    ),
    "self_approval": (
        "a matter filed by {body} would be decided by nobody but themselves or those below them",
        "پرونده\u200cای را که {body} مطرح کند کسی جز خودشان یا زیردستانشان تصمیم نمی\u200cگیرد",
    ),
    "appeal_to_decider": (
        "the appeal goes to {body}, which decided",
        "اعتراض به همان {body} می\u200cرود که تصمیم گرفته است",
    ),
    "appeal_to_subordinate": (
        "the appeal goes to {body}, which answers to {other}, who decided",
        "اعتراض به {body} می\u200cرود که زیر دست {other} است و {other} تصمیم گرفته است",
    ),
    "appeal_to_superior": (
        "the appeal goes to {body}, to whom {other} answers; choose somebody outside that chain",
        "اعتراض به {body} می\u200cرود که بالادست {other} است؛ نهادی بیرون از این رشته برگزینید",
    ),
    "vacancy_stops": (
        "when {body} is vacant the matter lapses; name a deputy or say then: {{vacant: ...}}",
        "اگر {body} خالی باشد پرونده بی\u200cنتیجه می\u200cماند؛ جانشین بگذارید یا then: {{vacant: ...}} بنویسید",
    ),
    "no_aggregate": (
        "the limit on {field} can be passed by splitting; add an aggregate over time",
        "با خرد کردن می\u200cتوان از حد {field} گذشت؛ جمع آن را در طول زمان (aggregate) بیفزایید",
    ),
    "no_expiry": (
        "a decision to be ratified needs 'expires'",
        "تصمیمی که باید تنفیذ شود expires می\u200cخواهد",
    ),
    "review_before_force": (
        "the review comes before the decision is in force",
        "بازبینی پیش از اجرای تصمیم می\u200cرسد",
    ),
    "ballot_later": (
        "{ballot} ballots cannot be counted yet, so this charter cannot be adopted",
        "برگ رأی {ballot} هنوز شمرده نمی\u200cشود، پس این منشور به اجرا درنمی\u200cآید",
    ),
    "secret_later": (
        "secret ballots cannot be cast yet, so this charter cannot be adopted",
        "رأی پنهان هنوز گرفته نمی\u200cشود، پس این منشور به اجرا درنمی\u200cآید",
    ),
    "mandate_ring": (
        "{giver} and {to} hand the same authority to each other",
        "{giver} و {to} یک اختیار را به یکدیگر می\u200cدهند",
    ),
    "mandate_wider": (
        "{giver} gives {to} more than {giver} may decide",
        "{giver} بیش از اختیار خود به {to} می\u200cدهد",
    ),
    "mandate_onward": (
        "{giver} passes on to {to} a mandate that says nothing of passing on",
        "{giver} اختیارنامه\u200cای را به {to} می\u200cدهد که اجازهٔ واگذاری ندارد",
    ),
    "mandate_longer": (
        "the mandate of {to} lasts longer than that of {giver}",
        "اختیارنامهٔ {to} از اختیارنامهٔ {giver} بیشتر می\u200cماند",
    ),
    "no_amendment": (
        "nothing says how this charter is amended; add a matter with object: charter",
        "گفته نشده این منشور چگونه اصلاح می\u200cشود؛ پرونده\u200cای با object: charter بیفزایید",
    ),
    "amend_by_rule": (
        "a rule may not amend the charter",
        "قاعده نمی\u200cتواند منشور را اصلاح کند",
    ),
    "amend_unanimous": (
        "one of the {of} seats of {body} can keep this charter for ever",
        "یکی از {of} صندلی {body} می\u200cتواند این منشور را برای همیشه نگه دارد",
    ),
    "amend_alone": (
        "{body} alone could change everything and answers to nobody",
        "{body} به\u200cتنهایی همه چیز را عوض می\u200cکند و به کسی پاسخگو نیست",
    ),
    "amend_appointed": (
        "{faction} appoints {body}, and so can keep this charter for ever",
        "{faction} اعضای {body} را می\u200cگمارد و می\u200cتواند این منشور را برای همیشه نگه دارد",
    ),
    "unused": (
        "{body} appears nowhere",
        "{body} در هیچ جا نیامده است",
    ),
    "unaccountable": (
        "{body} decides and answers to nobody; write reports_to, or who elects it in filled_by",
        "{body} تصمیم می\u200cگیرد و به کسی پاسخگو نیست؛ reports_to یا در filled_by انتخاب\u200cکننده\u200cاش را بنویسید",
    ),
    "panel_too_large": (
        "{body} needs {seats} seats by lot out of {of}",
        "{body} با قرعه {seats} صندلی از میان {of} می\u200cخواهد",
    ),
    "appeal_to_deputy": (
        "the appeal goes to {body}, and {body} and {other}, who decided, act for each other",
        "اعتراض به {body} می\u200cرود که با تصمیم\u200cگیرنده ({other}) جانشین یکدیگرند",
    ),
    "appeal_to_appointee": (
        "the appeal goes to {body}, appointed by {other}, who decided",
        "اعتراض به {body} می\u200cرود که {other} گماشته و {other} تصمیم گرفته است",
    ),
    "veto_absolute": (
        "{body} vetoes and {judge} rules on the veto, with nobody to override it; name another body or add override",
        "{body} وتو می\u200cکند و {judge} دربارهٔ وتو رأی می\u200cدهد و کسی نمی\u200cتواند آن را بشکند؛ نهاد دیگری بنویسید یا override بیفزایید",
    ),
    "one_blocks": (
        "at stage '{stage}' one member of {body} can end every matter, and nobody hears it afterwards; say where it goes, or add an appeal",
        "در مرحلهٔ «{stage}» یک عضو {body} می\u200cتواند هر پرونده\u200cای را تمام کند و پس از آن کسی نمی\u200cشنود؛ بگویید به کجا برود یا appeal بیفزایید",
    ),
    "never_approved": (
        "on this way nothing is ever approved, even if everybody wants it",
        "در این مسیر هیچ چیز تصویب نمی\u200cشود، حتی اگر همه بخواهند",
    ),
    "never_outcome": (
        "'{outcome}' cannot come of '{stage}', so what is written for it is never used; possible are: {known}",
        "«{outcome}» از «{stage}» برنمی\u200cآید، پس آنچه برایش نوشته شده به کار نمی\u200cآید؛ این\u200cها ممکن است: {known}",
    ),
    "deputy_of_many": (
        "{other} has several seats and cannot stand in for {body}",
        "{other} چند صندلی دارد و نمی\u200cتواند جانشین {body} باشد",
    ),
    "ends_first": (
        "{body} ends after {ends}, before its time for stage '{stage}' is over",
        "{body} پس از {ends} پایان می\u200cیابد، پیش از آنکه مهلتش در مرحلهٔ «{stage}» تمام شود",
    ),
    "expires_before_force": (
        "the decision expires after {expires}, before it is in force",
        "تصمیم پس از {expires} منقضی می\u200cشود، پیش از آنکه اجرا شود",
    ),
    "ratify_late": (
        "ratifying may take {within}, longer than the decision lasts ({expires})",
        "تنفیذ ممکن است {within} بکشد، بیش از عمر تصمیم ({expires})",
    ),
    "amend_one": (
        "{faction} alone can keep this charter for ever",
        "{faction} به\u200cتنهایی می\u200cتواند این منشور را برای همیشه نگه دارد",
    ),
    "amend_faction": (
        "'{faction}', with {held} of {of} in {body}, can keep this charter for ever",
        "«{faction}» با {held} از {of} در {body} می\u200cتواند این منشور را برای همیشه نگه دارد",
    ),
    "quorum_sector": (
        "when sector '{sector}' steps aside, the quorum {quorum} of {seats} seats cannot be met",
        "اگر بخش «{sector}» کناره بگیرد، حد نصاب {quorum} از {seats} صندلی به دست نمی\u200cآید",
    ),
}
