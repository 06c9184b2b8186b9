"""Two officers on one installation: what is slow for the one is not slow for the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
from tests.e2e.pages import PHONE, App
from tests.e2e.pages_history import log_of

from platecheck.sandbox.campus import DEMO_CLIENT, DEMO_TOKEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Sandbox, Server

pytestmark = pytest.mark.browser

KNOWN = "CKRD081"
SLOW_S = 6.0
"""Longer than the other officer's part takes on a machine under load, shorter than until giving up."""


def test_a_slow_check_of_one_officer_delays_nothing_of_another(
    open_app: Callable[..., App], sandbox: Sandbox, demo: Server, new_plate: Callable[..., str]
) -> None:
    """While one officer's check hangs, the other types, sees each key, and reads the log."""
    slow, quick = open_app(PHONE), open_app(PHONE)
    quick.check.ask(KNOWN)
    quick.result.says("valid", KNOWN)
    quick.result.next_plate()
    plate, typed = new_plate(), new_plate(4)
    sandbox.break_(latency_s=SLOW_S)
    with ThreadPoolExecutor(1) as aside:
        # The same wait without the app between: what holds up the app's own clock does not hold up this one.
        bare = aside.submit(bare_check, sandbox.url, plate)
        slow.check.ask(plate)
        slow.see("asking")  # else the other one might be done before this check is under way
        # None of it is the browser's own doing: the keypad's echo, the route and the log are the server's.
        for length, char in enumerate(typed, start=1):
            quick.check.tap(char)
            quick.check.holds(typed[:length])
        log = log_of(quick)
        log.open(KNOWN)
        log.says_then("valid")
        assert not bare.done(), "the other officer was held up until the service had answered"
        slow.see("asking")
        slow.miss("verdict")
        assert bare.result() == 200
    slow.result.says("no_permit", plate)
    assert [entry["plate"] for entry in demo.history(plate)] == [plate]


def bare_check(url: str, plate: str) -> int:
    """Ask the service itself, past the app; returns the HTTP status."""
    body = {"api_token": DEMO_TOKEN, "client": DEMO_CLIENT, "plate": plate}
    with httpx.Client(base_url=url, trust_env=False, timeout=30) as client:
        return client.post("/api/v1/validate/plate", json=body).status_code
