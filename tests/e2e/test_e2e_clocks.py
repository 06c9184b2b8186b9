"""How long things are kept, as settings: told in words what is wrong, saved, and there on the next visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.e2e.pages_settings import Settings

from platecheck.wiring import read_settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Server

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
def test_how_long_things_are_kept_is_changed_and_kept(
    size: tuple[int, int], office: Server, open_settings: Callable[..., tuple[App, Settings]]
) -> None:
    """Each clock tells its limits in words at its field; one that can be saved is there on the next visit."""
    app, settings = open_settings(size)
    settings.section("clocks")
    settings.holds("keep_answers_hours", "72")
    settings.enter("keep_answers_hours", "1000")
    settings.enter("lease_days", "a week")
    app.hear("wrong-keep_answers_hours", "From 1 to 720 hours")
    app.press("save")
    app.hear("wrong-lease_days", "whole number of days")
    app.hear("settings-problem", "Not saved.*Clear answers, hours, Saved answers without the service, days")
    app.shot("wrong")
    app.fits()
    settings.enter("keep_answers_hours", "24")
    settings.enter("lease_days", "3")
    settings.save()
    again = app.another_visit()
    visit = Settings(again)
    visit.open()
    visit.section("clocks")
    visit.holds("keep_answers_hours", "24")
    visit.holds("lease_days", "3")
    kept = read_settings(office.directory, {})
    assert (kept.keep_answers_hours, kept.lease_days) == (24, 3)
