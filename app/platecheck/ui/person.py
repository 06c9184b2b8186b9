"""The person at this page: their choices, from the last visit or the installation's defaults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from platecheck.fullness import Order
from platecheck.settings import device_language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from platecheck.settings import Settings
    from platecheck.ui.keeping import Keeping
    from platecheck.ui.state import Preferences

_KEPT = ("language", "theme", "lot")
_CHOICES = {
    "sounds": ("on", "off"),
    "hand": ("right", "left"),
    "text_size": ("normal", "large", "largest"),
    "discreet": ("off", "on"),
    "auto_check": ("off", "on"),
    "lot_order": tuple(Order),
}
"""What can be chosen; the first is the default."""


class Person:
    """Preferences and where they are kept."""

    def __init__(self, prefs: Preferences, keeping: Keeping) -> None:
        self._prefs = prefs
        self._keeping = keeping

    @property
    def aloud(self) -> bool:
        """Whether a verdict may be heard; it is felt in any case."""
        return self._prefs.sounds == "on" and not self.discreet

    @property
    def discreet(self) -> bool:
        """Whether others may look and listen: no sound, and alarm text only under the finger."""
        return self._prefs.discreet == "on"

    @property
    def left_handed(self) -> bool:
        """Whether the thumb is the left one."""
        return self._prefs.hand == "left"

    async def kept(self) -> dict[str, str]:
        """Return what the client kept of the last visit."""
        return await self._keeping.recall((*_KEPT, *_CHOICES))

    def take_up(self, kept: Mapping[str, str], defaults: Settings) -> None:
        """Go on where the last visit left off."""
        self._prefs.language = kept.get("language") or defaults.language or device_language()
        self._prefs.theme = kept.get("theme") or defaults.theme
        self._prefs.lot = kept.get("lot", defaults.lot)
        for name, choices in _CHOICES.items():
            setattr(self._prefs, name, kept[name] if kept.get(name) in choices else choices[0])

    async def choose(self, name: str, value: str) -> None:
        """Change a preference, at once and for the next visit."""
        setattr(self._prefs, name, value)
        await self._keeping.keep(name, value)
