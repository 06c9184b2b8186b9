"""The page under its own content policy: what it allows is enough, and nothing is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect
from tests.e2e.driving import Watch
from tests.e2e.pages import PHONE, App

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from tests.e2e.driving import Server


def test_a_plate_is_checked_with_the_policy_in_force(browser: Browser, demo: Server) -> None:
    """The page loads, takes a plate and shows its verdict; the browser refuses it nothing."""
    context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, locale="en-CA")
    page = context.new_page()
    app = App(page, Watch(page), "policy")
    answer = page.goto(demo.url)
    assert answer is not None
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]
    expect(app.find("plate").locator("input")).to_be_focused()
    for char in "CKRD081":
        app.press(f"key-{char}")
    app.press("check")
    expect(app.find("verdict")).to_be_visible()
    context.close()
    assert app.watch.complaints == []
