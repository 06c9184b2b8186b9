"""How large text is: the person's choice over the system's, as far as each kind of text bears it.

Flutter multiplies every size by the system's scale and Flet has no way to bound that, so sizes are divided
by what was measured (see `app.py`) wherever a text must stay as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import flet as ft

if TYPE_CHECKING:
    from collections.abc import Callable

CHOICES: Final = {"normal": 1.0, "large": 1.3, "largest": 2.0}
FIXED: Final = 1.0
"""The verdict word, plates, keys: large already, and nothing else may take their room."""
CHROME: Final = 1.3
"""Buttons, chips and what stands in rows of known height."""
READING: Final = 2.0
"""Bands, lists, notes, settings, sheets: whatever can wrap and scroll."""
_NAME = "text_scale"


@dataclass(frozen=True, slots=True)
class TextScale:
    """`chosen` by the person, times the `system`'s."""

    chosen: float = 1.0
    system: float = 1.0

    def factor(self, most: float = READING) -> float:
        """Return how much larger a text is on the screen, never smaller than designed."""
        return max(1.0, min(most, self.chosen * self.system))

    def size(self, size: float, most: float = READING) -> float:
        """Return the size to give to Flutter, which will multiply it by the system's scale."""
        return size * self.factor(most) / self.system


_DESIGNED = TextScale()


def follow(page: ft.Page, scale: Callable[[], TextScale]) -> None:
    """Have every text of this page follow `scale`."""
    page.session.store.set(_NAME, scale)


def _here() -> TextScale:
    """Return the scale of the page that is being rendered or handled; outside of one, as designed."""
    try:
        scale: Any = ft.context.page.session.store.get(_NAME)
    except RuntimeError:
        return _DESIGNED
    found: TextScale = scale() if scale is not None else _DESIGNED
    return found


def factor(most: float = READING) -> float:
    """Return how much larger such a text is here: for the heights of what holds it."""
    return _here().factor(most)


def scaled(size: float, most: float = READING) -> float:
    """Return the size of a text here."""
    return _here().size(size, most)


def larger() -> bool:
    """Tell whether text is larger than designed, so that rows of known height and width must give way."""
    return factor(CHROME) > 1
