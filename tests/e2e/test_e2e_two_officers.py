"""Two officers on one installation: what is slow for the one is not slow for the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, App

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
    slow, quick = open_app(PHONE), open_app(DESKTOP)
    quick.check.ask(KNOWN)
    quick.result.says("valid", KNOWN)
    plate, typed = new_plate(), new_plate()
    sandbox.break_(latency_s=SLOW_S)
    slow.check.ask(plate)
    slow.see("asking")
    for length, char in enumerate(typed, start=1):
        quick.check.type(char)
        quick.check.holds(typed[:length])
    quick.go_to("history")
    quick.history.open_newest(KNOWN)
    quick.result.says("valid", KNOWN)
    # After all that the first officer's check is still on its way.
    slow.see("asking")
    slow.miss("verdict")
    assert demo.history(plate) == []
    slow.result.says("no_permit", plate)
