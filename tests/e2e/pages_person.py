"""What belongs to the person, in a browser: choices of an earlier visit, and what is heard and felt."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from platecheck.ui.texts import CATALOGUE

if TYPE_CHECKING:
    from tests.e2e.looking import Box
    from tests.e2e.pages import App

SAME_IN_BOTH = "language."
"""The other language is offered in its own words."""
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


def as_chosen(app: App, **choices: str) -> App:
    """Come back as a person who chose this on an earlier visit."""
    for name, value in choices.items():
        app.page.evaluate(
            "([name, value]) => localStorage.setItem(name, value)",
            [f"flutter.platecheck.{name}", json.dumps(value)],
        )
    again = app.another_visit()
    again.check.ready()
    app.page.goto("about:blank")  # what nobody looks at any more need not be drawn
    return again


def count_signals(app: App) -> None:
    """Count from now on what is heard and felt."""
    app.page.evaluate(COUNTING)


def signals(app: App) -> tuple[int, int]:
    """Return how often something was heard and felt, up to now."""
    heard, felt = app.page.evaluate("[window.heard, window.felt]")
    return heard, felt


def says(app: App, identifier: str, *texts: str) -> None:
    """Wait until the controls of this name say exactly these."""
    app.gives(lambda: said_by(app, identifier), list(texts), f"what {identifier} says")


def said_by(app: App, identifier: str) -> list[str]:
    """Return what each control of this name says as of now; one without parts says it by its text."""
    said = app.find(identifier).evaluate_all("nodes => nodes.map(n => n.ariaLabel || n.textContent)")
    return [str(text) for text in said]


def keypad_of(app: App) -> dict[str, Box]:
    """Return where the keys are, once they lie still."""

    def look() -> dict[str, Box]:
        return {
            name.removeprefix("key-"): (round(x, 1), round(y, 1), round(width, 1), round(height, 1))
            for name, x, y, width, height in app.pressables()
            if name.startswith("key-")
        }

    return app.settled(look, "the keypad")


def english(lines: list[str]) -> list[str]:
    """Return the lines that are English texts of the catalogue, whole or between their separators."""
    patterns = []
    for key, (text, french) in CATALOGUE.items():
        if text != french and not key.startswith(SAME_IN_BOTH):
            parts = re.split(r"\{\w+\}", text)
            if any(re.search(r"[A-Za-z]{2}", part) for part in parts):
                patterns.append(".+".join(map(re.escape, parts)))
    spoken = re.compile("|".join(patterns))
    return [line for line in lines for part in (line, *line.split(" · ")) if spoken.fullmatch(part)]
