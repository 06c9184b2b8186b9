"""What a person does to the form: type, leave a field, save, discard. Lots have acts of their own.

Separate from the session, whose acts are the officer's; every act here ends in a change of the form.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from platecheck.settings_form import Wrong, names_of, wrong_fields
from platecheck.ui.form import Entered, LotRow, rows_of
from platecheck.ui.settings.lot_acts import LotActs
from platecheck.ui.state import Startup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from platecheck.settings import LotNames
    from platecheck.ui.session import Session

SECTIONS = ("person", "access", "test", "site", "lots", "clocks", "device")
CLOCKS = ("keep_answers_hours", "keep_hits_days", "keep_crops_hours", "keep_log_days", "lease_days")
_SECTION_OF = {
    **dict.fromkeys(("validation_url", "controller_url", "lots_url", "client", "token"), "access"),
    **dict.fromkeys(("officer", "role", "timezone", "grace_minutes"), "site"),
    **dict.fromkeys(("negative_max_age_minutes", "plate_patterns"), "site"),
    **dict.fromkeys(CLOCKS, "clocks"),
}


class FormActs:
    """The acts on one session's form; holds nothing itself."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._form = session.state.settings.form
        self._lots = session.state.settings.lots

    @property
    def entered(self) -> Entered:
        """What the fields show."""
        return self._form.entered or Entered.of(self._session.settings)

    @property
    def rows(self) -> tuple[LotRow, ...]:
        """The lot table as it stands."""
        return LotActs(self._session).rows

    @property
    def token_is_saved(self) -> bool:
        """Whether there is a token already."""
        return bool(self._session.settings.token.get_secret_value())

    @property
    def is_first_start(self) -> bool:
        """Whether nothing can be asked before this form is filled in."""
        return self._session.state.opening.startup is Startup.NOT_SET_UP

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost without saving."""
        return bool(self.changes()) or self._lots.open_row is not None

    def fixed_by(self, name: str) -> str:
        """Return the variable of the environment that decides a setting, or ''."""
        return self._session.installation.fixed().get(name, "")

    def wrong(self, name: str) -> Wrong | None:
        """Return what is wrong with a field, as far as it was looked at."""
        return dict(self._form.wrong).get(name)

    def enter(self, name: str, value: str) -> None:
        """Take what was typed into a field; what was said about it is taken back."""
        self._form.entered = replace(self.entered, **{name: value})
        self._form.saved, self._form.trouble = False, ""
        self._form.wrong = tuple(found for found in self._form.wrong if found[0] != name)

    def leave(self, name: str) -> None:
        """Look at a field that was left: a value that cannot be saved is said at once."""
        found = self._wrong_fields().get(name)
        others = tuple(known for known in self._form.wrong if known[0] != name)
        # What is only missing is said when it is saved: a field that was passed over is no mistake.
        told = found is not None and found is not Wrong.MISSING
        self._form.wrong = (*others, (name, found)) if told and found else others

    def discard(self) -> None:
        """Go back to what is saved."""
        form, lots = self._form, self._lots
        form.revision += 1
        form.entered, form.wrong, form.trouble, form.saved = None, (), "", False
        lots.rows, lots.before, lots.removed, lots.open_row, lots.wrong = None, (), "", None, None

    async def save(self) -> bool:
        """Write what was changed; False when something is wrong with it, which the form then says."""
        form, words = self._form, self._session.words
        if self._session.must_acknowledge:  # what is saved may take its answer off the screen
            form.trouble = words("ack.first")
            return False
        if not LotActs(self._session).close_row():
            form.section, form.trouble = "lots", words("settings.lot_open")
            return False
        wrong = self._wrong_fields()
        form.wrong = tuple(wrong.items())
        if wrong:
            form.section = _SECTION_OF[next(iter(wrong))]
            first = self.is_first_start and Wrong.MISSING in wrong.values()
            form.trouble = (
                words("setup.need") if first else words("settings.not_saved", fields=self._named(wrong))
            )
            return False
        if self.changes():
            form.busy = True
            try:
                form.trouble = await self._write()
            finally:
                form.busy = False
        return not form.trouble

    def changes(self) -> dict[str, object]:
        """Return the settings that differ from what is saved, by name; never one the environment decides."""
        settings, entered = self._session.settings, asdict(self.entered)
        saved = asdict(Entered.of(settings))
        fixed = self._session.installation.fixed()
        changed: dict[str, object] = {
            name: value.strip()
            for name, value in entered.items()
            if value.strip() != saved[name] and name not in fixed
        }
        if self._lots.rows is not None and self._lots.rows != rows_of(settings):
            changed["lot_names"] = {row.name: self._names(row) for row in self._lots.rows}
        return changed

    def _named(self, wrong: Iterable[str]) -> str:
        return ", ".join(self._session.words(f"setting.{name}") for name in wrong)

    def _names(self, row: LotRow) -> LotNames:
        """Return a row's names; an untouched row's as they are saved, commas inside a name included."""
        saved = {known.was: known for known in rows_of(self._session.settings)}
        known = saved.get(row.was)
        if known and (row.short_names, row.dntt_locations) == (known.short_names, known.dntt_locations):
            return self._session.settings.lot_names[row.was]
        return names_of(row.short_names, row.dntt_locations)

    async def _write(self) -> str:
        session, first = self._session, self.is_first_start
        rows = self.rows
        trouble = await session.save_settings(self.changes())
        if trouble:
            return trouble
        self.discard()
        self._form.saved = not first
        await self._follow_lot(rows)
        return ""

    async def _follow_lot(self, rows: tuple[LotRow, ...]) -> None:
        """Stay in the chosen lot under its new name; one that is gone is no lot to stand in."""
        person, lot = self._session.person, self._session.state.prefs.lot
        if not lot or lot in self._session.settings.lot_names:
            return
        await person.choose("lot", next((row.name for row in rows if row.was == lot), ""))

    def _wrong_fields(self) -> dict[str, Wrong]:
        entered, fixed = self.entered, self._session.installation.fixed()
        wrong: dict[str, Wrong] = {}
        if not entered.client.strip():
            wrong["client"] = Wrong.MISSING
        if not (entered.token.strip() or self.token_is_saved):
            wrong["token"] = Wrong.MISSING
        values = {name: value.strip() for name, value in asdict(entered).items()}
        wrong |= wrong_fields(values, training=self._session.training)
        return {name: found for name, found in wrong.items() if name not in fixed}
