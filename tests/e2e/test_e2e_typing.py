"""How a plate gets in: keyboard, scanner, keypad, and what is no plate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.pages import DESKTOP, PHONE, App

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
def test_the_keyboard_alone_checks_plate_after_plate(
    size: tuple[int, int],
    open_app: Callable[..., App],
    sandbox: Sandbox,
    demo: Server,
    new_plate: Callable[..., str],
) -> None:
    """Type, Enter, and on a handset Enter for the next; one Enter is one check, on the Check button too."""
    app, plates = open_app(size), [new_plate() for _ in range(4)]
    asked = sandbox.requests
    for plate in plates[:2]:
        app.check.ask(plate)
        app.result.says("no_permit", plate)
        app.result.age("^live, ")
        if size == PHONE:
            app.check.enter()
            app.miss("result")
            app.check.ready()
    for plate in plates[2:]:
        app.check.type(plate)
        app.check.holds(plate)
        app.tab_to("check")
        app.shot("on-check")
        app.check.enter()
        app.result.says("no_permit", plate)
        if size == PHONE:
            app.result.next_plate()
    assert sandbox.requests == asked + len(plates)
    logged = [line["plate"] for line in demo.history()]
    assert logged[: len(plates)] == plates[::-1]
    assert [logged.count(plate) for plate in plates] == [1] * len(plates)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
def test_two_scans_in_a_row_lose_nothing(
    size: tuple[int, int], open_app: Callable[..., App], demo: Server, new_plate: Callable[..., str]
) -> None:
    """29 characters and Enter, a key each 5 ms, twice: two checks of exactly those characters."""
    app, first, second = open_app(size), new_plate(29), new_plate(29)
    app.check.scan(first)
    app.result.says("no_permit", first)
    app.check.scan(second)
    app.result.says("no_permit", second)
    app.result.age("^live, ")
    typed = [line["typed"] for line in demo.history()]
    assert typed[:2] == [second, first]
    assert [typed.count(code) for code in (first, second)] == [1, 1]


def test_a_slow_browser_neither_doubles_nor_loses_a_key(
    open_app: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """On a processor a sixteenth as fast, typing without a pause still asks about exactly what was typed."""
    app = open_app(DESKTOP)
    app.page.context.new_cdp_session(app.page).send("Emulation.setCPUThrottlingRate", {"rate": 16})
    for plate in (new_plate(), "CDMX77"):
        app.check.ask(plate)
        app.result.says("no_permit", plate)


def test_keypad_and_keyboard_at_once_lose_nothing(open_app: Callable[..., App], demo: Server) -> None:
    """Keys pressed and typed in turn, without a pause, are all there in their order; Clear can be undone."""
    app = open_app(PHONE)
    text = "A1B2C3D4E5F6G7H8J9K0L1M2"
    for char in text:
        if char.isdigit():
            app.check.tap(char)
        else:
            app.check.type(char)
    app.check.holds(text)
    app.press("key-backspace")
    app.check.holds(text[:-1])
    app.press("key-clear")
    app.check.holds("")
    app.hear("key-clear", "Undo")
    app.press("key-clear")
    app.check.holds(text[:-1])
    app.page.set_viewport_size({"width": 860, "height": 412})
    app.miss("recents")
    app.check.holds(text[:-1])
    app.shot("turned")
    app.press("check")
    app.result.says("no_permit", text[:-1])
    assert demo.history()[0]["typed"] == text[:-1]


def test_what_is_no_plate_is_said_in_place_and_not_sent(
    open_app: Callable[..., App], sandbox: Sandbox, demo: Server, new_plate: Callable[..., str]
) -> None:
    """Nothing, a foreign character, too many characters: each has its sentence under the field."""
    app = open_app(PHONE)
    asked = sandbox.requests
    app.press("check")
    app.check.problem("Type the plate first.")
    app.check.ask("AB!C")
    app.check.problem("Letters A–Z and digits only. Take out: !")
    app.shot("foreign")
    app.press("key-clear")
    app.miss("plate-problem")
    app.check.holds("")
    too_long = new_plate(51)
    app.check.ask(too_long)
    app.check.problem("At most 50 characters.")
    app.press("key-clear")
    plate = new_plate()
    app.check.ask(plate)
    app.result.says("no_permit", plate)
    assert sandbox.requests == asked + 1
    typed = {line["typed"] for line in demo.history()}
    assert not typed & {"", "AB!C", too_long}


def test_an_unreadable_character_offers_look_alikes_and_sends_nothing(
    open_app: Callable[..., App], sandbox: Sandbox
) -> None:
    """With # only what is saved is offered; the chosen plate is asked, and the entry can be corrected."""
    app = open_app(PHONE)
    app.check.ask("AVSB315")
    app.result.says("valid", "AVSB315")
    app.result.next_plate()
    asked = sandbox.requests
    app.check.ask("AV#B315", keypad=True)
    app.see("unreadable")
    app.hear("alike-AVSB315", "VALID")
    app.shot("unreadable")
    app.press("fix")
    app.miss("unreadable")
    app.check.holds("AV#B315")
    app.press("check")
    app.see("alike-AVSB315")
    assert sandbox.requests == asked
    app.press("alike-AVSB315")
    app.result.says("valid", "AVSB315")
    assert sandbox.requests == asked + 1


def test_a_plate_like_a_known_one_is_read_twice(open_app: Callable[..., App], sandbox: Sandbox) -> None:
    """Under NO PERMIT the known look-alike is offered; only the plate's own button opens the next one."""
    app = open_app(PHONE)
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")
    app.result.next_plate()
    app.check.ask("CKRDO81")
    app.result.says("no_permit", "CKRDO81")
    app.hear("alike-CKRD081", "VALID")
    app.see("plate-is")
    app.miss("next")
    app.shot("look-alikes")
    app.check.enter()
    app.hear("plate-is", "C K R D O 8 1")
    app.press("plate-is")
    app.see("next")
    app.press("fix")
    app.miss("result")
    app.check.ready()
    app.check.holds("CKRDO81")
    app.check.enter()
    app.see("alike-CKRD081")
    asked = sandbox.requests
    app.press("alike-CKRD081")
    app.result.says("valid", "CKRD081")
    assert sandbox.requests == asked + 1
    expect(app.find("plate-is")).to_have_count(0)
