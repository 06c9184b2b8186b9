"""Type a plate, see the verdict: the seven of them, at every size, by keyboard and by keypad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL, TABLET, App

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser

NO_ALARM, NO_DNTT, NO_PERMIT = "^No alarm on file", "^No do-not-ticket order", "^No permit on file"
ORDER, ONE, TWO = "^Do not ticket or tow", "^1 permit", "^2 permits"
# verdict, plate, what the three bands say, what one row says
ANSWERS = (
    ("valid", "CKRD081", (NO_ALARM, NO_DNTT, TWO), ("permit-row", "standard · LOT 6")),
    ("valid_elsewhere", "KLMN03", (NO_ALARM, NO_DNTT, ONE), ("permit-row", "another lot · expires ")),
    ("expired", "HXRT640", (NO_ALARM, NO_DNTT, ONE), ("permit-row", r"expired .+, \d+ min ago")),
    ("no_permit", "CDMX77", (NO_ALARM, NO_DNTT, NO_PERMIT), ("verdict", "for this plate, as typed")),
    ("do_not_ticket", "DEF123", (NO_ALARM, ORDER, NO_PERMIT), ("dntt-row", "Active · Lot 6")),
    ("alarm", "ABC456", ("^Alarm", NO_DNTT, NO_PERMIT), ("band-alarm", "plate or a linked driver")),
)


@pytest.mark.parametrize(
    ("size", "keypad"),
    [(SMALL, True), (PHONE, False), (TABLET, True), (DESKTOP, False)],
    ids=["360x640-keypad", "412x860-keyboard", "820x1180-keypad", "1280x800-keyboard"],
)
def test_each_of_the_seven_verdicts(
    size: tuple[int, int],
    keypad: bool,  # noqa: FBT001 - a parameter of pytest's
    open_app: Callable[..., App],
    sandbox: Sandbox,
    demo: Server,
    new_plate: Callable[..., str],
) -> None:
    """A plate by keyboard or keypad gets its headline, its three bands and a live age, and is logged."""
    app = open_app(size)
    for verdict, plate, bands, (name, row) in ANSWERS:
        app.check.ask(plate, keypad=keypad)
        app.result.says(verdict, plate)
        app.result.bands(*bands)
        app.result.age(r"^live, \d+ s ago$")
        app.hear(name, row)
        app.shot(verdict)
        if verdict == "alarm":
            app.result.acknowledge("seen")
        if size in {SMALL, PHONE}:
            app.result.next_plate()
    unknown = new_plate()
    sandbox.break_("dead")
    app.check.ask(unknown, keypad=keypad)
    app.result.says("not_checked", unknown)
    app.see("problem-unreachable", "queued")
    app.miss("band-permits")
    logged = [(line["verdict"], line["plate"], line["source"]) for line in demo.history()[:7]]
    live = [(verdict, plate, "live") for verdict, plate, *_ in ANSWERS]
    assert logged == [("not_checked", unknown, "none"), *reversed(live)]


def test_what_an_answer_says_beyond_its_headline(open_app: Callable[..., App]) -> None:
    """An unreadable expiry is said, an order elsewhere does not protect, an alarm goes before an order."""
    app = open_app(DESKTOP)
    app.check.ask("CQBN018")
    app.result.says("valid", "CQBN018")
    app.hear("permit-row", "expiry unreadable: “0000-00-00 00:00:00”")
    app.check.ask("CWLT330")
    app.result.says("no_permit", "CWLT330")
    app.hear("dntt-row", "For another lot · Lot 3")
    app.check.ask("CPWK712")
    app.result.says("no_permit", "CPWK712")
    app.hear("dntt-row", "Upcoming · Lot 6 · starts tomorrow 08:00")
    app.check.ask("CAMB911")
    app.result.says("alarm", "CAMB911")
    app.result.bands("^Alarm", ORDER, ONE)
    app.hear("dntt-row", "Active · everywhere · until tomorrow 06:00")
    app.hear("dntt-row", "Ambulance crew on call")


def test_the_lot_one_stands_in_decides_elsewhere(open_app: Callable[..., App], demo: Server) -> None:
    """A permit elsewhere is VALID ELSEWHERE until its lot is chosen; the lot is logged with the check."""
    app = open_app(PHONE)
    app.hear("lot", "Main Street Parking")
    app.check.ask("KLMN03")
    app.result.says("valid_elsewhere", "KLMN03")
    app.result.next_plate()
    app.check.choose_lot("Main Street Private Parking")
    app.shot("lot-chosen")
    app.check.ask("KLMN03")
    app.result.says("valid", "KLMN03")
    lots = [line["lot"] for line in demo.history("KLMN03")[:2]]
    assert lots == ["Main Street Private Parking", "Main Street Parking"]
