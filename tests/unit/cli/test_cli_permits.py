"""`platecheck permits`: pushed, counted, changed and deleted; asked first where something is changed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.sandbox.campus import TRAINING_LOT

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine, Sandbox

TORONTO = {"PLATECHECK_TIMEZONE": "America/Toronto"}
FIELDS = {
    *("id", "kind", "state", "made_at", "at", "draft", "reference", "warnings", "problem", "spoilt"),
    "unsaved",
}


def _push(machine: CommandLine, plate: str, *more: str, **env: str) -> dict[str, object]:
    (line,) = machine.lines("permits", "push", "--plate", plate, *more, **env)
    return line


def test_a_pushed_permit_makes_its_plate_valid(supervisor: CommandLine) -> None:
    """What was pushed for two hours is VALID at once, in its lot and until its end."""
    line = _push(supervisor, "pl8 rd1", "--for", "120", "--zone", TRAINING_LOT, "--amount", "14,50")
    assert set(line) == FIELDS
    assert (line["kind"], line["state"], line["problem"]) == ("permit_create", "applied", None)
    assert line["reference"]
    draft = line["draft"]
    assert isinstance(draft, dict)
    assert (draft["plate"], draft["amount"], draft["zone"]) == ("PL8RD1", "14.50", TRAINING_LOT)
    (check,) = supervisor.lines("check", "PL8RD1")
    assert check["verdict"] == "valid"
    assert datetime.fromisoformat(check["permits"][0]["expires"]) == datetime.fromisoformat(draft["ends_at"])


def test_a_person_reads_what_was_pushed_and_its_reference(supervisor: CommandLine) -> None:
    """The block says APPLIED, every field that was sent, and the reference."""
    done = supervisor.run("permits", "push", "--plate", "PL8RD2", "--for", "30", "--currency", "cad")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("APPLIED  permit create  ")
    for told in ("  plate: PL8RD2\n", "  currency: CAD\n", "  Reference "):
        assert told in done.stdout


def test_a_zone_nobody_knows_is_counted_nowhere(supervisor: CommandLine) -> None:
    """The plate is VALID all the same; a permit of a known lot is one more in its statistics."""

    def total() -> int:
        return sum(row["total"] for row in supervisor.lines("permits", "stats"))

    before = total()
    assert _push(supervisor, "PL8RD3", "--for", "60", "--zone", "Nowhere 9")["state"] == "applied"
    (check,) = supervisor.lines("check", "PL8RD3")
    assert (check["verdict"], check["permits"][0]["short_name"]) == ("valid", "Nowhere 9")
    assert total() == before
    _push(supervisor, "PL8RD4", "--for", "60", "--zone", TRAINING_LOT)
    assert total() == before + 1


def test_stats_are_of_the_zones_that_are_named(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """A row has zone, type and total; a zone nobody knows has none; a comma would be two zones."""
    rows = supervisor.lines("permits", "stats", "--zone", TRAINING_LOT, "--zone", "TU South Garage")
    assert {row["zone"] for row in rows} == {TRAINING_LOT, "TU South Garage"}
    assert all(set(row) == {"zone", "type", "total"} and row["total"] > 0 for row in rows)
    shown = supervisor.run("permits", "stats", "--zone", "TU South Garage").stdout
    assert [line.split(maxsplit=2)[2] for line in shown.splitlines()] == ["TU South Garage"] * len(
        [row for row in rows if row["zone"] == "TU South Garage"]
    )
    none = supervisor.run("permits", "stats", "--zone", "Nowhere 9")
    assert (none.returncode, none.stdout, none.stderr) == (0, "", "No permits there.\n")
    asked = sandbox.requests
    comma = supervisor.run("permits", "stats", "--zone", "Lot 1, Lot 2")
    assert (comma.returncode, comma.stdout) == (2, "")
    assert "no comma" in comma.stderr
    assert sandbox.requests == asked


def test_an_update_asks_first_and_shows_what_will_change(supervisor: CommandLine, sandbox: Sandbox) -> None:
    """From what this device pushed to what is entered; a no sends nothing, a yes leaves one line."""
    span = ("--from", "2026-07-04 09:00", "--until", "2026-07-04 18:00")
    reference = str(_push(supervisor, "PL8RD5", *span, "--amount", "5", **TORONTO)["reference"])
    change = ("permits", "update", reference, "--until", "2026-07-04 20:00", "--amount", "7.25", "--json")
    asked = sandbox.requests
    refused = supervisor.run(*change, stdin="n\n", **TORONTO)
    assert (refused.returncode, refused.stdout, sandbox.requests) == (0, "", asked)
    assert refused.stderr.startswith(f"Permit {reference} of PL8RD5\n")
    was, will = "2026-07-04 18:00 (2026-07-04 22:00 UTC)", "2026-07-04 20:00 (2026-07-05 00:00 UTC)"
    assert f"  ends_at: {was} -> {will}\n" in refused.stderr
    assert "  amount: 5.00 -> 7.25\n" in refused.stderr
    assert refused.stderr.endswith("Nothing was sent.\n")
    assert supervisor.run(*change, **TORONTO).returncode == 130  # nobody there to answer
    assert sandbox.requests == asked
    agreed = supervisor.run(*change, stdin="y\n", **TORONTO)
    assert agreed.returncode == 0, agreed.stderr
    assert agreed.stdout.startswith('{"id": ')
    assert (agreed.stdout.count("\n"), sandbox.requests) == (1, asked + 1)
    again = supervisor.run("permits", "update", reference, "--amount", "8", stdin="n\n", **TORONTO)
    assert "  amount: 7.25 -> 8.00\n" in again.stderr


def test_a_deletion_asks_first_and_shows_whose_permit_it_is(supervisor: CommandLine) -> None:
    """Plate, zone and times are shown; a no keeps it, --yes deletes it unasked and the plate is not VALID."""
    reference = str(_push(supervisor, "PL8RD6", "--for", "60", "--zone", TRAINING_LOT)["reference"])
    kept = supervisor.run("permits", "delete", reference, stdin="n\n")
    assert (kept.returncode, kept.stdout) == (0, "")
    for told in (
        f"Permit {reference} of PL8RD6\n",
        f"  zone: {TRAINING_LOT}\n",
        "  starts_at: ",
        "Delete it",
    ):
        assert told in kept.stderr
    assert supervisor.lines("check", "PL8RD6")[0]["verdict"] == "valid"
    done = supervisor.run("permits", "delete", reference, "--yes", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert supervisor.lines("check", "PL8RD6")[0]["verdict"] == "no_permit"
    gone = supervisor.run("permits", "delete", reference, "--yes")
    assert gone.returncode == 2
    assert gone.stdout.startswith("REJECTED  permit delete  ")
    assert "9009" in gone.stdout


def test_a_permit_of_another_device_is_changed_without_a_from(supervisor: CommandLine) -> None:
    """Nothing is made up about what this device did not push; the platform says what it knows not."""
    done = supervisor.run("permits", "update", "of-elsewhere", "--plate", "PL8RD7", stdin="y\n")
    assert "Permit of-elsewhere\n  plate: PL8RD7\nChange it at the platform?" in done.stderr
    assert done.returncode == 2
    (line,) = supervisor.lines("permits", "update", "of-elsewhere", "--amount", "1", "--yes", exit_code=2)
    assert (line["state"], line["problem"]["code"]) == ("rejected", 9009)


@pytest.mark.parametrize(
    ("words", "sentences"),
    [
        (
            "push --plate ÄÖ!? --from soon --until later --amount 1,400 --currency EUR",
            5,
        ),
        ("push --plate PL8RD8 --from soon --for 60", 1),
        ("push --plate PL8RD8 --from 2026-07-04T09:00 --until 2026-07-04T08:00", 1),
        ("update some-reference --yes", 1),
        ("push --plate PL8RD8", 1),
        ("push --plate PL8RD8 --from 9999-12-31T00:00 --for 5000000", 1),
    ],
)
def test_what_cannot_be_sent_is_told_a_sentence_a_field(
    supervisor: CommandLine, sandbox: Sandbox, words: str, sentences: int
) -> None:
    """Exit code 2, nothing sent, nothing written, and what was entered is not repeated."""
    asked = sandbox.requests
    done = supervisor.run("permits", *words.split(), "--json")
    assert (done.returncode, done.stdout, sandbox.requests) == (2, "", asked)
    error = done.stderr.splitlines()[-1]
    assert error.startswith("Error: ")
    assert error.count(". ") + 1 == sentences, error
    assert not any(word in error for word in ("ÄÖ", "soon", "1,400", "EUR"))
    assert supervisor.lines("outbox", "list", "--all") == []


@pytest.mark.parametrize(
    ("start", "minutes", "starts_at", "ends_at"),
    [
        ("2026-07-04 09:00", 60, "2026-07-04T13:00:00+00:00", "2026-07-04T14:00:00+00:00"),
        # The clocks go back at 02:00: two hours later is 01:30 again.
        ("2026-11-01 00:30", 120, "2026-11-01T04:30:00+00:00", "2026-11-01T06:30:00+00:00"),
        # There is no 02:30 on this day: the later reading counts, for the end too.
        ("2026-03-08 02:30", 30, "2026-03-08T07:30:00+00:00", "2026-03-08T08:00:00+00:00"),
        ("2026-07-04T09:00+02:00", 60, "2026-07-04T07:00:00+00:00", "2026-07-04T08:00:00+00:00"),
    ],
)
def test_times_are_the_site_s_and_go_out_as_utc(
    supervisor: CommandLine, start: str, minutes: int, starts_at: str, ends_at: str
) -> None:
    """A time without a zone is the site's; minutes are real ones, also where the clocks change."""
    words = ("--from", start, "--for", str(minutes), "--later")
    draft = _push(supervisor, "PL8RD9", *words, **TORONTO)["draft"]
    assert isinstance(draft, dict)
    assert (draft["starts_at"], draft["ends_at"]) == (starts_at, ends_at)
    shown = supervisor.run("permits", "push", "--plate", "PL8RD9", *words, **TORONTO).stdout
    local = datetime.fromisoformat(starts_at)
    assert f"({local:%Y-%m-%d %H:%M} UTC)" in shown
    if "+" not in start and start != "2026-03-08 02:30":
        assert f"  starts_at: {start} (" in shown


def test_a_permit_begins_now_unless_told_otherwise(supervisor: CommandLine) -> None:
    """Its start is the moment of the command, its end so many minutes after."""
    before = datetime.now(UTC).replace(microsecond=0)
    draft = _push(supervisor, "PL8RE1", "--for", "45", "--later")["draft"]
    assert isinstance(draft, dict)
    start, ends = (datetime.fromisoformat(draft[name]) for name in ("starts_at", "ends_at"))
    assert before <= start <= datetime.now(UTC)
    assert ends - start == timedelta(minutes=45)
