"""The patrol log: found again, then and now, counted, copied, and never a way round an alarm."""

from __future__ import annotations

import csv
import io
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.driving import Sandbox
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.e2e.pages_history import LogPage, log_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Server

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
ALARM, SECRET = "ABC456", "Lex Luthor"
MANY = 90


def check(app: App, verdict: str, plate: str) -> None:
    """Check a plate, up to the next one."""
    app.check.ask(plate)
    app.result.says(verdict, plate)
    if verdict == "alarm":
        app.result.acknowledge("reported")
    if app.page.viewport_size == {"width": PHONE[0], "height": PHONE[1]}:
        app.result.next_plate()


@SIZES
def test_a_row_opens_the_verdict_of_then_and_of_now(
    size: tuple[int, int], open_app: Callable[..., App], sandbox: Sandbox, new_plate: Callable[..., str]
) -> None:
    """Both are said, with every answer and who, where and why; asking again is a check of its own."""
    plate = new_plate()
    app = open_app(size)
    check(app, "no_permit", plate)
    asked = sandbox.requests
    log = log_of(app)
    log.open(plate)
    log.says_then("no_permit")
    log.says_now("no_permit")
    app.hear("now-below", "RECHECK BEFORE ACTING")
    app.hear("story-answers", r"1 answer[^s]")
    app.hear("story-answer", r"live, after \d+\.\d\d s")
    app.hear("story-noted", "Main Street Parking")
    app.hear("story-noted", "the officer checked it")
    app.fits("the story")
    app.shot("story")
    assert sandbox.requests == asked
    app.press("story-again")
    app.result.says("no_permit", plate)
    assert sandbox.requests == asked + 1


@SIZES
def test_checks_are_found_by_plate_verdict_and_lot(
    size: tuple[int, int], open_app: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """Containing, beginning and exact; by verdict and lot as of then; and nothing found has its way back."""
    plate = new_plate()
    longer, inside = f"{plate}Z", f"Z{plate}"
    app = open_app(size)
    for one in (plate, longer, inside):
        check(app, "no_permit", one)
    log = log_of(app)
    log.search(plate.lower())
    log.shows(inside, longer, plate)
    app.hear("history-end", "3 checks found")
    app.shot("contains")
    log.match("starts with")
    log.shows(longer, plate)
    log.match("is exactly")
    log.shows(plate)
    log.only("verdict", "valid")
    app.see("history-nothing")
    app.shot("nothing")
    app.press("history-clear")
    app.miss("history-nothing", "filter-clear", "history-match")
    app.see("shift")
    expect(app.find("history-search").locator("input")).to_have_value("")
    expect(log.rows.first).to_contain_text(" ".join(inside))
    log.only("lot", "Main Street Parking")
    log.search(inside)
    log.shows(inside)


@SIZES
def test_the_shift_is_counted(
    size: tuple[int, int], open_app: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """Checks, misses and verdicts of the shift stand above the log, and one check more is one more."""
    app = open_app(size)
    check(app, "no_permit", new_plate())
    log_of(app)
    app.hear("shift-checks", r"^\d+ checks$")
    app.hear("shift-missed", r"^\d+ not checked$")

    def count(name: str) -> int:
        said = app.find(f"shift-{name}").get_attribute("aria-label") or app.find(f"shift-{name}").inner_text()
        return int(re.sub(r"\D", "", said))

    def counts() -> tuple[int, int]:
        return count("checks"), count("no_permit")

    checks, missed = app.settled(counts, "the shift's figures")
    app.go_to("check")
    check(app, "no_permit", new_plate())
    log_of(app)
    app.gives(counts, (checks + 1, missed + 1), "one check more")


def test_the_log_grows_as_it_is_scrolled(own_demo: Server, open_tab: Callable[..., App]) -> None:
    """What is far below the first page is there once it is scrolled to, with its day above it."""
    plates = [f"GROW{number:03}" for number in range(MANY)]
    with closing(Sandbox(own_demo.sandbox_url)) as sandbox:
        sandbox.break_("dead")  # none of them is answered meanwhile
        own_demo.check_offline(*plates)
    app = open_tab(own_demo.url, *PHONE)
    app.check.ready()
    log = log_of(app)
    expect(log.row(plates[-1])).to_be_visible()
    app.hear("day", "^Today$")
    oldest = log.row(plates[0])
    expect(oldest).to_have_count(0)
    app.find("log").hover(force=True, position={"x": 150, "y": 200})
    app.until(lambda: bool(oldest.count()) or bool(app.page.mouse.wheel(0, 900)), "the oldest of many")
    app.press_on(oldest)
    log = LogPage(app)
    log.says_then("not_checked")
    app.hear("story-answer", "Nobody could be asked")
    log.back()
    expect(oldest).to_be_visible()


@SIZES
def test_a_copy_of_the_log_has_its_reason_and_no_alarm_text(
    size: tuple[int, int], open_app: Callable[..., App]
) -> None:
    """Without a reason there is none; with one it is downloaded, noted, and shown with who and what."""
    app = open_app(size)
    check(app, "alarm", ALARM)
    log = log_of(app)
    log.search(ALARM)
    app.press("export")
    app.hear("export-what", f"plate contains {ALARM}")
    app.press("export-go")
    app.hear("export-said", "at least 3 characters")
    copy = log.export(f"Appeal at {size[0]}")
    text = Path(copy.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert copy.suggested_filename.endswith(".csv")
    assert {(row["plate"], row["verdict"]) for row in rows} == {(ALARM, "alarm")}
    assert rows[0]["outcome"] == "reported"
    assert not re.search("lex|luthor|wanted", text, re.IGNORECASE)
    app.hear("export-said", f"^{len(rows)} checks exported: platecheck-log-|^1 checks exported")
    app.hear("export-row", f"Appeal at {size[0]}")
    app.shot("exported")
    app.press("export-close")
    app.miss("export-go")
    app.press("export")
    app.hear("export-row", f"CSV · {len(rows)} checks")


def test_what_an_alarm_says_stays_away_from_the_list(open_app: Callable[..., App]) -> None:
    """Neither the row nor the open check sends the text to the browser before it is held."""
    first = open_app(PHONE)
    check(first, "alarm", ALARM)
    app = open_app(PHONE)
    log = log_of(app)
    app.hear("log", "Reported")
    log.open(ALARM)
    log.says_then("alarm")
    app.see("key-hold")
    assert SECRET.encode() not in app.watch.received
    app.page.mouse.move(*app.result.grip())
    app.page.mouse.down()
    app.hear("alarm-text", SECRET)
    app.page.mouse.up()
    app.miss("alarm-text")


def test_an_alarm_that_comes_meanwhile_brings_the_officer_back(
    open_app: Callable[..., App], sandbox: Sandbox
) -> None:
    """The log was opened while the service was asked: first comes the alarm, the log after its outcome."""
    app = open_app(DESKTOP)
    sandbox.break_(latency_s=2)
    app.check.ask(ALARM)
    app.go_to("history")
    app.result.says("alarm", ALARM)
    app.miss("log")
    app.see("acknowledging")
    app.result.acknowledge("seen")
    log = log_of(app)
    expect(log.row(ALARM)).to_contain_text("Seen")


def test_an_alarm_nobody_acknowledged_is_acknowledged_from_the_log(
    open_app: Callable[..., App], demo: Server
) -> None:
    """A check made elsewhere stands as not acknowledged; opened, it leads to its outcome."""
    demo.check(ALARM)
    app = open_app(PHONE)
    log = log_of(app)
    expect(log.rows.first).to_contain_text("not acknowledged")
    log.open(ALARM)
    app.press("story-open")
    app.result.says("alarm", ALARM)
    app.result.acknowledge("misread")
    app.result.next_plate()
    log_of(app)
    expect(log.rows.first).to_contain_text("Misread")


def test_a_log_that_cannot_be_read_says_so(own_demo: Server, open_tab: Callable[..., App]) -> None:
    """What is wrong and what to do is said; once it is mended, Try again shows the log."""
    own_demo.check("CKRD081")
    app = open_tab(own_demo.url, *PHONE)
    app.check.ready()
    with closing(sqlite3.connect(own_demo.directory / "device.db")) as database:
        database.execute("ALTER TABLE answers RENAME TO elsewhere")
        app.go_to("history")
        app.hear("history-trouble", "The log cannot be read")
        app.shot("unreadable")
        database.execute("ALTER TABLE elsewhere RENAME TO answers")
    app.press("history-retry")
    LogPage(app).shows("CKRD081")
    app.miss("history-trouble")


def test_an_empty_log_says_what_will_be_there(own_demo: Server, open_tab: Callable[..., App]) -> None:
    """Before the first check the place is empty in words."""
    app = open_tab(own_demo.url, *PHONE)
    app.check.ready()
    app.go_to("history")
    app.hear("history-empty", "No checks yet")
    app.shot("empty")
