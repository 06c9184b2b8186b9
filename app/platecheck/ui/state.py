"""What one person's session shows, as observables: a screen re-renders only for the part it takes.

No behaviour: `session.py` changes these, the screens read them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

import flet as ft

from platecheck.exercise import Condition
from platecheck.plates import MAX_LENGTH
from platecheck.ui.entry import PlateEntry
from platecheck.ui.form import SettingsState
from platecheck.way import Link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from platecheck.answers import LookAlike, Outcome, Result
    from platecheck.rechecks import Ended
    from platecheck.store.records import Change, Check, Receipt


Act = Callable[[object], Awaitable[None]]
"""What a control does when it is pressed."""


async def nothing(_: object) -> None:
    """Stand in for an act until it is given."""


class Startup(Enum):
    """Whether a plate can be asked at all."""

    OPENING = "opening"
    READY = "ready"
    NOT_SET_UP = "not_set_up"
    BROKEN = "broken"


@ft.observable
@dataclass(eq=False)
class Window:
    """The window in dp, and whether the system prefers the dark."""

    width: float = 412
    height: float = 860
    system_dark: bool = False
    text_scale: float = 1.0
    """The system's text scale, as measured."""


@ft.observable
@dataclass(eq=False)
class Preferences:
    """What belongs to the person: kept in the client between visits, never in the installation."""

    language: str = "en"
    theme: str = "system"
    lot: str = ""
    sounds: str = "on"
    """`on` or `off`."""
    hand: str = "right"
    """The thumb's side: `right` or `left`."""
    text_size: str = "normal"
    """`normal`, `large` (130 %) or `largest` (200 %)."""
    discreet: str = "off"
    """`on`: no sound, and alarm text only while pressed."""
    auto_check: str = "off"
    """`on`: what the camera reads with confidence is checked without a tap."""
    lot_order: str = "fullest"
    """How the lots are sorted: a `fullness.Order`."""


@ft.observable
@dataclass(eq=False)
class Typing:
    """The plate field: its text, what Clear took away, and what is wrong with it."""

    text: str = ""
    """A copy of the entry's text, for what re-renders with it."""
    cleared: str = ""
    problem: str = ""


@ft.observable
@dataclass(eq=False)
class Opening:
    """Whether the app can be used, and what is in the way."""

    startup: Startup = Startup.OPENING
    trouble: str = ""
    supervisor: bool = False
    """Whether the office's places are shown; what they do is refused below the screens too."""


@ft.observable
@dataclass(eq=False)
class Desk:
    """The check at hand."""

    asking: Check | None = None
    """A check that is waited for visibly; one that is answered at once never shows here."""
    result: Result | None = None
    alike: tuple[LookAlike, ...] = ()
    unreadable: str = ""
    """The text with `#` whose look-alikes are offered."""
    plate_confirmed: bool = False
    """Whether the officer said, under look-alikes, that the plate is as typed."""
    outcome: Outcome | None = None
    revision: int = 0
    """Goes up when time alone changed the verdict on screen."""


@ft.observable
@dataclass(eq=False)
class Trail:
    """The checks before the one at hand."""

    log: tuple[Result, ...] = ()
    """The newest checks of the installation."""
    recents: tuple[Result, ...] = ()
    """The newest check of each plate of this session, newest first."""


@ft.observable
@dataclass(eq=False)
class Way:
    """The core's `way.Way` as this session shows it."""

    link: Link = Link.UNKNOWN
    since: datetime | None = None


@ft.observable
@dataclass(eq=False)
class Pending:
    """What still has to come to the officer, of everybody who uses this device."""

    changes: tuple[Change, ...] = ()
    """What changed and nobody has acknowledged, the gravest first."""
    waiting: int = 0
    receipts: tuple[Receipt, ...] = ()
    """The queue, read only while it is looked at."""
    ended: Ended | None = None
    trouble: str = ""


@ft.observable
@dataclass(eq=False)
class Outbox:
    """What a supervisor pushed from here and is not over: not sent, or nobody knows what came of it."""

    still_open: Mapping[str, int] = field(default_factory=dict)
    """How many of each kind of push."""


@ft.observable
@dataclass(eq=False)
class Drill:
    """The training conditions of a demo, as this session shows them."""

    condition: Condition | None = Condition.NORMAL
    """What is in force; None for something that was set at the sandbox itself."""
    renewing: bool = False
    renewed: bool = False
    """Whether to say that the invented data was laid out anew; until the settings are left."""


@ft.observable
@dataclass(eq=False)
class Pulse:
    """Counts seconds while an answer is on screen; only ages listen to it."""

    second: int = 0
    hidden: int = 0
    """Goes up when nobody looks any more: what is held open closes."""


@dataclass(eq=False)
class State:
    """All of it, for one session."""

    window: Window = field(default_factory=Window)
    prefs: Preferences = field(default_factory=Preferences)
    typing: Typing = field(default_factory=Typing)
    entry: PlateEntry = field(default_factory=lambda: PlateEntry(MAX_LENGTH * 2))
    opening: Opening = field(default_factory=Opening)
    desk: Desk = field(default_factory=Desk)
    trail: Trail = field(default_factory=Trail)
    way: Way = field(default_factory=Way)
    pending: Pending = field(default_factory=Pending)
    outbox: Outbox = field(default_factory=Outbox)
    pulse: Pulse = field(default_factory=Pulse)
    drill: Drill = field(default_factory=Drill)
    settings: SettingsState = field(default_factory=SettingsState)
