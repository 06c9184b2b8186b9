"""The shape of the database as an append-only list of numbered steps.

Separate because a step that has been released is never edited: devices in the field have run it.
That is also why this file is longer than 300 lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from platecheck.errors import DatabaseForeign, DatabaseTooNew
from platecheck.store.connection import transaction

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

_CREATE_RECORD = (
    "CREATE TABLE IF NOT EXISTS migrations"
    " (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT"
)
_LOG_PURGED_TO = "coalesce((SELECT value FROM device WHERE name = 'log_purged_to'), '')"
"""What is older may go from the log: the purge notes it in the same transaction."""
_ANSWER_IS_OVER = f"""OLD.decided_at < {_LOG_PURGED_TO}
    AND NOT EXISTS (SELECT 1 FROM rechecks r WHERE r.check_seq = OLD.check_seq AND r.settled_at IS NULL)
    AND (OLD.verdict <> 'alarm'
        OR EXISTS (SELECT 1 FROM acknowledgements k WHERE k.check_seq = OLD.check_seq))
    AND NOT EXISTS (SELECT 1 FROM changes h WHERE h.check_seq = OLD.check_seq
        AND NOT EXISTS (SELECT 1 FROM change_acknowledgements s WHERE s.change_seq = h.seq))"""  # noqa: S608 - constants only
_PUSH_IS_OVER = f"""EXISTS (SELECT 1 FROM push_events e WHERE e.push_seq = OLD.seq
    AND e.seq = (SELECT max(seq) FROM push_events WHERE push_seq = OLD.seq)
    AND e.state IN ('applied', 'rejected', 'discarded') AND e.noted_at < {_LOG_PURGED_TO})"""  # noqa: S608 - constants only
_RECORD = "INSERT INTO migrations VALUES (?, ?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))"


def m001_seal_everything(db: Database) -> None:
    """Create the tables; whatever names a person or a car is a sealed blob from the start."""
    _create_keys(db)
    _create_patrol_log(db)
    _create_answers(db)
    _append_only(
        db,
        "checks",
        plain="seq id scope_id plate_index checked_at lot reason app_version device_id",
        sealed="private",
    )
    _append_only(
        db,
        "answers",
        plain="check_seq number source verdict recheck fetched_at decided_at shown_at latency_s drift_s"
        " problem_kind",
        sealed="facts problem body",
    )
    _append_only(db, "acknowledgements", plain="seq check_seq outcome acknowledged_at", sealed="officer")
    _create_what_is_known(db)


def m002_add_exports(db: Database) -> None:
    """Note every copy that leaves the device, and find the log's lots without reading all of it."""
    exports = db.table("exports")
    exports.create(
        {"seq": int, "scope_id": int, "exported_at": str, "format": str, "rows": int, "private": bytes},
        pk="seq",
        foreign_keys=[("scope_id", "scopes", "id")],
        not_null={"scope_id", "exported_at", "format", "rows"},
        strict=True,
    )
    exports.create_index(["scope_id", "seq"])
    _append_only(db, "exports", plain="seq scope_id exported_at format rows", sealed="private")
    db.table("checks").create_index(["scope_id", "lot"])


def m003_add_claims_and_changes(db: Database) -> None:
    """Give the queue its attempts and claims, and keep what changed until somebody has acknowledged it."""
    rechecks = db.table("rechecks")
    rechecks.add_column("attempts", int, not_null_default=0)
    for column in ("asked_at", "problem_kind", "claim", "claimed_at"):
        rechecks.add_column(column, str)
    rechecks.add_column("problem", bytes)
    db.execute("CREATE INDEX idx_rechecks_oldest ON rechecks (scope_id, check_seq) WHERE settled_at IS NULL")
    changes = db.table("changes")
    changes.create(
        {"seq": int, "scope_id": int, "check_seq": int, "was": str, "now": str, "noted_at": str},
        pk="seq",
        foreign_keys=[("scope_id", "scopes", "id"), ("check_seq", "checks", "seq")],
        not_null={"scope_id", "check_seq", "was", "now", "noted_at"},
        strict=True,
    )
    changes.create_index(["scope_id", "seq"])
    acknowledged = db.table("change_acknowledgements")
    acknowledged.create(
        {"seq": int, "change_seq": int, "acknowledged_at": str, "officer": bytes},
        pk="seq",
        foreign_keys=[("change_seq", "changes", "seq")],
        not_null={"change_seq", "acknowledged_at"},
        strict=True,
    )
    acknowledged.create_index(["change_seq"])
    _append_only(db, "changes", plain="seq scope_id check_seq was now noted_at", sealed="")
    _append_only(db, "change_acknowledgements", plain="seq change_seq acknowledged_at", sealed="officer")


def m004_let_retention_pass(db: Database) -> None:
    """Tell hits from clear answers, and let rows of the log go once the log's clock is over.

    `hit` is NULL in rows of an older version: they count as hits, which are kept longer.
    """
    for table in ("answers", "lookups"):
        db.execute(f"ALTER TABLE {table} ADD COLUMN hit INTEGER")
    db.execute("CREATE INDEX idx_lookups_age ON lookups (fetched_at, hit)")
    db.execute("CREATE INDEX idx_answers_decided ON answers (decided_at)")
    db.execute(
        "CREATE INDEX idx_answers_details ON answers (coalesce(fetched_at, decided_at), hit)"
        " WHERE facts IS NOT NULL OR problem IS NOT NULL OR body IS NOT NULL"
    )
    db.table("changes").create_index(["check_seq"])
    db.table("rechecks").create_index(["settled_by"])
    _let_go(db)


def m005_note_queries(db: Database) -> None:
    """Note every plate that is asked about before a patrol, with no check behind it."""
    queries = db.table("queries")
    queries.create(
        {"seq": int, "scope_id": int, "asked_at": str, "reason": str, "outcome": str, "private": bytes},
        pk="seq",
        foreign_keys=[("scope_id", "scopes", "id")],
        not_null={"scope_id", "asked_at", "reason", "outcome"},
        strict=True,
    )
    queries.create_index(["asked_at"])
    _keep_columns(db, "queries", plain="seq scope_id asked_at reason outcome", sealed="private")
    _keep_rows(db, "queries", unless=f"OLD.asked_at < {_LOG_PURGED_TO}")


def m006_keep_sightings(db: Database) -> None:
    """Keep what the camera offered beside the check, and the crop it was read from while its clock runs.

    The crop stands last, as a body does: what was offered is read without its pages.
    """
    sightings = db.table("sightings")
    sightings.create(
        {
            "check_seq": int,
            "noted_at": str,
            "taken_at": str,
            "corrected": int,
            "offered": bytes,
            "crop": bytes,
        },
        pk="check_seq",
        foreign_keys=[("check_seq", "checks", "seq")],
        not_null={"noted_at", "taken_at"},
        strict=True,
    )
    db.execute("CREATE INDEX idx_sightings_crops ON sightings (noted_at) WHERE crop IS NOT NULL")
    _keep_columns(db, "sightings", plain="check_seq noted_at taken_at corrected", sealed="offered crop")
    _keep_rows(
        db, "sightings", unless="NOT EXISTS (SELECT 1 FROM answers a WHERE a.check_seq = OLD.check_seq)"
    )


def m007_keep_walks(db: Database) -> None:
    """Keep the summary of every walk: what it counted and whose it was sealed, when and where as of a check.

    `noted_at` is what the log's clock counts from: `ended_at` is the device's time, which may be wrong.
    """
    walks = db.table("walks")
    walks.create(
        {
            "seq": int,
            "id": str,
            "scope_id": int,
            "noted_at": str,
            "ended_at": str,
            "lot": str,
            "private": bytes,
        },
        pk="seq",
        foreign_keys=[("scope_id", "scopes", "id")],
        not_null={"id", "scope_id", "noted_at", "ended_at"},
        strict=True,
    )
    walks.create_index(["id"], unique=True)
    walks.create_index(["scope_id", "ended_at"])
    _keep_columns(db, "walks", plain="seq id scope_id noted_at ended_at lot", sealed="private")
    _keep_rows(db, "walks", unless=f"OLD.noted_at < {_LOG_PURGED_TO}")


def m008_keep_pushes(db: Database) -> None:
    """Keep every push and each of its steps; what it says and whose it is sealed.

    A push leaves with the log, and never while something of it is open. `noted_at` is what the log's clock
    counts from, as of a walk.
    """
    pushes = db.table("pushes")
    pushes.create(
        {"seq": int, "id": str, "scope_id": int, "kind": str, "made_at": str},
        pk="seq",
        foreign_keys=[("scope_id", "scopes", "id")],
        not_null={"id", "scope_id", "kind", "made_at"},
        strict=True,
    )
    pushes.create_index(["scope_id", "id"], unique=True)
    pushes.create_index(["scope_id", "seq"])
    events = db.table("push_events")
    events.create(
        {"seq": int, "push_seq": int, "state": str, "at": str, "noted_at": str, "private": bytes},
        pk="seq",
        foreign_keys=[("push_seq", "pushes", "seq")],
        not_null={"push_seq", "state", "at", "noted_at"},
        strict=True,
    )
    events.create_index(["push_seq", "seq"])
    _keep_columns(db, "pushes", plain="seq id scope_id kind made_at", sealed="")
    _keep_columns(db, "push_events", plain="seq push_seq state at noted_at", sealed="private")
    # The push goes first, by its last step; its steps are then nobody's.
    _keep_rows(db, "pushes", unless=_PUSH_IS_OVER)
    _keep_rows(db, "push_events", unless="NOT EXISTS (SELECT 1 FROM pushes p WHERE p.seq = OLD.push_seq)")


def _let_go(db: Database) -> None:
    log = ("checks", "answers", "acknowledgements", "changes", "change_acknowledgements", "exports")
    for table in log:
        db.execute(f"DROP TRIGGER {table}_kept")
    db.execute("DROP TRIGGER answers_unchanged")
    _keep_columns(
        db,
        "answers",
        plain="check_seq number source verdict recheck fetched_at decided_at shown_at latency_s drift_s"
        " problem_kind hit",
        sealed="facts problem body",
    )
    _keep_rows(db, "answers", unless=_ANSWER_IS_OVER)
    # The answers decide: what else belongs to a check goes after the last of them.
    without_answers = "NOT EXISTS (SELECT 1 FROM answers a WHERE a.check_seq = {check})"
    _keep_rows(db, "checks", unless=without_answers.format(check="OLD.seq"))
    _keep_rows(db, "acknowledgements", unless=without_answers.format(check="OLD.check_seq"))
    _keep_rows(db, "changes", unless=without_answers.format(check="OLD.check_seq"))
    change = "(SELECT h.check_seq FROM changes h WHERE h.seq = OLD.change_seq)"
    _keep_rows(db, "change_acknowledgements", unless=without_answers.format(check=change))
    _keep_rows(db, "exports", unless=f"OLD.exported_at < {_LOG_PURGED_TO}")


def _create_keys(db: Database) -> None:
    db.table("device").create({"name": str, "value": str}, pk="name", not_null={"value"}, strict=True)
    scopes = db.table("scopes")
    scopes.create(
        {"id": int, "service": str, "client": str}, pk="id", not_null={"service", "client"}, strict=True
    )
    scopes.create_index(["service", "client"], unique=True)


def _create_patrol_log(db: Database) -> None:
    checks = db.table("checks")
    checks.create(
        {
            "seq": int,
            "id": str,
            "scope_id": int,
            "plate_index": bytes,
            "checked_at": str,
            "lot": str,
            "reason": str,
            "app_version": str,
            "device_id": str,
            "private": bytes,
        },
        pk="seq",
        foreign_keys=[("scope_id", "scopes", "id")],
        not_null={"id", "scope_id", "plate_index", "checked_at", "reason", "app_version", "device_id"},
        strict=True,
    )
    checks.create_index(["id"], unique=True)
    checks.create_index(["scope_id", "seq"])
    checks.create_index(["scope_id", "plate_index", "seq"])
    acknowledgements = db.table("acknowledgements")
    acknowledgements.create(
        {"seq": int, "check_seq": int, "outcome": str, "acknowledged_at": str, "officer": bytes},
        pk="seq",
        foreign_keys=[("check_seq", "checks", "seq")],
        not_null={"check_seq", "outcome", "acknowledged_at"},
        strict=True,
    )
    acknowledgements.create_index(["check_seq"])


def _create_answers(db: Database) -> None:
    db.table("answers").create(
        {
            "check_seq": int,
            "number": int,
            "source": str,
            "verdict": str,
            "recheck": int,
            "fetched_at": str,
            "decided_at": str,
            "shown_at": str,
            "latency_s": float,
            "drift_s": float,
            "problem_kind": str,
            "facts": bytes,
            "problem": bytes,
            "body": bytes,
        },
        pk=("check_seq", "number"),
        foreign_keys=[("check_seq", "checks", "seq")],
        not_null={"check_seq", "number", "source", "verdict", "recheck", "decided_at", "shown_at"},
        strict=True,
    )


def _create_what_is_known(db: Database) -> None:
    # The body stands last: finding facts then never reads the pages a long body spills into.
    db.table("lookups").create(
        {"plate_index": bytes, "scope_id": int, "fetched_at": str, "facts": bytes, "body": bytes},
        pk="plate_index",
        foreign_keys=[("scope_id", "scopes", "id")],
        not_null={"plate_index", "scope_id", "fetched_at", "facts"},
        strict=True,
    )
    db.table("rechecks").create(
        {
            "check_seq": int,
            "scope_id": int,
            "plate_index": bytes,
            "queued_at": str,
            "settled_at": str,
            "settled_by": int,
        },
        pk="check_seq",
        foreign_keys=[
            ("check_seq", "checks", "seq"),
            ("scope_id", "scopes", "id"),
            ("settled_by", "checks", "seq"),
        ],
        not_null={"scope_id", "plate_index", "queued_at"},
        strict=True,
    )
    db.execute("CREATE INDEX idx_rechecks_open ON rechecks (scope_id, plate_index) WHERE settled_at IS NULL")
    snapshots = db.table("lot_snapshots")
    snapshots.create(
        {"seq": int, "scope_id": int, "fetched_at": str, "lots": bytes, "body": bytes},
        pk="seq",
        foreign_keys=[("scope_id", "scopes", "id")],
        not_null={"scope_id", "fetched_at", "lots"},
        strict=True,
    )
    snapshots.create_index(["scope_id", "seq"])


def _append_only(db: Database, table: str, *, plain: str, sealed: str) -> None:
    """Refuse every change but one: retention may empty a sealed column."""
    _keep_columns(db, table, plain=plain, sealed=sealed)
    _keep_rows(db, table)


def _keep_columns(db: Database, table: str, *, plain: str, sealed: str) -> None:
    changes = [f"NEW.{column} IS NOT OLD.{column}" for column in plain.split()]
    changes += [f"(NEW.{c} IS NOT NULL AND NEW.{c} IS NOT OLD.{c})" for c in sealed.split()]
    db.execute(
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} WHEN {' OR '.join(changes)}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _keep_rows(db: Database, table: str, *, unless: str = "") -> None:
    when = f" WHEN NOT ({unless})" if unless else ""
    db.execute(
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}{when}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


class Step(Protocol):
    """A migration: a function with a name of its own."""

    __name__: str

    def __call__(self, db: Database, /) -> None:
        """Change the schema, inside a transaction."""


MIGRATIONS: tuple[Step, ...] = (
    m001_seal_everything,
    m002_add_exports,
    m003_add_claims_and_changes,
    m004_let_retention_pass,
    m005_note_queries,
    m006_keep_sightings,
    m007_keep_walks,
    m008_keep_pushes,
)
"""In order; number n is the n-th. Append only, and freeze its dump in tests/unit/store."""


def version(db: sqlite3.Connection) -> int:
    """Return the number of the newest migration the database has had; 0 for a blank one.

    Raises:
        DatabaseTooNew: a newer platecheck wrote it.
        DatabaseForeign: it has tables, but not ours.
    """
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if "migrations" not in tables:
        if tables:
            raise DatabaseForeign("The database here is not platecheck's. Choose another directory.")
        return 0
    (number,) = db.execute("SELECT coalesce(max(number), 0) FROM migrations").fetchone()
    if number > len(MIGRATIONS):
        raise DatabaseTooNew("A newer platecheck wrote this database. Update the app; nothing was changed.")
    return int(number)


def migrate(db: sqlite3.Connection, newest: int | None = None, *, mode: str = "WAL") -> None:
    """Bring the database to a version, by default the newest, one transaction a step.

    Two processes may do so at once.
    """
    wanted = MIGRATIONS[:newest]
    db.execute(f"PRAGMA journal_mode={mode}")  # already so, but for a database restored from a dump
    if version(db) >= len(wanted):
        return
    # Imported here, in the worker and on a device's first start: it costs as much as all the rest.
    from sqlite_utils import Database  # noqa: PLC0415

    schema = Database(db, execute_plugins=False)
    for number, step in enumerate(wanted, 1):
        with transaction(db):
            # Read under the write lock: another process may have taken this step meanwhile.
            if version(db) >= number:
                continue
            step(schema)
            db.execute(_CREATE_RECORD)
            db.execute(_RECORD, (number, step.__name__))
