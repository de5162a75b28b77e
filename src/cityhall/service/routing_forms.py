"""What is typed about a routing rule or a body outside, in the shape its act takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cityhall.people import hours
from cityhall.people.forms import Named, OfficeForm
from cityhall.people.models import Organization, Post
from cityhall.service import targets
from cityhall.service.actions.routing import MOST_RANK, Draft
from cityhall.service.kind_forms import UNITS, Amount
from cityhall.service.models import BodyTerms, RoutingRule
from divan import language

DAYS = {5: "sat", 6: "sun", 0: "mon", 1: "tue", 2: "wed", 3: "thu", 4: "fri"}
MONTHS_JALALI = (
    _("Farvardin"),
    _("Ordibehesht"),
    _("Khordad"),
    _("Tir"),
    _("Mordad"),
    _("Shahrivar"),
    _("Mehr"),
    _("Aban"),
    _("Azar"),
    _("Dey"),
    _("Bahman"),
    _("Esfand"),
)
MONTHS_GREGORIAN = (
    _("January"),
    _("February"),
    _("March"),
    _("April"),
    _("May"),
    _("June"),
    _("July"),
    _("August"),
    _("September"),
    _("October"),
    _("November"),
    _("December"),
)
WHICH = {"": _("all kinds"), "yes": _("only confidential kinds"), "no": _("no confidential kinds")}
Choices = Sequence[tuple[str, str]]


def months() -> list[tuple[int, str]]:
    """The months of the city's own calendar."""
    names = MONTHS_JALALI if settings.LANGUAGE_CODE == "fa" else MONTHS_GREGORIAN
    return [(number, str(name)) for number, name in enumerate(names, 1)]


def _several(label: Any, choices: Choices, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=hint,
        widget=forms.CheckboxSelectMultiple,
    )


class RuleForm(Named):
    """A routing rule; an empty condition holds for everything."""

    def __init__(
        self,
        *args: Any,
        units: Sequence[Organization],
        posts: Sequence[Post],
        groups: Choices,
        kinds: Sequence[tuple[str, Choices]],
        areas: Choices,
        rule: RoutingRule | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, names=rule.name if rule else None, **kwargs)
        self.units = {unit.code: unit for unit in units}
        self.posts = {post.code: post for post in posts}
        outside = Organization.Classification.OUTSIDE
        inside = [(one.code, str(one)) for one in units if one.classification != outside]
        beyond = [(one.code, str(one)) for one in units if one.classification == outside]
        self.fields["groups"] = _several(_("Groups of kinds"), groups)
        flat = [one for _group, some in kinds for one in some]
        self.fields["kinds"] = _several(_("Single kinds of report"), flat)
        self.fields["confidential"] = forms.ChoiceField(
            label=_("Confidential kinds"), choices=list(WHICH.items()), required=False
        )
        self.fields["areas"] = _several(
            _("Districts"), areas, _("With none chosen: the entire city, and reports without one.")
        )
        self.fields["weekdays"] = _several(
            _("Days"), [(str(number), str(hours.DAYS[day])) for number, day in DAYS.items()]
        )
        self.fields["hours"] = forms.CharField(
            label=_("Hours"),
            required=False,
            max_length=120,
            help_text=_("Such as 22:00-06:00; with a comma between two of them."),
            widget=forms.TextInput(attrs={"dir": "ltr"}),
        )
        self.fields["months"] = _several(_("Months"), [(str(n), name) for n, name in months()])
        for (code, _name), label in zip(
            settings.LANGUAGES, (_("Words, in Persian"), _("Words, in English")), strict=True
        ):
            attrs = {"dir": "rtl" if code == "fa" else "ltr", "lang": code, "rows": 2}
            self.fields[f"words_{code}"] = forms.CharField(
                label=label, required=False, max_length=4000, widget=forms.Textarea(attrs=attrs)
            )
        self.fields["to"] = forms.ChoiceField(
            label=_("Where does it go?"),
            choices=[
                ("", _("Choose")),
                (_("Units of the city"), inside),
                (_("Bodies outside"), beyond),
            ],
            error_messages={"required": _("Choose where it goes.")},
        )
        self.fields["post"] = forms.ChoiceField(
            label=_("To the holder of a post there (optional)"),
            choices=[
                ("", "–"),
                *((post.code, f"{post.organization}: {post}") for post in posts),
            ],
            required=False,
            help_text=_("If just one person holds it, the report is theirs at once."),
        )
        self.fields["rank"] = forms.CharField(
            label=_("Stands before others"),
            required=False,
            initial="0",
            help_text=_(
                "Usually 0: the narrower rule wins by itself. A higher number goes before a lower."
            ),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
        )
        self.fields["active"] = forms.BooleanField(
            label=_("The rule is in force"), required=False, initial=True
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why? (optional)"),
            required=False,
            max_length=500,
            help_text=_("Kept sealed with the entry in the record."),
            widget=forms.TextInput(attrs={"dir": "auto"}),
        )
        if rule is not None:
            self._fill(rule)

    def _fill(self, rule: RoutingRule) -> None:
        said = rule.conditions
        self.initial |= {
            "to": rule.to.code,
            "post": rule.post.code if rule.post else "",
            "rank": self.in_digits(str(rule.rank)),
            "active": rule.active,
            "hours": ", ".join(clock(start, end) for start, end in said.get("hours", ())),
            "confidential": {True: "yes", False: "no"}.get(said.get("confidential"), ""),
            **{name: said.get(name, []) for name in ("kinds", "groups", "areas")},
            **{name: [str(one) for one in said.get(name, [])] for name in ("weekdays", "months")},
        }
        for code, _label in settings.LANGUAGES:
            comma = "، " if code == "fa" else ", "
            self.initial[f"words_{code}"] = comma.join(said.get("words", {}).get(code, []))

    def clean_rank(self) -> int:
        typed = language.latin_digits(self.cleaned_data["rank"].strip() or "0")
        if not re.fullmatch(r"[+-]?\d", typed):
            message = _("Choose a number from -%(n)d to %(n)d.") % {"n": MOST_RANK}
            raise forms.ValidationError(message)
        return int(typed)

    def clean_hours(self) -> list[tuple[int, int]]:
        spans = []
        for part in hours.read(self.cleaned_data["hours"]):
            match = re.fullmatch(r"(\d\d):(\d\d)-(\d\d):(\d\d)", part)
            if match is None:
                message = _("“%s” is no time. Write it as 22:00-06:00.") % part
                raise forms.ValidationError(message)
            begin, first, end, last = (int(one) for one in match.groups())
            spans.append((begin * 60 + first, end * 60 + last))
        return spans

    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(
            name=self.names(),
            to=self.units[said["to"]],
            post=self.posts.get(said["post"]),
            kinds=said["kinds"],
            groups=said["groups"],
            areas=said["areas"],
            weekdays=[int(one) for one in said["weekdays"]],
            months=[int(one) for one in said["months"]],
            hours=said["hours"],
            words={
                code: re.split(r"[,،\n]", said[f"words_{code}"])
                for code, _label in settings.LANGUAGES
            },
            confidential={"yes": True, "no": False}.get(said["confidential"]),
            rank=said["rank"],
            active=said["active"],
        )


def clock(start: int, end: int) -> str:
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


class TermsForm(OfficeForm):
    """What a body outside promised."""

    email = forms.CharField(
        label=_("E-mail for reports"),
        help_text=_("Left empty, an officer tells them and notes their answer."),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )
    language = forms.ChoiceField(
        label=_("Language of e-mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    round_the_clock = forms.BooleanField(
        label=_("Their clock runs day and night"),
        help_text=_("Otherwise only the city's working hours count."),
        required=False,
    )

    def __init__(self, *args: Any, terms: BodyTerms, day: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        length = 1440 if terms.round_the_clock else day
        for stem, label in (("answer", _("They answer within")), ("resolve", _("Done within"))):
            amount, unit = targets.split(getattr(terms, f"{stem}_minutes"), length)
            self.fields[f"{stem}_amount"] = Amount(label=label, initial=self.in_digits(str(amount)))
            self.fields[f"{stem}_unit"] = forms.ChoiceField(
                label=_("Unit of time"), choices=UNITS, initial=unit
            )
        self.initial |= {
            "email": terms.email,
            "language": terms.language,
            "round_the_clock": terms.round_the_clock,
        }

    def facts(self) -> Mapping[str, Any]:
        said = self.cleaned_data
        day = 1440 if said["round_the_clock"] else self.day
        return {
            "email": said["email"],
            "language": said["language"],
            "round_the_clock": said["round_the_clock"],
            **{
                f"{stem}_minutes": targets.joined(said[f"{stem}_amount"], said[f"{stem}_unit"], day)
                for stem in ("answer", "resolve")
            },
        }

    def refuse(self, refusal: Any) -> None:
        if refusal.field.endswith("_minutes"):
            self.add_error(refusal.field.replace("_minutes", "_amount"), refusal.message)
        else:
            super().refuse(refusal)
