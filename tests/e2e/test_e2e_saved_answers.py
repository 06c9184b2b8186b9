"""A bad network: the saved answer with its age, and NOT CHECKED with its reason; never a wrong NO PERMIT."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.pages import PHONE, WORDS, App

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser

# the sandbox's fault, the problem's kind, its sentence
FAULTS = (
    ("portal", "portal", "A sign-in page answered."),
    ("refused", "refused", "The service refused this device."),
    ("busy", "busy", "The service is busy."),
    ("error", "server_error", "The service failed."),
    ("redirect", "redirected", "The service points elsewhere."),
    ("bad", "unreadable", "The answer could not be read."),
    ("wrong_plate", "wrong_plate", "The answer is for another plate."),
    ("slow", "timeout", "No answer in time."),
)


def test_a_dead_service_leaves_the_saved_answer_with_its_age(
    open_app: Callable[..., App], sandbox: Sandbox
) -> None:
    """Without a connection the saved verdict stands, says its age, which counts on, and is queued."""
    app = open_app(PHONE)
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")
    app.result.age("^live, ")
    sandbox.break_("dead")
    app.press("again")
    app.result.age(r"^\d+ S OLD$")
    app.result.says("valid", "CKRD081")
    app.see("problem-unreachable", "queued")
    app.miss("recheck")
    app.hear("connection", r"^Offline since \d\d:\d\d")
    app.hear("verdict", r"saved answer of \d\d:\d\d, not live")
    app.shot("saved")
    first = app.find("age").inner_text()
    expect(app.find("age")).not_to_have_text(first)
    app.result.age(r"^\d+ S OLD$")
    sandbox.break_()
    app.press("again")
    app.result.age("^live, ")
    app.miss("problem-unreachable", "queued")
    app.hear("connection", "^Live")


def test_a_slow_service_shows_the_saved_answer_until_the_live_one(
    open_app: Callable[..., App], sandbox: Sandbox, demo: Server
) -> None:
    """After 2 s the saved answer stands in and says so; the live one of the same check replaces it."""
    app = open_app(PHONE)
    app.check.ask("GHWT251")
    app.result.says("valid", "GHWT251")
    sandbox.break_(latency_s=3)
    app.press("again")
    app.see("asking")
    app.see("still-asking")
    app.result.says("valid", "GHWT251")
    app.result.age(r"^\d+ S OLD$")
    app.miss("queued")
    app.shot("still-asking")
    app.miss("still-asking")
    app.result.age("^live, ")
    app.result.says("valid", "GHWT251")
    assert [line["source"] for line in demo.history("GHWT251")][:2] == ["live", "live"]


def test_a_saved_answer_against_the_car_says_recheck(
    open_app: Callable[..., App], sandbox: Sandbox, new_plate: Callable[..., str]
) -> None:
    """NO PERMIT, EXPIRED and VALID ELSEWHERE carry RECHECK BEFORE ACTING when saved, not when live."""
    app, unknown = open_app(PHONE), new_plate()
    for verdict, plate in (("no_permit", unknown), ("expired", "HXRT640"), ("valid_elsewhere", "KLMN03")):
        app.check.ask(plate)
        app.result.says(verdict, plate)
        app.result.age("^live, ")
        app.miss("recheck")
        sandbox.break_("dead")
        app.press("again")
        app.hear("recheck", "^RECHECK BEFORE ACTING")
        app.result.says(verdict, plate)
        app.shot(verdict)
        sandbox.break_()
        app.result.next_plate()


def test_a_refused_token_is_said_beside_the_saved_answer(
    open_app: Callable[..., App], sandbox: Sandbox
) -> None:
    """The saved verdict stands, and that the service refuses this device is a state of its own."""
    app = open_app(PHONE)
    app.check.ask("CKRD081")
    app.result.says("valid", "CKRD081")
    sandbox.break_("refused")
    app.press("again")
    app.hear("problem-refused", r"The service refused this device\.")
    app.hear("problem-refused", r"Code 9034\.")
    app.result.says("valid", "CKRD081")
    app.result.age(r"^\d+ S OLD$")
    app.hear("connection", "^Refused")


def test_each_failure_is_not_checked_with_its_reason(
    open_app: Callable[..., App], sandbox: Sandbox, new_plate: Callable[..., str], demo: Server
) -> None:
    """Whatever goes wrong, a plate nobody saved is NOT CHECKED, says why, and never says NO PERMIT."""
    app = open_app(PHONE)
    for mode, kind, sentence in FAULTS:
        plate = new_plate()
        sandbox.break_(mode)
        app.check.ask(plate)
        app.result.says("not_checked", plate)
        app.hear(f"problem-{kind}", re.escape(sentence))
        app.hear(f"problem-{kind}", "This says nothing about the permit")
        app.result.age("^no answer$")
        app.gives(lambda: [line for line in app.texts() if WORDS["no_permit"] in line.upper()], [], mode)
        app.shot(kind)
        app.result.next_plate()
    kinds = [line["problem"]["kind"] for line in demo.history()[: len(FAULTS)]]
    assert kinds == [kind for _, kind, _ in reversed(FAULTS)]
