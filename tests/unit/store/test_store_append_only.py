"""The log is added to and never rewritten; only retention may empty what is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.pictures import picture

from platecheck.errors import ProblemKind, StorageError
from platecheck.store import Acknowledgement, Answer, Check, Scope, Sighting, Store, StoredProblem

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE checks SET lot = 'LOT3'",
        "UPDATE checks SET plate_index = x'00'",
        "UPDATE checks SET private = x'00'",
        "DELETE FROM checks",
        "UPDATE answers SET verdict = 'valid'",
        "UPDATE answers SET number = 9",
        "UPDATE answers SET facts = x'00'",
        "DELETE FROM answers",
        "INSERT OR REPLACE INTO answers SELECT * FROM answers",
        "UPDATE acknowledgements SET outcome = 'ticketed'",
        "UPDATE acknowledgements SET officer = x'00'",
        "DELETE FROM acknowledgements",
        "UPDATE changes SET now = 'valid'",
        "DELETE FROM changes",
        "UPDATE change_acknowledgements SET acknowledged_at = ''",
        "UPDATE change_acknowledgements SET officer = x'00'",
        "DELETE FROM change_acknowledgements",
        "UPDATE answers SET hit = 0",
        "UPDATE sightings SET corrected = 0",
        "UPDATE sightings SET noted_at = '9999'",
        "UPDATE sightings SET crop = x'00'",
        "UPDATE sightings SET offered = x'00'",
        "DELETE FROM sightings",
    ],
)
async def test_the_log_cannot_be_rewritten(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    live: Callable[..., Answer],
    noon: datetime,
    statement: str,
) -> None:
    """No statement changes or removes a row of the log."""
    sighting = Sighting((("ABC1Z3", 0.9),), picture(), noon)
    await store.record(scope, make_check(sighting=sighting), live(), changed_from="valid")
    await store.acknowledge(scope, Acknowledgement("check-1", "left alone", noon, "Officer Tremblay"))
    (change,) = await store.queue.changes(scope)
    await store.queue.acknowledge_change(scope, change.seq, noon, "Officer Tremblay")
    before = await store.history(scope)
    with pytest.raises(StorageError, match="SQLITE_CONSTRAINT_TRIGGER"):
        await store._connection.write(lambda db: db.execute(statement))
    assert await store.history(scope) == before


async def test_what_is_sealed_may_be_emptied_and_the_entry_still_reads(
    store: Store,
    scope: Scope,
    make_check: Callable[..., Check],
    unanswered: Callable[..., Answer],
    noon: datetime,
) -> None:
    """Retention takes the names and leaves the line."""
    await store.record(scope, make_check(), unanswered())
    await store.acknowledge(scope, Acknowledgement("check-1", "left alone", noon, "Officer Tremblay"))
    await store._connection.write(
        lambda db: [
            db.execute("UPDATE checks SET private = NULL"),
            db.execute("UPDATE answers SET facts = NULL, problem = NULL, body = NULL"),
            db.execute("UPDATE acknowledgements SET officer = NULL"),
        ]
    )
    (entry,) = await store.history(scope)
    assert (entry.check.plate, entry.check.typed, entry.check.officer) == ("", "", "")
    assert entry.answers[0].problem == StoredProblem(ProblemKind.UNREACHABLE, "", None)
    assert entry.acknowledgement == Acknowledgement("check-1", "left alone", noon, "")


async def test_an_answer_belongs_to_a_check_that_exists(store: Store) -> None:
    """Rows without their parent are refused by the database itself."""
    with pytest.raises(StorageError, match="FOREIGNKEY"):
        await store._connection.write(
            lambda db: db.execute(
                "INSERT INTO answers (check_seq, number, source, verdict, recheck, decided_at, shown_at)"
                " VALUES (99, 1, 'live', 'valid', 0, '', '')"
            )
        )
