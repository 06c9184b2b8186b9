"""What the settings screen holds between visits to it: the form, the lot table, the test, the records.

Kept with the session, so that nothing typed is lost by going elsewhere. A saved token is never in here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import flet as ft

if TYPE_CHECKING:
    from platecheck.probe import Report
    from platecheck.settings import Settings
    from platecheck.settings_form import Wrong
    from platecheck.store import Holdings


@dataclass(frozen=True, slots=True)
class Entered:
    """The settings as texts in fields."""

    validation_url: str
    controller_url: str
    lots_url: str
    client: str
    officer: str
    role: str
    timezone: str
    grace_minutes: str
    negative_max_age_minutes: str
    plate_patterns: str
    keep_answers_hours: str
    keep_hits_days: str
    keep_crops_hours: str
    keep_log_days: str
    lease_days: str
    token: str = field(default="", repr=False)
    """A new one only; '' keeps the saved one."""

    @classmethod
    def of(cls, settings: Settings) -> Entered:
        """Return what the fields show before anything is typed."""
        return cls(
            validation_url=settings.validation_url,
            controller_url=settings.controller_url,
            lots_url=settings.lots_url,
            client=settings.client,
            officer=settings.officer,
            role=settings.role,
            timezone=settings.timezone,
            grace_minutes=str(settings.grace_minutes),
            negative_max_age_minutes=str(settings.negative_max_age_minutes),
            plate_patterns=settings.plate_patterns,
            keep_answers_hours=str(settings.keep_answers_hours),
            keep_hits_days=str(settings.keep_hits_days),
            keep_crops_hours=str(settings.keep_crops_hours),
            keep_log_days=str(settings.keep_log_days),
            lease_days=str(settings.lease_days),
        )


@dataclass(frozen=True, slots=True)
class LotRow:
    """A row of the lot table as texts; `was` is the name it is saved under, '' for a new row."""

    name: str = ""
    short_names: str = ""
    dntt_locations: str = ""
    was: str = ""


def rows_of(settings: Settings) -> tuple[LotRow, ...]:
    """Return the saved lot table, by name."""
    return tuple(
        LotRow(name, ", ".join(names.short_names), ", ".join(names.dntt_locations), name)
        for name, names in sorted(settings.lot_names.items(), key=lambda item: item[0].casefold())
    )


@ft.observable
@dataclass(eq=False)
class Form:
    """The fields. `entered` is None while nothing was changed: then they follow the settings."""

    entered: Entered | None = None
    wrong: tuple[tuple[str, Wrong], ...] = ()
    trouble: str = ""
    """What stands in the way of saving, in words."""
    busy: bool = False
    saved: bool = False
    """Whether to say that it was saved; until the next change."""
    revision: int = 0
    """Goes up when a text in a field is changed by something else than typing into it."""
    section: str = ""
    """The section in sight beside the list of sections; '' is the first."""


@ft.observable
@dataclass(eq=False)
class LotTable:
    """The rows while they are changed; None while nothing was."""

    rows: tuple[LotRow, ...] | None = None
    before: tuple[tuple[LotRow, ...], ...] = ()
    """What Undo goes back to, the latest last."""
    removed: str = ""
    """The lot that was removed last, to be named beside Undo."""
    open_row: int | None = None
    """The row that is being edited; one past the last for a new one."""
    edited: LotRow = field(default_factory=LotRow)
    wrong: Wrong | None = None
    all_shown: bool = False


@ft.observable
@dataclass(eq=False)
class Trial:
    """The test of the connection."""

    plate: str = ""
    problem: str = ""
    running: bool = False
    report: Report | None = None
    trouble: str = ""


@ft.observable
@dataclass(eq=False)
class Records:
    """What this device holds, as last counted."""

    holdings: Holdings | None = None
    slow: bool = False
    """Whether counting takes so long that it is said."""
    trouble: str = ""
    asking: bool = False
    word: str = ""
    """What was typed to confirm the wipe."""
    busy: bool = False
    wiped: bool = False


@dataclass(eq=False)
class SettingsState:
    """All of it, for one session."""

    form: Form = field(default_factory=Form)
    lots: LotTable = field(default_factory=LotTable)
    trial: Trial = field(default_factory=Trial)
    records: Records = field(default_factory=Records)
