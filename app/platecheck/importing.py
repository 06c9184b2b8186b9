"""People from a CSV file, pushed row by row: looked through before anything is sent, taken up again later.

Separate from `office` because a file has rows that are right and rows that are not: none of them stops
another, and each is sent once however often the file is taken up.
"""

from __future__ import annotations

import csv
import io
import json
import uuid
from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from platecheck.errors import BadFields, BadFile, FieldProblem, FieldReason
from platecheck.facts import readable
from platecheck.opscom import PersonDraft, PushKind, read_draft
from platecheck.pushes import Push, PushState

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence
    from zoneinfo import ZoneInfo

    from platecheck.office import Office
    from platecheck.opscom import Draft

MOST_ROWS = 10_000
MOST_BYTES = 10 * 1024 * 1024
_OURS = uuid.UUID("6f2c1f5e-4a53-4c7d-9a39-5b1f3a0c7f10")
_SEPARATORS = ",;\t"
_LOST_ROWS = 2
"""So many unknown outcomes in a row are the way to the platform and not the rows: no more are risked."""

_SURPLUS = FieldProblem(
    "",
    FieldReason.UNKNOWN_FIELD,
    None,
    "A cell stands beside the named columns. Quote the cell whose text holds the separator.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line of the file it begins on, and what it would push or what is wrong with it.

    `push_id` is the same wherever a row says the same: what was sent once is known by it. A row that is
    wrong has none.
    """

    line: int
    push_id: str
    draft: Draft | None
    problems: tuple[FieldProblem, ...] = ()

    @property
    def name(self) -> str:
        """How a person finds the row: its unique ID, where it can be read."""
        return str(getattr(self.draft, "unique_id", ""))


@dataclass(frozen=True, slots=True)
class Pushed:
    """What came of a row; `before` when it was sent by an earlier run and only found again."""

    row: Row
    push: Push
    before: bool = False


def read_people(data: bytes, zone: ZoneInfo | None = None) -> list[Row]:
    """Return the rows of a CSV file whose first line names the fields, ours or the documents'.

    UTF-8, or windows-1252 as spreadsheets write it; separated by comma, semicolon or tab.

    Raises:
        BadFile: it is no such file, with what to do.
    """
    if len(data) > MOST_BYTES:
        raise BadFile(f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Split it.")
    text = _text(data)
    reading = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        head = _head(next(reading, []))
        found, line = [], reading.line_num + 1
        same: Counter[str] = Counter()
        for cells in reading:
            if any(map(str.strip, cells)):
                found.append(_row(head, cells, line, same, zone))
            line = reading.line_num + 1
    except csv.Error as error:
        raise BadFile(f"Line {reading.line_num} is no CSV: {error}. Save the file as CSV again.") from error
    if len(found) > MOST_ROWS:
        raise BadFile(f"The file has more than {MOST_ROWS} rows. Split it.")
    return found


async def push_rows(office: Office, rows: Sequence[Row]) -> AsyncGenerator[Pushed, None]:
    """Push the rows that are right, one after the other, and yield what came of each.

    A row that was applied before is not sent again, one whose outcome is unknown neither; one that
    never arrived or was rejected is. Stops where the platform cannot be reached or refuses, or leaves two
    outcomes in a row unknown.
    """
    lost = 0
    for row in rows:
        if row.draft is None:
            continue
        known = await office.find(row.push_id) or await office.write_down(row.draft, row.push_id)
        if office.state_of(known) is PushState.REJECTED:
            known = await office.edit(known, row.draft)
        if office.state_of(known) is not PushState.WAITING:
            yield Pushed(row, known, before=True)
            continue
        push = await office.send(known)
        yield Pushed(row, push)
        lost = lost + 1 if push.last.state is PushState.UNKNOWN else 0
        if push.last.state is PushState.WAITING or lost == _LOST_ROWS:
            return


def _head(cells: list[str]) -> list[str]:
    """Return the names of the first line; a spreadsheet leaves blank ones beside its table."""
    head = [name.strip() for name in cells]
    named = [name.casefold() for name in head if name]
    if "unique_id" not in named:
        raise BadFile("The first line must name the fields, unique_id and login_source among them.")
    if len(set(named)) < len(named):
        raise BadFile("Two columns have the same name. Rename or remove one of them.")
    fields = PersonDraft.model_fields
    known = {name.casefold() for ours in fields for name in (ours, *PersonDraft.names.get(ours, ()))}
    if unknown := next((name for name in head if name and name.casefold() not in known), ""):
        raise BadFile(f"There is no field “{readable(unknown)[:50]}”. Rename or remove this column.")
    return head


def _row(head: list[str], cells: list[str], line: int, same: Counter[str], zone: ZoneInfo | None) -> Row:
    fields = {name: cell for name, cell in zip(head, cells, strict=False) if name}
    beside = [cell for name, cell in zip_longest(head, cells, fillvalue="") if not name]
    surplus = (_SURPLUS,) if any(map(str.strip, beside)) else ()
    try:
        draft = read_draft(PushKind.PERSON_PUSH, fields, zone=zone)
    except BadFields as error:
        return Row(line, "", None, (*surplus, *error.fields))
    if surplus:
        return Row(line, "", None, surplus)
    # By what it says, not where: in a corrected file the rows that stayed as they were are known again.
    record = json.dumps(draft.to_record(), sort_keys=True)
    same[record] += 1
    return Row(line, str(uuid.uuid5(_OURS, f"{record}/{same[record]}")), draft)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError as error:
        raise BadFile("The file is neither UTF-8 nor windows-1252. Save it as CSV UTF-8.") from error


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)
