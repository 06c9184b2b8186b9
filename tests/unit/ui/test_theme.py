"""The theme: what is read in sun and at night has its contrast, in numbers."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import pytest

from platecheck.fullness import Level
from platecheck.ui import theme
from platecheck.ui.theme import DAY, LOOKS, NIGHT, Palette
from platecheck.verdict import DnttState, Headline, PermitState

ASSETS = Path(__file__).parents[3] / "assets"
THEMES = {"day": DAY, "night": NIGHT}
themes = pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES.keys())
# DOMAIN.md section 4; the wording of its table in colours.
DOMAIN = {
    "valid": ("#00573F", "#FFFFFF", None),
    "valid_elsewhere": ("#D9E8E2", "#000000", "#00573F"),
    "expired": ("#7A4100", "#FFFFFF", None),
    "no_permit": ("#FFC20A", "#000000", None),
    "alarm": ("#9B0015", "#FFFFFF", None),
    "do_not_ticket": ("#0B3D91", "#FFFFFF", None),
    "not_checked": ("#E6E6E6", "#000000", None),
}


def luminance(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB`, by WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_wcags() -> None:
    """Black on white is 21 to 1, and the measure does not depend on the order."""
    assert contrast("#000000", "#FFFFFF") == contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("headline", Headline)
def test_every_state_has_its_colours_and_its_contrast(headline: Headline) -> None:
    """Fill and text are DOMAIN.md's, at 7 to 1 at least."""
    look = LOOKS[headline]
    assert (look.fill, look.text, look.border) == DOMAIN[headline.value]
    assert contrast(look.fill, look.text) >= 7


def test_a_state_is_told_without_its_colour() -> None:
    """Each verdict has an icon of its own, and what must not be mixed up a shape of its own."""
    assert len({look.icon for look in LOOKS.values()}) == len(Headline)
    assert LOOKS[Headline.ALARM].striped
    assert LOOKS[Headline.VALID_ELSEWHERE].border
    assert LOOKS[Headline.NOT_CHECKED].dashed
    assert sum(look.striped or look.dashed or look.border is not None for look in LOOKS.values()) == 3


def test_an_age_has_its_contrast() -> None:
    """The grey of a saved answer is read as well as its verdict."""
    assert contrast(theme.STALE_FILL, theme.STALE_TEXT) >= 7


@themes
def test_text_has_its_contrast(colours: Palette) -> None:
    """Text and secondary text reach 7 to 1 on whatever they stand."""
    for text, ground in product((colours.text, colours.secondary), (colours.surface, colours.card)):
        assert contrast(text, ground) >= 7
    for ground in (colours.tray, colours.key, colours.edit_key, colours.selected):
        assert contrast(colours.text, ground) >= 7
    assert contrast(colours.primary, colours.on_primary) >= 7
    # Warnings are set in reverse.
    assert contrast(colours.surface, colours.text) >= 7


@themes
def test_outlines_are_seen(colours: Palette) -> None:
    """What bounds a control reaches 3 to 1 against what is around it."""
    for ground in (colours.surface, colours.card):
        assert contrast(colours.outline, ground) >= 3
    assert contrast(colours.primary, colours.surface) >= 3
    assert contrast(colours.text, colours.surface) >= 3


@pytest.mark.parametrize("headline", Headline)
def test_a_head_is_seen_at_night(headline: Headline) -> None:
    """On black every head is a block: by its fill, or by what is drawn round it."""
    look = LOOKS[headline]
    round_it = look.text if look.dashed or look.striped else look.border or NIGHT.ring
    assert round_it is not None
    assert max(contrast(edge, NIGHT.surface) for edge in (look.fill, round_it)) >= 3


def test_levels_of_lots_go_from_light_to_dark_and_back_at_night() -> None:
    """The fuller, the further from the surface; no level has a fill of a verdict, nor one that is missing."""
    order = [Level.FREE, Level.FILLING, Level.NEARLY_FULL, Level.FULL]
    assert set(theme.LEVEL_FILLS) == set(order) == set(Level) - {Level.NONE_FOR_SALE, Level.UNKNOWN}
    for night, colours in enumerate((DAY, NIGHT)):
        away = [contrast(theme.LEVEL_FILLS[which][night], colours.surface) for which in order]
        assert away == sorted(away)
        assert all(more / less > 1.4 for less, more in pairwise(away))
    fills = {fill for both in theme.LEVEL_FILLS.values() for fill in both}
    assert not fills & {look.fill for look in LOOKS.values()}


def test_night_is_dark_and_day_is_light() -> None:
    """True dark is black, for a screen that lights nobody's face."""
    assert NIGHT.surface == "#000000"
    assert theme.palette(dark=True) is NIGHT
    assert theme.palette(dark=False) is DAY
    assert (DAY.dark, NIGHT.dark) == (False, True)
    assert DAY.surface == "#FFFFFF"


def test_every_state_of_a_permit_and_an_order_has_a_look() -> None:
    """No state is drawn by chance: permits have a verdict's look, orders are active or quiet."""
    assert set(theme.PERMIT_LOOKS) == set(PermitState)
    assert set(DnttState) - theme.QUIET_DNTT == {DnttState.ACTIVE}


@pytest.mark.parametrize("path", theme.FONTS.values())
def test_every_face_is_shipped(path: str) -> None:
    """A face that is missing would be replaced by another in silence."""
    assert (ASSETS / path).stat().st_size > 10_000


def test_targets_are_for_gloves() -> None:
    """48 dp at least, and the main act larger."""
    assert theme.TARGET >= 48
    assert theme.TARGET <= theme.ACTION <= theme.PRIMARY
