"""The stylesheet keeps its promises: readable colours, no physical directions, a small size."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from tools.css import physical

ROOT = Path(__file__).parents[3]
STATIC = ROOT / "src/cityhall/portal/static/portal"
CSS = (STATIC / "divan.css").read_text(encoding="utf-8")
BARE = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
THEMES = {
    "light": r"@layer tokens \{\s*:root \{",
    "dark by the system": r':root:not\(\[data-theme="light"\]\) \{',
    "dark by choice": r':root\[data-theme="dark"\] \{',
}

# Text and what it stands on, as the components use them. WCAG 2.2 asks for 4.5, we for 5.
TEXT_PAIRS = [
    *[("ink", ground) for ground in ("paper", "sheet", "line", "wash")],
    *[("ink", f"{tone}-wash") for tone in ("brass", "brick", "leaf")],
    *[("soft", ground) for ground in ("paper", "sheet", "wash", "land")],
    ("soft", "brass-wash"),
    *[("tile", ground) for ground in ("paper", "sheet", "wash")],
    *[("tile", f"{tone}-wash") for tone in ("brass", "brick", "leaf")],
    *[("deep", ground) for ground in ("paper", "sheet", "wash")],
    *[(tone, ground) for tone in ("brass", "brick", "leaf") for ground in ("paper", "sheet")],
    *[(tone, f"{tone}-wash") for tone in ("brass", "brick", "leaf")],
    ("on-tile", "tile"),
    ("on-tile", "deep"),
    ("on-seal", "seal"),
]
# Borders of fields, filled bars, rings, lines of charts and pins; WCAG 2.2 asks for 3.
SHAPE_PAIRS = [
    ("soft", "sheet"),
    ("soft", "paper"),
    *[(tone, "line") for tone in ("tile", "brass", "brick", "leaf")],
    *[(tone, "land") for tone in ("tile", "brass", "brick", "leaf")],
]


def tokens(theme: str) -> dict[str, str]:
    match = re.search(THEMES[theme] + r"(.*?)\}", BARE, re.S)
    assert match, f"no block for the theme {theme}"
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", match.group(1)))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two #rrggbb colours, from 1 to 21."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark by choice"])
@pytest.mark.parametrize(("front", "ground"), TEXT_PAIRS)
def test_text_can_be_read(theme: str, front: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[front], colours[ground]) >= 5


@pytest.mark.parametrize("theme", ["light", "dark by choice"])
@pytest.mark.parametrize(("front", "ground"), SHAPE_PAIRS)
def test_shapes_can_be_seen(theme: str, front: str, ground: str) -> None:
    colours = tokens(theme)
    assert contrast(colours[front], colours[ground]) >= 3


def test_contrast_measures_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#e4ded1", "#fffefb") < 3, (
        "a line is too pale to be text: the measure must say so"
    )


def test_both_dark_themes_are_one() -> None:
    assert tokens("dark by the system") == tokens("dark by choice")
    assert tokens("dark by choice").keys() == tokens("light").keys()


def test_no_colour_stands_outside_the_tokens() -> None:
    parts = BARE[BARE.index("@layer base {") : BARE.index("@media print")]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", parts)) == {"#fff"}, (
        "only a QR picture is always white"
    )


def test_directions_are_logical() -> None:
    assert list(physical(CSS)) == []


@pytest.mark.parametrize(
    "bad",
    [
        "a { margin-left: 1rem }",
        "a{padding-right:0}",
        "a { left: 0; }",
        "a { border-left: 1px solid }",
        "a { border-top-left-radius: 2px }",
        "a { text-align: right }",
        "a { float: left }",
        "a { width: 3rem }",
        "a { max-height: 3rem }",
        "a { margin: 0 1px 0 2px }",
        "a { background: url(x) right center }",
        "a { transform: translateX(1px) }",
    ],
)
def test_a_physical_direction_is_found(bad: str) -> None:
    assert list(physical(bad))


@pytest.mark.parametrize(
    "good",
    [
        "a { margin-inline-start: 1rem; inset-inline-end: 0; text-align: start }",
        "@media (min-width: 48rem) { a { inline-size: 3rem } }",
        "a { stroke-width: 2; border-block-end-width: 2px; float: inline-start }",
        "a { margin: 0 auto; padding: 1px 2px }",
        "/* margin-left: 0 */",
    ],
)
def test_a_logical_direction_is_left_alone(good: str) -> None:
    assert list(physical(good)) == []


def test_the_look_is_light_to_carry() -> None:
    sheet = len(gzip.compress(CSS.encode(), 9, mtime=0))
    fonts = sum(path.stat().st_size for path in (STATIC / "fonts").glob("*.woff2"))
    assert sheet <= 7_750
    assert fonts <= 30_000
    assert (STATIC / "fonts/OFL.txt").is_file(), "the typeface travels with its licence"


def test_nothing_is_fetched_from_elsewhere() -> None:
    for address in re.findall(r'url\("?([^")]+)', BARE):
        assert (STATIC / address).is_file(), address
    assert "@import" not in BARE


def styled_classes() -> set[str]:
    selectors = re.sub(r'url\([^)]*\)|"[^"]*"|\d\.\d+', "", BARE)
    return set(re.findall(r"\.([a-z][\w-]*)", selectors))


def used_classes(markup: str) -> set[str]:
    """The words in every class attribute, but for what a template fills in."""
    values = re.findall(r'class="([^"]*)"', re.sub(r"\{\{.*?\}\}|\{%.*?%\}", " ", markup))
    return {word for value in values for word in value.split()}


def test_every_component_is_documented_and_every_documented_one_exists() -> None:
    page = (ROOT / "docs/look.md").read_text(encoding="utf-8")
    assert styled_classes() - set(re.findall(r"[\w-]+", page)) == set()
    assert used_classes(page) - styled_classes() == set()


def test_templates_use_only_classes_that_exist() -> None:
    for template in (ROOT / "src/cityhall").glob("*/jinja2/**/*.html"):
        unknown = used_classes(template.read_text(encoding="utf-8")) - styled_classes()
        assert unknown == set(), f"{template.name} uses classes without a rule: {unknown}"


def test_an_unknown_class_would_be_seen() -> None:
    sample = '<p class="badge {{ tone }} {% if x %}late{% endif %}">'
    assert used_classes(sample) - styled_classes() == {"late"}
