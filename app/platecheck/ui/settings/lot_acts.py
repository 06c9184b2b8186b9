"""What a person does to the lot table: open a row, change it, add, remove, undo.

Separate from the form's acts because a row is wrong by itself, and is undone by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from platecheck.settings_form import split_names, wrong_lot
from platecheck.ui.form import LotRow, rows_of

if TYPE_CHECKING:
    from platecheck.ui.session import Session


class LotActs:
    """The acts on one session's lot table; holds nothing itself."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lots = session.state.settings.lots

    @property
    def rows(self) -> tuple[LotRow, ...]:
        """The table as it stands."""
        saved = rows_of(self._session.settings)
        return saved if self._lots.rows is None else self._lots.rows

    def open_row(self, index: int) -> None:
        """Edit a row, or with the index past the last a new one; an open row is taken over first."""
        if not self.close_row():
            return
        rows, lots = self.rows, self._lots
        self._session.state.settings.form.revision += 1
        lots.edited = rows[index] if index < len(rows) else LotRow()
        lots.open_row, lots.wrong, lots.all_shown = min(index, len(rows)), None, True

    def add(self) -> None:
        """Edit a new row."""
        if self.close_row():
            self.open_row(len(self.rows))

    def enter(self, name: str, value: str) -> None:
        """Take what was typed into a field of the open row."""
        self._lots.edited = replace(self._lots.edited, **{name: value})
        self._lots.wrong = None
        self._session.state.settings.form.saved = False

    def close_row(self) -> bool:
        """Take the open row over into the table; False when it cannot be, which the row then says."""
        lots, rows = self._lots, self.rows
        if lots.open_row is None:
            return True
        at = lots.open_row
        row = _tidied(lots.edited)
        if row == LotRow():
            return self.cancel()
        lots.wrong = wrong_lot(row.name, (other.name for n, other in enumerate(rows) if n != at))
        if lots.wrong is not None:
            return False
        lots.open_row = None
        if at == len(rows) or row != rows[at]:
            self._change((*rows[:at], row, *rows[at + 1 :]))
        return True

    def cancel(self) -> bool:
        """Leave the open row as it was."""
        self._lots.open_row = self._lots.wrong = None
        return True

    def remove(self) -> None:
        """Take the open row out of the table; Undo brings it back."""
        lots, rows = self._lots, self.rows
        at, lots.open_row, lots.wrong = lots.open_row, None, None
        if at is not None and at < len(rows):
            self._change((*rows[:at], *rows[at + 1 :]))
            lots.removed = rows[at].name

    def undo(self) -> None:
        """Take the last change back."""
        lots = self._lots
        if lots.before:
            lots.open_row = lots.wrong = None
            lots.rows, lots.before, lots.removed = lots.before[-1], lots.before[:-1], ""

    def _change(self, rows: tuple[LotRow, ...]) -> None:
        lots = self._lots
        lots.before, lots.removed = (*lots.before, self.rows), ""
        lots.rows = tuple(sorted(rows, key=lambda row: row.name.casefold()))
        form = self._session.state.settings.form
        form.saved, form.trouble = False, ""


def _tidied(row: LotRow) -> LotRow:
    return replace(
        row,
        name=" ".join(row.name.split()),
        short_names=", ".join(split_names(row.short_names)),
        dntt_locations=", ".join(split_names(row.dntt_locations)),
    )
