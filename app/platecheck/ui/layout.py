"""How the screens fit: which arrangement a window gets, and how large the keypad's parts are.

Pure arithmetic over the design notes' table, apart from the screens so that every size is testable.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeVar

from platecheck.ui import theme

T = TypeVar("T")

BANNER = 24
"""Height of the TRAINING banner; slim, so that recents still fit on an 860 dp handset."""
BAR = 64
RAIL = 88
KEYPAD_COLUMN = 412
LIST_PANE = 440
LANDSCAPE_MAX = 600
KEY_GAP = 4
BLOCK_GAP = 12
"""Between the letters and the digits."""
LETTERS = ("ABCDEF", "GHIJKL", "MNOPQR", "STUVWX")
DIGITS = ("12345", "67890")
LETTER_ROWS, DIGIT_ROWS, COLUMNS = 5, 2, 6
WIDE_ROWS, WIDE_COLUMNS = 3, 12
KEY, KEY_SMALL, KEY_MIN, KEY_MAX_WIDTH = 64, 56, 48, 84
_TOP_ROW = theme.GAP + theme.TARGET + theme.GAP
_RECENTS = theme.TARGET + theme.GAP


class Arrangement(Enum):
    """What stands where."""

    PHONE = "phone"
    """One column; the result is a screen of its own."""
    LANDSCAPE = "landscape"
    """A phone on its side: as PHONE, with twelve keys in a row."""
    TABLET = "tablet"
    """Rail, verdict, and the keypad column at the thumb's side."""
    DESKTOP = "desktop"
    """Rail, field with history left, verdict right; the hardware keyboard types."""


def is_handset(arrangement: Arrangement) -> bool:
    """Tell whether the answer lies over the field, for want of room beside it."""
    return arrangement in {Arrangement.PHONE, Arrangement.LANDSCAPE}


def arrange(width: float, height: float) -> Arrangement:
    """Return the arrangement for a window in dp."""
    if width < theme.PHONE_MAX:
        return Arrangement.PHONE
    if height < LANDSCAPE_MAX and width < theme.TABLET_MAX + LANDSCAPE_MAX // 2:
        return Arrangement.LANDSCAPE
    return Arrangement.TABLET if width < theme.TABLET_MAX else Arrangement.DESKTOP


@dataclass(frozen=True, slots=True)
class KeypadFit:
    """Sizes in dp for a column that holds top row, field, recents, keypad and Check."""

    key_width: float
    key_height: float
    field: float
    check: float
    recents: bool
    bar: bool
    wide: bool = False
    """Twelve keys in a row, and the edit keys beside Check."""

    @property
    def keypad_height(self) -> float:
        """Height of letters and digits together."""
        if self.wide:
            return WIDE_ROWS * (self.key_height + KEY_GAP)
        rows = LETTER_ROWS + DIGIT_ROWS
        return rows * self.key_height + (rows - 2) * KEY_GAP + BLOCK_GAP

    @property
    def height(self) -> float:
        """Height of the whole column."""
        used = (
            _TOP_ROW
            + self.field
            + theme.GAP
            + KEY_GAP
            + self.keypad_height
            + theme.GAP
            + self.check
            + theme.GAP
        )
        return used + (_RECENTS if self.recents else 0) + (BAR if self.bar else 0)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a key is, in dp from the keypad's top left corner."""

    x: float
    y: float
    width: float
    height: float


def by_hand(parts: list[T], *, left_handed: bool) -> list[T]:
    """Return what stands side by side with the thumb's part, the last, at the thumb's side."""
    return parts[::-1] if left_handed else parts


def key_places(fit: KeypadFit, *, left_handed: bool) -> dict[str, Place]:
    """Return where the keys of an upright keypad stand: the letters always, the digits' block by hand."""
    across, down = fit.key_width + KEY_GAP, fit.key_height + KEY_GAP
    twice = fit.key_width + across
    places: dict[str, Place] = {}

    def put(name: str, column: int, y: float, width: float, height: float) -> None:
        places[name] = Place(column * across, y, width, height)

    for row, letters in enumerate(LETTERS):
        for column, char in enumerate(letters):
            put(char, column, row * down, fit.key_width, fit.key_height)
    last = len(LETTERS) * down
    for name, column in (("hash", 0), ("clear", 2)):
        put(name, column, last, twice, fit.key_height)
    for char, column in (("Y", 4), ("Z", 5)):
        put(char, column, last, fit.key_width, fit.key_height)
    top = last + fit.key_height + BLOCK_GAP
    first, corner = (1, 0) if left_handed else (0, COLUMNS - 1)
    for row, digits in enumerate(DIGITS):
        for column, char in enumerate(digits):
            put(char, first + column, top + row * down, fit.key_width, fit.key_height)
    put("backspace", corner, top, fit.key_width, fit.key_height + down)
    return places


_MOST_FIELD, _FIELD, _LOW_FIELD, _LEAST_FIELD = 112, 88, 72, 56
_SMALL_CHECK = 64


def fit_wide_keypad(width: float, height: float) -> KeypadFit:
    """Return the fit for a phone on its side."""
    key_width = (width - 2 * KEY_GAP - (WIDE_COLUMNS - 1) * KEY_GAP) / WIDE_COLUMNS
    least = KeypadFit(key_width, KEY_MIN, _LEAST_FIELD, theme.ACTION, recents=False, bar=False, wide=True)
    grown = min(KEY, int(KEY_MIN + max(0, height - least.height) / WIDE_ROWS))
    return replace(least, key_height=grown)


def fit_keypad(width: float, height: float, *, bar: bool = True) -> KeypadFit:
    """Return the largest fit into `width` × `height` dp; what is scarce goes in the notes' order.

    First the field shrinks, then recents go, then the bar folds into a menu, then keys shrink
    (never below 48 dp). `bar` is False where there is a rail anyway.
    """
    key_width = min(KEY_MAX_WIDTH, (width - 2 * KEY_GAP - (COLUMNS - 1) * KEY_GAP) / COLUMNS)
    steps = [
        KeypadFit(key_width, KEY, _FIELD, theme.PRIMARY, recents=True, bar=bar),
        KeypadFit(key_width, KEY, _LOW_FIELD, theme.PRIMARY, recents=True, bar=bar),
        KeypadFit(key_width, KEY, _LOW_FIELD, theme.PRIMARY, recents=False, bar=bar),
        KeypadFit(key_width, KEY, _LOW_FIELD, theme.PRIMARY, recents=False, bar=False),
        KeypadFit(key_width, KEY_SMALL, _LEAST_FIELD, _SMALL_CHECK, recents=False, bar=False),
    ]
    for step in steps:
        spare = height - step.height
        if spare >= 0:
            grown = min(_MOST_FIELD, step.field + spare) if step is steps[0] else step.field
            return replace(step, field=grown)
    least = steps[-1]
    missing = least.height - height
    key = max(KEY_MIN, int(least.key_height - missing / (LETTER_ROWS + DIGIT_ROWS)))
    return replace(least, key_height=key)
