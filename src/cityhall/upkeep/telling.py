"""What is forgotten with time, in a word or two for the public record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from cityhall.acts import telling

telling.tells(
    "upkeep",
    {
        "forget": gettext_lazy("personal data erased when its time was over"),
        "keep": gettext_lazy("how long personal data is kept"),
    },
    {},
)(telling.plainly)
