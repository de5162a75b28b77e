"""What changes between two charters, in English and Persian."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "diff_route": (
        "{matter} with {region}: {before} → {after}",
        "«{matter}» با {region}: تا کنون {before}، از این پس {after}",
    ),
    "diff_route_always": (
        "{matter}, whatever its values: {before} → {after}",
        "«{matter}» با هر مقداری: تا کنون {before}، از این پس {after}",
    ),
    "diff_too_many": (
        "{matter}: the cases of its route fall into too many pieces to list",
        "«{matter}»: حالت‌های مسیر بیش از آن است که فهرست شود",
    ),
    "diff_no_longer": ("{about}, no longer: {text}", "{about}، دیگر نه: {text}"),
    "diff_now": ("{about}, now: {text}", "{about}، از این پس: {text}"),
    "diff_body_gone": ("{body} is no more", "{body} برچیده می‌شود"),
    "diff_body_new": ("{body} is new", "{body} تازه است"),
    "diff_renamed": ("{before} is now called {after}", "{before} از این پس {after} نام دارد"),
    "diff_matter_gone": (
        "{matter} can no longer be filed",
        "«{matter}» دیگر مطرح نمی‌شود",
    ),
    "diff_matter_new": ("{matter} is new", "«{matter}» تازه است"),
    "diff_mandate_gone": (
        "{to} no longer decides {matter} in place of {giver} ({when}, until {until})",
        "{to} دیگر به جای {giver} دربارهٔ «{matter}» تصمیم نمی‌گیرد ({when}، تا {until})",
    ),
    "diff_mandate_new": (
        "{to} may decide {matter} in place of {giver} ({when}, until {until})",
        "{to} می‌تواند به جای {giver} دربارهٔ «{matter}» تصمیم بگیرد ({when}، تا {until})",
    ),
    "diff_calendar": (
        "calendar, {key}: {before} → {after}",
        "تقویم، {key}: تا کنون {before}، از این پس {after}",
    ),
    "diff_always": ("always", "همیشه"),
    "diff_open": ("further notice", "اطلاع بعدی"),
    "diff_then": (", then ", "، سپس "),
    "diff_list": (", ", "، "),
    "diff_or": (" or ", " یا "),
    "diff_all": ("all of ({bodies})", "همهٔ ({bodies})"),
    "diff_any": ("any of ({bodies})", "یکی از ({bodies})"),
    "diff_of": ("{need} of ({bodies})", "{need} تا از ({bodies})"),
    "diff_from_to": ("{field} {low}..{high}", "{field} از {low} تا {high}"),
    "diff_exactly": ("{field} {low}", "{field} {low}"),
}
