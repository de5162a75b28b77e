"""What is typed about the entire city: its settings, its hours and the files of its map."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cityhall.acts.refusals import Refusal
from cityhall.people import geojson, hours
from cityhall.people.forms import Named, OfficeForm, read_day
from cityhall.people.models import City, MapLayer


class CityForm(Named):
    emergency_phone = forms.CharField(
        label=_("Number to call in danger"),
        help_text=_("It stands on every page."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"}),
    )
    zone = forms.CharField(
        label=_("Time zone"),
        help_text=_("Such as Asia/Tehran."),
        max_length=64,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
    )
    country = forms.CharField(
        label=_("Holidays of which country?"),
        help_text=_("Two letters, such as IR. Left empty, only the days below are closed."),
        required=False,
        max_length=2,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "characters"}),
    )
    closed = forms.CharField(
        label=_("Also closed on"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    working = forms.CharField(
        label=_("Open although the country has a holiday"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    special = forms.CharField(
        label=_("Other hours on single days"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    accent = forms.CharField(
        label=_("Colour of the city"),
        help_text=_("Such as #0d6a70. Left empty, the pages keep their tile green."),
        required=False,
        max_length=9,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    second_factor = forms.BooleanField(
        label=_("Whoever holds a post needs a second factor"),
        help_text=_("Beside e-mail or password, a code from an app on the phone."),
        required=False,
    )

    def __init__(self, *args: Any, city: City | None = None, **kwargs: Any) -> None:
        super().__init__(*args, names=city.name if city else None, **kwargs)
        for day, label in hours.DAYS.items():
            self.fields[day] = forms.CharField(
                label=label,
                required=False,
                max_length=100,
                widget=forms.TextInput(attrs={"dir": "ltr"}),
            )
        if city is not None:
            self._fill(city)

    def _fill(self, city: City) -> None:
        for name in ("emergency_phone", "zone", "accent", "second_factor"):
            self.fields[name].initial = getattr(city, name)
        for day, stored in hours.stored_week(city.work).items():
            self.fields[day].initial = hours.typed(stored)
        holidays = city.work.get("holidays", {})
        self.fields["country"].initial = holidays.get("country", "")
        for name, key in (("closed", "add"), ("working", "remove")):
            days = [date.fromisoformat(day) for day in holidays.get(key, [])]
            self.fields[name].initial = "\n".join(self.written(day) for day in days)
        self.fields["special"].initial = "\n".join(
            f"{self.written(date.fromisoformat(day))}: {hours.typed(stored)}"
            for day, stored in city.work.get("exceptions", {}).items()
        )

    def work(self) -> dict[str, Any]:
        """The calendar as it is stored; a line that cannot be read is an error at its field."""
        said = self.cleaned_data
        week = {day: hours.read(said[day]) for day in hours.DAYS if said[day].strip()}
        holidays: dict[str, Any] = {}
        if said["country"].strip():
            holidays["country"] = said["country"].strip().upper()
        for name, key in (("closed", "add"), ("working", "remove")):
            if days := [day.isoformat() for day, _rest in self._lines(name)]:
                holidays[key] = sorted(set(days))
        special = {day.isoformat(): hours.read(rest) for day, rest in self._lines("special")}
        made: dict[str, Any] = {"week": week}
        if holidays:
            made["holidays"] = holidays
        if special:
            made["exceptions"] = special
        return made

    def _lines(self, name: str) -> list[tuple[date, str]]:
        """Lines of a date, and of what stands after a colon and a space."""
        found = []
        for line in self.cleaned_data[name].splitlines():
            written, _colon, rest = line.partition(": ")
            if not written.strip():
                continue
            try:
                day = read_day(written.strip().rstrip(":"), self.request)
            except ValueError as error:
                self.add_error(name, f"«{written.strip()[:40]}»: {error}")
                break
            found.append((day, rest))
        return found

    def refuse(self, refusal: Refusal) -> None:
        """The calendar's own fields, each in words at the field where it was typed."""
        if refusal.code != "bad_calendar":
            super().refuse(refusal)
            return
        name, message = _calendar_fault(refusal.field)
        self.add_error(name, message)


def _calendar_fault(field: str) -> tuple[str, Any]:
    part, _dot, rest = field.partition(".")
    key = rest.partition("[")[0]
    if part == "zone":
        return "zone", _("There is no such time zone; write one such as Asia/Tehran.")
    if part == "week" and key in hours.DAYS:
        return key, _("Write hours such as 07:30-14:30; two shifts with a comma between them.")
    if part == "week":
        return "sat", _("Give hours to at least one day of the week.")
    if part == "exceptions":
        return "special", _("Write a day, a colon and hours, such as 1405/12/28: 07:30-11:00.")
    if key == "country":
        return "country", _("No holidays are known for this; write two letters such as IR.")
    if key == "remove":
        return "working", _("A day cannot be both closed and open; keep it in one of the lists.")
    return "closed", _("Write one day in each line.")


class MapFileForm(OfficeForm):
    """A GeoJSON file, and which of its properties hold what."""

    file = forms.FileField(
        label=_("GeoJSON file"),
        help_text=_("At most 8 MB, in degrees (WGS 84)."),
        max_length=250,
        allow_empty_file=True,
        error_messages={"required": _("Choose a file from your device.")},
    )
    column_fa = forms.CharField(
        label=_("Property with the Persian name"), required=False, max_length=60
    )
    column_en = forms.CharField(
        label=_("Property with the English name"), required=False, max_length=60
    )

    def content(self) -> bytes:
        """The file's content, read no further than a file may be large."""
        read: bytes = self.cleaned_data["file"].read(geojson.MOST_BYTES + 1)
        return read

    def columns(self) -> geojson.Columns:
        """As typed; the usual names where nothing was."""
        usual = geojson.USUAL
        return geojson.Columns(
            **{
                name: self.cleaned_data.get(f"column_{name}", "").strip() or getattr(usual, name)
                for name in ("code", "fa", "en", "kind")
            }
        )


class AreasForm(MapFileForm):
    column_code = forms.CharField(
        label=_("Property with the short name"),
        help_text=_("An area with the same short name is drawn anew."),
        required=False,
        max_length=60,
    )


class LayerForm(MapFileForm):
    kind = forms.ChoiceField(
        label=_("What does the file show?"),
        choices=[
            (MapLayer.Kind.STREET, _("Streets")),
            (MapLayer.Kind.PARK, _("Parks")),
            (MapLayer.Kind.WATER, _("Water")),
            (MapLayer.Kind.LANDMARK, _("Known places")),
        ],
        widget=forms.RadioSelect,
    )
    column_kind = forms.CharField(
        label=_("Property with the class of street or place"), required=False, max_length=60
    )
