"""What a check with a roster finds, in English and Persian."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "term_over": (
        "the term of {person} in {body} was over on {until}",
        "دورهٔ {person} در {body} در {until} پایان یافته است",
    ),
    "term_longer": (
        "{person} is in {body} for longer than a term of {term}",
        "{person} در {body} بیش از یک دوره ({term}) است",
    ),
    "held_twice": (
        "{person} holds two seats of {body}",
        "{person} دو صندلی {body} را دارد",
    ),
    "too_many_people": (
        "{body} has {seats} seats and {people} people",
        "{body} {seats} صندلی دارد و {people} نفر در آن است",
    ),
    "person_not_independent": (
        "{person} sits in {body} and in {other}, of which {body} must be independent",
        "{person} هم در {body} است و هم در {other} که {body} باید از آن مستقل باشد",
    ),
    "stands_in_for_self": (
        "{person} holds {body} and its deputy {other}: nobody stands in",
        "{person} هم {body} است و هم جانشین آن ({other})؛ کسی جایش را نمی‌گیرد",
    ),
    "above_self": (
        "{person} holds {body} and {other}, to which it answers",
        "{person} هم {body} است و هم {other} که {body} به آن پاسخگوست",
    ),
    "nobody_there": (
        "today nobody could decide this: every post on the way is empty",
        "امروز کسی نیست که در این باره تصمیم بگیرد: همهٔ سمت‌های این مسیر خالی است",
    ),
    "absence_stops": (
        "when {person} is away, nobody decides this",
        "اگر {person} نباشد، کسی در این باره تصمیم نمی‌گیرد",
    ),
    "one_person": (
        "{person} alone holds every post on this way: {bodies}",
        "همهٔ سمت‌های این مسیر با {person} است: {bodies}",
    ),
    "same_person": (
        "{body} and {other} side by side are one person, {person}",
        "{body} و {other} که کنار هم تصمیم می‌گیرند یک نفرند: {person}",
    ),
    "register_unknown": (
        "the roster does not say how many {body} has, so nobody would be asked",
        "گفته نشده {body} چند نفر است، پس از کسی پرسیده نمی‌شود",
    ),
    "filled_too_few": (
        "with {people} seats filled, {body} can pass nothing",
        "با {people} صندلی پر، {body} چیزی را تصویب نمی‌کند",
    ),
    "judges_aside": (
        "when those who also sit where it was decided step aside ({people}), {body} can pass nothing",
        "اگر کسانی که در تصمیم نخست هم بوده‌اند ({people}) کناره بگیرند، {body} چیزی را تصویب نمی‌کند",
    ),
}
