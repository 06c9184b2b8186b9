"""What belongs to the person, in a browser: choices of an earlier visit, and what is heard and felt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.e2e.pages import App

Box = tuple[float, float, float, float]

# The browser has neither a loudspeaker nor a motor here: what it is told to do is counted, and still done.
COUNTING = """() => {
  window.heard = 0; window.felt = 0; window.said = [];
  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function () { window.heard += 1; return play.apply(this, arguments); };
  navigator.vibrate = () => { window.felt += 1; return true; };
}"""
VOICE = """() => {
  speechSynthesis.getVoices = () => [{ lang: 'en' }];
  speechSynthesis.speak = (said) => window.said.push(said.text);
}"""
# Boxes that a scrolling row or pane keeps beyond its edge are not cut: they are scrolled to.
BEYOND = """width => [...document.querySelectorAll('flt-semantics-host flt-semantics')]
  .filter(node => !node.parentElement.closest('flt-semantics:has(> flt-semantics-scroll-overflow)'))
  .map(node => [node.getAttribute('flt-semantics-identifier') || node.innerText,
                node.getBoundingClientRect()])
  .filter(([, box]) => box.left < -0.5 || box.right > width + 0.5)
  .map(([name, box]) => `${name}: ${box.left}..${box.right}`)"""


def as_chosen(app: App, **choices: str) -> App:
    """Come back as a person who chose this on an earlier visit."""
    for name, value in choices.items():
        app.page.evaluate(
            "([name, value]) => localStorage.setItem(name, value)",
            [f"flutter.platecheck.{name}", json.dumps(value)],
        )
    again = app.another_visit()
    again.check.ready()
    return again


def count_signals(app: App) -> None:
    """Count from now on what is heard and felt."""
    app.page.evaluate(COUNTING)


def signals(app: App) -> tuple[int, int]:
    """Return how often something was heard and felt."""
    heard, felt = app.page.evaluate("[window.heard, window.felt]")
    return heard, felt


def said_by(app: App, identifier: str) -> list[str]:
    """Return what each control of this name says; one without parts says it by its text."""
    app.see(identifier)
    said = app.find(identifier).evaluate_all("nodes => nodes.map(n => n.ariaLabel || n.textContent)")
    return [str(text) for text in said]


def box_of(app: App, identifier: str) -> Box:
    """Return x, y, width and height of a control."""
    box = app.find(identifier).first.bounding_box()
    assert box is not None
    return box["x"], box["y"], box["width"], box["height"]


def beyond(app: App, width: float) -> list[str]:
    """Return what reaches over the window's left or right edge."""
    return [str(found) for found in app.page.evaluate(BEYOND, width)]


def keypad_of(app: App) -> dict[str, Box]:
    """Return where the keys are."""
    return {
        name.removeprefix("key-"): tuple(round(side, 1) for side in box)  # type: ignore[misc]
        for name, *box in app.pressables()
        if name.startswith("key-")
    }
