"""The settings: edited, saved, refused in words; a token that never comes back; the test; the wipe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.e2e.pages_settings import Settings

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_OFFICER_TOKEN, DEMO_TOKEN
from platecheck.wiring import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
OTHER_TOKEN = "another-token-77-nobody-may-read"


def file_of(server: Server) -> dict[str, object]:
    """Return what stands in the settings file."""
    found: dict[str, object] = json.loads((server.directory / "settings.json").read_text(encoding="utf-8"))
    return found


@SIZES
def test_what_is_edited_is_kept_until_it_is_saved(
    size: tuple[int, int], office: Server, open_settings: Callable[..., tuple[App, Settings]]
) -> None:
    """A change survives going elsewhere, is said to be unsaved, and is in force once saved."""
    app, settings = open_settings(size)
    app.miss("unsaved", "save")
    settings.section("site")
    settings.enter("grace_minutes", "7")
    settings.enter("officer", "Noor")
    app.press("role-supervisor")
    settings.is_chosen("role-supervisor")
    app.hear("fixed-timezone", "America/Toronto.*PLATECHECK_TIMEZONE")
    app.see("unsaved")
    app.shot("unsaved")
    app.fits()
    app.go_to("check")
    settings.open()
    app.see("unsaved")
    settings.holds("grace_minutes", "7")
    assert "grace_minutes" not in file_of(office)
    settings.save()
    app.shot("saved")
    kept = read_settings(office.directory, {})
    assert (kept.grace_minutes, kept.officer, kept.role) == (7, "Noor", "supervisor")
    settings.enter("officer", "Someone else")
    app.press("discard")
    settings.holds("officer", "Noor")
    app.miss("unsaved")


@SIZES
def test_a_bad_value_is_said_beside_its_field_and_nothing_is_lost(
    size: tuple[int, int],
    office: Server,
    open_settings: Callable[..., tuple[App, Settings]],
    sandbox: Sandbox,
) -> None:
    """Plain http and what is no address are told apart in words; what was typed stays to be corrected."""
    app, settings = open_settings(size)
    before = file_of(office)
    settings.section("access")
    settings.enter("controller_url", "http://controller.example.com")
    settings.enter("validation_url", "service example")
    app.press("save")
    app.hear("wrong-validation_url", "no address")
    app.hear("wrong-controller_url", "plain http would send the token readable")
    app.hear("settings-problem", "Not saved.*Validation address, Controller address")
    app.shot("wrong")
    settings.holds("validation_url", "service example")
    settings.holds("controller_url", "http://controller.example.com")
    assert file_of(office) == before
    settings.enter("validation_url", f"{sandbox.url}/")
    app.miss("wrong-validation_url")
    settings.enter("controller_url", sandbox.url)
    app.miss("wrong-controller_url", "settings-problem")
    settings.save()
    app.go_to("check")
    app.check.ready()
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")


def test_a_token_is_replaced_and_never_comes_back(
    office: Server, open_settings: Callable[..., tuple[App, Settings]]
) -> None:
    """Typed, left, come back to and saved, a token is never in what the server sends, and not on disk."""
    app, settings = open_settings(PHONE)
    settings.enter("token", OTHER_TOKEN)
    app.see("unsaved")
    app.go_to("check")
    settings.open()
    app.see("token-again")
    assert OTHER_TOKEN not in app.page.content()
    settings.save()
    settings.holds("token", "")
    app.go_to("check")
    settings.open()
    settings.holds("token", "")
    again = app.another_visit()
    again.go_to("settings")
    again.see("field-token")
    assert read_settings(office.directory, {}).token.get_secret_value() == OTHER_TOKEN
    for token in (OTHER_TOKEN, DEMO_TOKEN):
        assert token.encode() not in app.watch.received
        assert all(token.encode() not in path.read_bytes() for path in office.directory.rglob("*.*"))


@SIZES
def test_the_test_of_the_connection_says_what_is_wrong(
    size: tuple[int, int],
    office: Server,
    open_settings: Callable[..., tuple[App, Settings]],
    sandbox: Sandbox,
) -> None:
    """Everything works; then a refused token with its code, then a sign-in page; each plate is in the log."""
    app, settings = open_settings(size)
    settings.section("test")
    app.press("test")
    app.hear("wrong-test-plate", "Enter a plate")
    settings.test("CKRD081")
    settings.finds("result", "Everything works")
    settings.finds("validation", r"answered in \d.*CKRD081")
    settings.finds("controller", r"answered in \d.*user types")
    settings.finds("clock", "right")
    app.shot("good")
    app.fits()
    for mode, said in (("refused", "The token was refused.*9034"), ("portal", "A sign-in page answered")):
        sandbox.break_(mode)
        app.press("test")
        settings.finds("result", said)
        app.shot(mode)
    reasons = [check.get("plate") for check in office.history("CKRD081")]
    assert reasons == ["CKRD081"] * 3
    sandbox.break_()
    settings.section("access")
    settings.enter("token", DEMO_OFFICER_TOKEN)
    settings.section("test")
    app.hear("test", "Save and test")
    app.press("test")
    settings.finds("controller", "9002")
    settings.finds("result", "Everything works")
    app.press("test-open")
    app.result.says("valid", "CKRD081")


@SIZES
def test_lots_are_added_edited_removed_and_brought_back(
    size: tuple[int, int], office: Server, open_settings: Callable[..., tuple[App, Settings]]
) -> None:
    """A row is checked by itself, undone by itself, and the whole table is written when it is saved."""
    app, settings = open_settings(size)
    settings.section("lots")
    app.press("lot-add")
    settings.enter("lot-name", "north lot")
    app.press("lot-done")
    app.hear("wrong-lot-name", "already")
    app.shot("twice")
    app.fits()
    settings.enter("lot-name", "Garage")
    settings.enter("lot-short-names", "GAR, G-1 ,GAR")
    app.press("lot-done")
    expect(settings.lot("Garage")).to_contain_text("GAR, G-1")
    settings.edit_lot("North Lot")
    app.press("lot-remove")
    app.hear("lots-changed", "North Lot was removed")
    expect(settings.lot("North Lot")).to_have_count(0)
    app.shot("removed")
    app.fits()
    app.press("lots-undo")
    expect(settings.lot("North Lot")).to_have_count(1)
    settings.edit_lot("North Lot")
    settings.enter("lot-locations", "Lot N")
    settings.save()
    kept = read_settings(office.directory, {}).lot_names
    assert {lot: (names.short_names, names.dntt_locations) for lot, names in kept.items()} == {
        "Garage": (("GAR", "G-1"), ()),
        "Main Street": (("LOT6",), ("Lot 6",)),
        "North Lot": (("NORTH",), ("Lot N",)),
    }
    app.go_to("check")
    app.press("lot")
    app.see("lot-Garage", "lot-North Lot")
    app.press("lot-Garage")


@SIZES
def test_a_wipe_names_what_goes_and_leaves_nothing(
    size: tuple[int, int],
    office: Server,
    open_tab: Callable[..., App],
    sandbox: Sandbox,
) -> None:
    """Waiting checks are named, a typed word confirms; history, recents and counts are empty after."""
    app = open_tab(office.url, *size)
    app.check.ready()
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")
    if size == PHONE:
        app.result.next_plate()
    sandbox.break_("portal")
    app.check.ask("CAJ479")
    app.result.says("not_checked", "CAJ479")
    if size == PHONE:
        app.result.next_plate()
    settings = Settings(app)
    settings.open()
    settings.section("device")
    settings.held("checks", "2")
    settings.held("queued", "1")
    app.press("wipe")
    app.hear("wipe-warning-0", "wait for a live answer: 1")
    app.hear("wipe-goes", "checks: 2.*saved answers: 1")
    app.shot("asking")
    app.fits()
    app.press("wipe-keep")
    app.miss("wiping")
    app.press("wipe")
    settings.enter("wipe-word", "wipe")
    app.press("wipe-go")
    app.see("wiped")
    settings.held("checks", "0")
    settings.held("queued", "0")
    app.see("holdings-empty", "held-wiped-at")
    app.shot("wiped")
    assert office.history() == []
    app.go_to("history")
    expect(app.history.rows).to_have_count(0)
    app.go_to("check")
    app.check.ready()
    expect(app.starting("recent-")).to_have_count(0)
    assert read_settings(office.directory, {}).client == DEMO_CLIENT


def test_what_is_chosen_is_heard_and_lasts(open_settings: Callable[..., tuple[App, Settings]]) -> None:
    """Each choice of the person is told as checked, and is there on the next visit."""
    app, settings = open_settings(PHONE)
    for chosen in (
        "language-en",
        "theme-system",
        "hand-right",
        "text_size-normal",
        "sounds-on",
        "discreet-off",
    ):
        settings.is_chosen(chosen)
    for wanted, other in (
        ("theme-day", "theme-system"),
        ("hand-left", "hand-right"),
        ("text_size-large", "text_size-normal"),
        ("sounds-off", "sounds-on"),
        ("discreet-on", "discreet-off"),
    ):
        app.press(wanted)
        settings.is_chosen(wanted)
        expect(app.find(other)).not_to_be_checked()
    again = app.another_visit()
    visit = Settings(again)
    visit.open()
    visit.is_chosen("hand-left")
    visit.is_chosen("sounds-off")
