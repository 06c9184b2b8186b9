"""A supervisor issues, corrects, extends and deletes permits, and another browser sees it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL, TABLET
from tests.e2e.pages_permits import Permits
from tests.e2e.pages_person import as_chosen, english

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server
    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])


def spelled(plate: str) -> str:
    """Return a plate as it is read aloud."""
    return " ".join(plate)


@SIZES
def test_a_permit_is_issued_extended_and_deleted_and_the_plate_follows(
    size: tuple[int, int], supervised: Server, open_tab: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """A second browser sees the plate turn VALID, and NO PERMIT once the permit is deleted."""
    plate = new_plate()
    app, officer = open_tab(supervised.url, *size), open_tab(supervised.url, *PHONE)
    officer.check.ready()
    officer.check.ask(plate)
    officer.result.says("no_permit", plate)
    officer.result.next_plate()
    permits = Permits(app)
    permits.open()
    app.see("permits-none")
    permits.enter("zone", "mall")
    app.miss("zone-North Lot")
    app.box("zone-Mall Parking")
    app.press("zone-Mall Parking")
    permits.enter("plate", plate)
    app.press("length-4h")
    permits.go()
    app.hear("permits-outcome", f"{plate}: APPLIED")
    app.shot("issued")
    app.fits()
    officer.check.ask(plate)
    officer.result.says("valid", plate)
    officer.result.next_plate()
    push = permits.receipt(spelled(plate), "APPLIED", "Mall Parking")
    app.scroll_to(f"extend-{push}", "permits")
    app.press(f"extend-{push}")
    app.press("extend-2h")
    app.hear("change-span", "New end")
    app.shot("extending")
    app.box("change-go")
    app.press("change-go")
    permits.receipt("Change of a permit", "APPLIED")
    app.scroll_to(f"delete-{push}", "permits")
    app.press(f"delete-{push}")
    app.see("changing")
    app.shot("deleting")
    app.box("change-go")
    app.press("change-go")
    permits.receipt("Deletion of a permit", "APPLIED")
    assert permits.receipt("New permit", spelled(plate), "Deleted since") == push
    app.miss(f"extend-{push}")
    officer.check.ask(plate)
    officer.result.says("no_permit", plate)


def test_what_is_wrong_stands_at_its_field_and_what_cannot_be_sent_waits(
    supervised: Server, open_tab: Callable[..., App], sandbox: Sandbox, new_plate: Callable[..., str]
) -> None:
    """Nothing wrong is sent; without a way to the platform the push waits, is corrected and sent once."""
    plate = new_plate()
    app = open_tab(supervised.url, *DESKTOP)
    permits = Permits(app)
    permits.open()
    app.see("permits-none")
    asked = sandbox.requests
    permits.enter("amount", "0,001")
    permits.go()
    app.hear("wrong-permits-plate", "Fill this in")
    app.hear("wrong-permits-amount", "Dollars and cents")
    assert sandbox.requests == asked
    permits.enter("plate", plate)
    permits.enter("amount", "4,50")
    sandbox.break_("refused")
    permits.go()
    push = permits.receipt(spelled(plate), "NOT SENT", "Code 9034")
    app.shot("waiting")
    sandbox.break_()
    app.press(f"edit-{push}")
    app.see("permits-stop")
    permits.enter("zone", "Nowhere")
    permits.go()
    assert permits.receipt(spelled(plate), "APPLIED", "Nowhere") == push


def test_an_unknown_outcome_says_how_to_find_out_and_is_settled(
    supervised: Server, open_tab: Callable[..., App], sandbox: Sandbox, new_plate: Callable[..., str]
) -> None:
    """The platform took it and its answer was lost: the plate is checked, and a person says so."""
    plate = new_plate()
    app = open_tab(supervised.url, *PHONE)
    permits = Permits(app)
    permits.open()
    app.see("permits-none")
    permits.enter("plate", plate)
    sandbox.break_("unanswered")
    permits.go()
    app.hear("permits-outcome", "OUTCOME UNKNOWN")
    sandbox.break_()
    push = permits.receipt(spelled(plate), "OUTCOME UNKNOWN", "nobody knows")
    app.shot("unknown")
    app.scroll_to(f"check-{push}", "permits")
    app.press(f"check-{push}")
    app.result.says("valid", plate)
    app.result.next_plate()
    permits.open()
    app.scroll_to(f"applied-{push}", "permits")
    app.press(f"applied-{push}")
    permits.receipt(spelled(plate), "APPLIED")


def test_a_permit_from_elsewhere_is_found_by_its_reference(
    supervised: Server, open_tab: Callable[..., App]
) -> None:
    """What the platform says of a reference nobody knows is told, with its code."""
    app = open_tab(supervised.url, *DESKTOP)
    permits = Permits(app)
    permits.open()
    permits.enter("search", "R-404")
    app.see("permits-elsewhere")
    app.press("delete-elsewhere")
    app.hear("changing", "R-404")
    app.box("change-go")
    app.press("change-go")
    permits.receipt("Deletion of a permit", "REJECTED", "Code 9009")


def test_an_officer_finds_no_permits(served: Callable[..., Server], open_tab: Callable[..., App]) -> None:
    """The place is not in the bar, and by its address says whom it is for."""
    app = open_tab(served().url, *PHONE)
    app.check.ready()
    assert not app.page.get_by_role("tab", name="Office").count()
    app.page.goto(f"{app.page.url.rstrip('/')}/permits")
    app.see("permits-forbidden")
    app.miss("permits-go")


@pytest.mark.parametrize(
    ("size", "language", "theme", "text_size"),
    [
        (SMALL, "fr", "day", "largest"),
        (PHONE, "fr", "night", "normal"),
        (TABLET, "en", "day", "normal"),
        (DESKTOP, "fr", "night", "normal"),
    ],
    ids=["360x640-french-200", "412x860-french-night", "820x1180", "1280x800-french-night"],
)
def test_the_permits_fit_every_window(
    size: tuple[int, int],
    language: str,
    theme: str,
    text_size: str,
    supervised: Server,
    sandbox: Sandbox,
    open_tab: Callable[..., App],
) -> None:
    """What is wrong, what waits and a question before a change: nothing is cut, French has no English."""
    app = as_chosen(open_tab(supervised.url, *size), language=language, theme=theme, text_size=text_size)

    def look(state: str) -> None:
        app.fits(state)
        app.shot(state)
        if language != "en":
            app.gives(lambda: english(app.texts()), [], f"English on {state}")

    permits = Permits(app)
    permits.open(*(("Permis", "Bureau") if language == "fr" else ()))
    app.see("permits-none", "zones")
    look("empty")
    permits.enter("plate", "CKN 4798")
    app.press("length-other")
    app.see("field-permits-ends_at")
    permits.go()
    app.see("wrong-permits-ends_at")
    look("wrong")
    app.press("length-2h")
    app.miss("field-permits-ends_at")
    sandbox.break_("refused")
    permits.go()
    app.see("permits-outcome")
    look("waiting")
    sandbox.break_()
    app.scroll_to("field-permits-search", "permits")
    permits.enter("search", "R-404")
    app.see("permits-elsewhere")
    app.scroll_to("extend-elsewhere", "permits")
    app.press("extend-elsewhere")
    app.see("changing")
    look("extending")
