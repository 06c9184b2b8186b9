"""The layout: Check never scrolls, keys are never below 48 dp, at every window a device has."""

from __future__ import annotations

from itertools import pairwise

import pytest

from platecheck.ui import theme
from platecheck.ui.layout import (
    BANNER,
    BLOCK_GAP,
    COLUMNS,
    DIGITS,
    KEY_GAP,
    KEY_MAX_WIDTH,
    KEYPAD_COLUMN,
    Arrangement,
    KeypadFit,
    Place,
    arrange,
    by_hand,
    fit_keypad,
    fit_wide_keypad,
    is_handset,
    key_places,
)

PORTRAIT = range(580, 1001)


def fits(fit: KeypadFit, width: float, height: float) -> bool:
    """Tell whether a column of this fit stands in a window, none of its targets too small for a glove."""
    columns = 12 if fit.wide else 6
    across = columns * fit.key_width + (columns - 1) * KEY_GAP + 2 * KEY_GAP
    targets = (fit.key_width, fit.key_height, fit.field, fit.check)
    return fit.height <= height and across <= width + 1e-6 and min(targets) >= theme.TARGET == 48


@pytest.mark.parametrize(
    ("width", "height", "arrangement"),
    [
        (360, 640, "phone"),
        (412, 860, "phone"),
        (599, 300, "phone"),
        (640, 360, "landscape"),
        (915, 412, "landscape"),
        (600, 599, "landscape"),
        (600, 600, "tablet"),
        (839, 1280, "tablet"),
        (840, 600, "desktop"),
        (1280, 800, "desktop"),
        (1280, 400, "desktop"),
    ],
)
def test_what_stands_where(width: float, height: float, arrangement: str) -> None:
    """Below 600 dp a bar, up to 839 a rail, from 840 list and detail; a phone on its side is no desktop."""
    found = arrange(width, height)
    assert found.value == arrangement
    assert is_handset(found) == (found in {Arrangement.PHONE, Arrangement.LANDSCAPE})


@pytest.mark.parametrize("banner", [0, BANNER])
def test_the_smallest_handset_does_not_scroll(banner: int) -> None:
    """At 360 × 640, with the TRAINING banner too, everything fits; recents and bar have gone, keys not."""
    fit = fit_keypad(360, 640 - banner)
    assert fits(fit, 360, 640 - banner)
    assert not fit.recents
    assert not fit.bar


@pytest.mark.parametrize("banner", [0, BANNER])
def test_the_usual_handset_has_large_keys(banner: int) -> None:
    """At 412 × 860, with the banner too, keys are 64 dp both ways, and recents and bar are there."""
    fit = fit_keypad(412, 860 - banner)
    assert fits(fit, 412, 860 - banner)
    assert (fit.key_height, fit.key_width) == (64, 64)
    assert (fit.recents, fit.bar) == (True, True)
    assert fit.check == theme.PRIMARY


@pytest.mark.parametrize("bar", [True, False])
@pytest.mark.parametrize("width", [320, 344, 360, 390, 412, 480, 599])
def test_every_height_fits(width: int, *, bar: bool) -> None:
    """From 580 to 1000 dp nothing scrolls and no key is below 48 dp, on narrow and wide handsets."""
    assert [
        height for height in PORTRAIT if not fits(fit_keypad(width, height, bar=bar), width, height)
    ] == []


def test_no_window_is_too_low_for_a_glove() -> None:
    """Where it cannot fit at all, keys keep their 48 dp: a wrong key is worse than a scroll."""
    assert min(fit_keypad(360, height).key_height for height in range(200, 700)) == 48
    assert min(fit_wide_keypad(640, height).key_height for height in range(200, 700)) == 48


@pytest.mark.parametrize("height", [600, 640, 800, 1180])
def test_the_tablets_column_fits(height: int) -> None:
    """Beside its verdict the keypad column has no bar and room for recents where the window is high."""
    fit = fit_keypad(KEYPAD_COLUMN, height, bar=False)
    assert fits(fit, KEYPAD_COLUMN, height)
    assert not fit.bar
    assert fit.recents == (height >= 800)


@pytest.mark.parametrize("width", [640, 740, 844, 932, 1100])
def test_a_phone_on_its_side_fits(width: int) -> None:
    """Twelve keys in a row, from 360 dp of height on, none below 48 dp."""
    assert [h for h in range(360, 600) if not fits(fit_wide_keypad(width, h), width, h)] == []
    assert fit_wide_keypad(width, 599).key_height == 64


def test_more_room_never_makes_a_target_smaller() -> None:
    """As the window grows, keys, Check and field only grow, and what had gone comes back."""
    seen = [fit_keypad(360, height) for height in PORTRAIT]
    for less, more in pairwise(seen):
        assert (less.key_height, less.check, less.bar, less.recents) <= (
            more.key_height,
            more.check,
            more.bar,
            more.recents,
        )
        assert less.key_height <= more.key_height


def test_what_is_scarce_goes_in_the_notes_order() -> None:
    """First the field shrinks, then recents go, then the bar folds, and only then do keys shrink."""
    seen = [fit_keypad(360, height) for height in reversed(PORTRAIT)]
    first = {
        "field": next(i for i, fit in enumerate(seen) if fit.field < 88),
        "recents": next(i for i, fit in enumerate(seen) if not fit.recents),
        "bar": next(i for i, fit in enumerate(seen) if not fit.bar),
        "keys": next(i for i, fit in enumerate(seen) if fit.key_height < 64),
    }
    assert sorted(first, key=first.__getitem__) == ["field", "recents", "bar", "keys"]


def test_keys_do_not_grow_without_end() -> None:
    """On a wide window keys keep a width a thumb can cross."""
    assert fit_keypad(1200, 900).key_width == KEY_MAX_WIDTH


@pytest.mark.parametrize("height", [580, 640, 720, 800, 860])
def test_the_columns_height_is_that_of_its_parts(height: int) -> None:
    """Margins, top row, field, recents, keypad, Check and bar are all counted with."""
    fit = fit_keypad(360, height)
    top, recents, tray = 8 + 48 + 8 + fit.field + 8, (48 + 8) * fit.recents, 4 + fit.keypad_height + 8
    assert fit.height == top + recents + tray + fit.check + 8 + 64 * fit.bar


@pytest.mark.parametrize(
    ("fit", "rows"), [(fit_keypad(412, 860), [5, 2]), (fit_wide_keypad(640, 360), [1, 1, 1])]
)
def test_the_keypads_height_is_that_of_its_rows(fit: KeypadFit, rows: list[int]) -> None:
    """The height that is counted with is that of the rows and gaps that are drawn."""
    inside = sum(n * fit.key_height + (n - 1) * KEY_GAP for n in rows)
    between = 3 * KEY_GAP if fit.wide else BLOCK_GAP
    assert fit.keypad_height == inside + between


BY_HAND = {*"0123456789", "backspace"}
"""What a left hand finds elsewhere."""
SIZES = [(412, 836), (412, 860), (360, 616), (599, 900)]


def across(fit: KeypadFit) -> float:
    """Return the width of the whole keypad."""
    return COLUMNS * fit.key_width + (COLUMNS - 1) * KEY_GAP


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_letters_stay_for_a_left_hand(width: float, height: float) -> None:
    """Letters and the edit keys among them are where they were: nobody learns the keypad twice."""
    fit = fit_keypad(width, height)
    right, left = key_places(fit, left_handed=False), key_places(fit, left_handed=True)
    assert {name for name in right if right[name] != left[name]} == BY_HAND
    assert set(right) == {*"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "hash", "clear", "backspace"}


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_digits_block_is_mirrored_exactly(width: float, height: float) -> None:
    """Backspace and the block of digits change sides, edge for edge; digits still count up."""
    fit = fit_keypad(width, height)
    right, left = key_places(fit, left_handed=False), key_places(fit, left_handed=True)

    def mirrored(place: Place) -> Place:
        x = round(across(fit) - place.x - place.width, 6) + 0.0
        return Place(x, place.y, place.width, place.height)

    assert left["backspace"] == mirrored(right["backspace"])
    spots = {mirrored(right[digit]).x for digit in "0123456789"}
    assert {round(left[digit].x, 6) for digit in "0123456789"} == spots
    for row in DIGITS:
        assert [left[digit].x for digit in row] == sorted(left[digit].x for digit in row)
        assert {left[digit].y for digit in row} == {right[digit].y for digit in row}


@pytest.mark.parametrize("left_handed", [False, True])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_key_lies_on_another(width: float, height: float, *, left_handed: bool) -> None:
    """All 39 keys stand in the keypad's box, apart by the gap."""
    fit = fit_keypad(width, height)
    places = list(key_places(fit, left_handed=left_handed).values())
    for number, key in enumerate(places):
        assert key.x >= 0
        assert key.x + key.width <= across(fit) + 1e-6
        assert key.y + key.height <= fit.keypad_height + 1e-6
        for other in places[number + 1 :]:
            beside = key.x + key.width <= other.x - KEY_GAP + 1e-6
            beside |= other.x + other.width <= key.x - KEY_GAP + 1e-6
            above = key.y + key.height <= other.y - KEY_GAP + 1e-6
            above |= other.y + other.height <= key.y - KEY_GAP + 1e-6
            assert beside or above


def test_the_thumbs_part_is_at_the_thumbs_side() -> None:
    """What stands side by side is turned round for a left hand."""
    assert by_hand(["verdict", "keypad"], left_handed=False) == ["verdict", "keypad"]
    assert by_hand(["verdict", "keypad"], left_handed=True) == ["keypad", "verdict"]
