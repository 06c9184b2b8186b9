"""`platecheck storage`: what is held, what goes when, and the purge by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from platecheck.facts import PlateFacts, Source
from platecheck.sandbox.training import VALID
from platecheck.store import Answer, Check, FileKeyHolder, Scope, Store

if TYPE_CHECKING:
    from tests.unit.cli.conftest import CommandLine

OLD = timedelta(hours=80)


@pytest.fixture
async def aged(cli: CommandLine) -> CommandLine:
    """Return a machine with a clear answer of 80 hours ago and one of now, not purged yet."""
    scope = Scope(cli.env["PLATECHECK_VALIDATION_URL"], cli.env["PLATECHECK_CLIENT"])
    store = await Store.open(cli.directory, FileKeyHolder(cli.directory))
    for plate, ago in (("OLD123", OLD), ("NEW123", OLD * 0)):
        at = datetime.now(UTC) - ago
        check = Check(plate, plate, plate, at, None, "Roy", "officer", "0.1.0")
        facts = PlateFacts(plate)
        answer = Answer(Source.LIVE, facts, at, "no_permit", False, at, at, 0.1, 0.0, None, b"{}")  # noqa: FBT003 - recheck
        await store.record(scope, check, answer)
    await store.close()
    return cli


def test_what_is_held_and_what_goes_when(cli: CommandLine) -> None:
    """Counts, times, size, and each clock with its next moment."""
    cli.lines("check", VALID)
    (line,) = cli.lines("storage")
    assert (line["checks"], line["answers"], line["lookups"], line["exports"]) == (1, 1, 1, 0)
    assert line["size"] > 0
    assert line["purged"] is None
    clocks = line["clocks"]
    assert [(clocks[name]["records"], clocks[name]["over"]) for name in ("answers", "hits", "log")] == [
        (2, 0),
        (0, 0),
        (1, 0),
    ]
    lengths = {name: clock["length_s"] / 3600 for name, clock in clocks.items()}
    assert lengths == {"answers": 72, "hits": 30 * 24, "log": 365 * 24, "crops": 24}
    oldest, goes = (datetime.fromisoformat(at) for at in (line["oldest_at"], clocks["answers"]["next_at"]))
    assert abs(goes - oldest - timedelta(hours=72)) < timedelta(minutes=1)
    human = cli.run("storage")
    assert human.returncode == 0
    for said in (
        "Checks",
        "Clear answers, 72 h",
        "Alarms and orders, 30 days",
        "The log, 365 days",
        "Pictures of plates, 24 h",
    ):
        assert said in human.stdout


def test_the_first_command_of_a_day_purges_and_keeps_the_word(aged: CommandLine) -> None:
    """After what it prints; the log says the verdict, and that the details are purged."""
    (line,) = aged.lines("storage")
    assert (line["clocks"]["answers"]["over"], line["purged_at"]) == (2, None)
    new, old = aged.lines("history")
    assert (old["plate"], old["verdict"], old["details_purged"]) == ("OLD123", "no_permit", True)
    assert (new["plate"], new["details_purged"]) == ("NEW123", False)
    (line,) = aged.lines("storage")
    assert (line["clocks"]["answers"]["over"], line["lookups"], line["checks"]) == (0, 1, 2)
    assert line["purged_at"] is not None


def test_a_saved_answer_that_is_over_is_withheld_aloud(aged: CommandLine) -> None:
    """Without the service it is NOT CHECKED, and the reason why the saved answer is not used is said."""
    done = aged.run("check", "OLD123", "--offline")
    assert done.returncode == 3
    assert "Saved answer too old to show." in done.stdout


def test_purge_says_what_went(aged: CommandLine) -> None:
    """By hand it comes at once; when nothing is over, that is said too."""
    (line,) = aged.lines("storage", "--purge")
    assert line["purged"] == {
        "details": 1,
        "lookups": 1,
        "checks": 0,
        "exports": 0,
        "queries": 0,
        "crops": 0,
        "walks": 0,
        "pushes": 0,
        "clean": True,
    }
    assert line["lookups"] == 1
    assert "Nothing was over." in aged.run("storage", "--purge").stdout


def test_without_a_word_from_the_service_nothing_goes(cli: CommandLine) -> None:
    """A device that never was in contact says so."""
    assert "has not told this device the time yet" in cli.run("storage", "--purge").stdout


@pytest.mark.parametrize(
    ("name", "value"), [("keep_answers_hours", "0"), ("keep_hits_days", "366"), ("keep_log_days", "soon")]
)
def test_a_clock_out_of_its_bounds_is_a_sentence(bare: CommandLine, name: str, value: str) -> None:
    """The bounds are said with their unit, and nothing is written."""
    done = bare.run("settings", "set", name, value)
    assert done.returncode == 2
    assert f"{name}: write a whole number of {name.rpartition('_')[2]} from 1 to " in done.stderr
    assert not (bare.directory / "settings.json").exists()


def test_the_clocks_are_settings(bare: CommandLine) -> None:
    """Each has its default, and a value that is set is shown."""
    bare.run("settings", "set", "lease_days", "3")
    rows = {line["name"]: line["value"] for line in bare.lines("settings", "show")}
    names = ("keep_answers_hours", "keep_hits_days", "keep_log_days", "lease_days", "keep_crops_hours")
    assert [rows[name] for name in names] == [72, 30, 365, 3, 24]
    bare.run("settings", "set", "keep_crops_hours", "0")
    rows = {line["name"]: line["value"] for line in bare.lines("settings", "show")}
    assert rows["keep_crops_hours"] == 0
