"""The plate field's text: a keyboard and our keypad write to it at once, and nothing is lost or doubled."""

from __future__ import annotations

from collections import deque
from string import ascii_uppercase

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from platecheck.ui.entry import PlateEntry


class Line:
    """The field in a browser, our end, and the two ways between them, each with its latency."""

    def __init__(self) -> None:
        self.entry = PlateEntry(100)
        self.client = ""
        """What the field in the browser holds."""
        self.control = ""
        """What our end's control holds: overwritten as soon as a report arrives."""
        self._up: deque[str] = deque()
        self._arrived: deque[str] = deque()
        self._down: deque[str] = deque()

    def keyboard(self, key: str) -> None:
        """Press a key of a keyboard or scanner, `<` for Backspace: the field changes, and reports itself."""
        if key != "<" or self.client:
            self.client = self.client[:-1] if key == "<" else self.client + key
            self._up.append(self.client)

    def keypad(self, key: str) -> None:
        """Press a key of ours."""
        self.entry.put(self.entry.text[:-1] if key == "<" else self.entry.text + key)

    def arrive(self) -> None:
        """Let the oldest report arrive."""
        if self._up:
            self.control = self._up.popleft()
            self._arrived.append(self.control)

    def handle(self) -> None:
        """Handle the oldest report that arrived."""
        if self._arrived:
            self.entry.reported(self._arrived.popleft())

    def report(self) -> None:
        """Let a report arrive, and handle it at once."""
        self.arrive()
        self.handle()

    def render(self) -> None:
        """Render the screen, and send what changed."""
        text = self.entry.to_render(self.control)
        if text != self.control:
            self.control = text
            self._down.append(text)

    def deliver(self) -> None:
        """Put the oldest text that was sent into the field."""
        if self._down:
            self.client = self._down.popleft()

    def settle(self) -> None:
        """Nobody types any more: all that is under way gets through."""
        for _ in range(200):
            if (
                not (self._up or self._arrived or self._down)
                and self.client == self.control == self.entry.text
            ):
                return
            self.arrive()
            self.handle()
            self.render()
            self.deliver()
        pytest.fail(f"the field shows {self.client!r} and our end has {self.entry.text!r}")


def _both_hands(acts: list[str]) -> None:
    line, chars = Line(), iter(ascii_uppercase)
    typed = {"keyboard": "", "keypad": ""}
    for act in acts:
        if act in typed:
            typed[act] += (char := next(chars))
            getattr(line, act)(char)
        else:
            getattr(line, act)()
    line.settle()
    text = line.entry.text
    assert sorted(text) == sorted(typed["keyboard"] + typed["keypad"])
    for hand in typed.values():
        assert "".join(char for char in text if char in hand) == hand


@settings(max_examples=500)
@given(st.lists(st.sampled_from(["keyboard", "keypad", "report", "render", "deliver"]), max_size=24))
def test_two_hands_at_once_lose_and_double_nothing(acts: list[str]) -> None:
    """However reports and texts cross on their way, each character is there once, each hand's in order."""
    _both_hands(acts)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(["keyboard", "keypad", "arrive", "handle", "render", "deliver"]), max_size=24)
)
@example(["keyboard", "keyboard", "arrive", "render", "render"])
def test_renders_between_a_report_and_its_handling_lose_nothing(acts: list[str]) -> None:
    """A report that has arrived is never overwritten, however often the screen is rendered meanwhile."""
    _both_hands(acts)


KEYS = st.sampled_from("AB1<")
BURST = st.lists(KEYS | st.sampled_from(["arrive", "handle", "render", "deliver"]), max_size=10)


def _one_after_the_other(bursts: list[tuple[str, list[str]]]) -> None:
    line, expected = Line(), ""
    for hand, acts in bursts:
        for act in acts:
            if len(act) > 1:
                getattr(line, act)()
                continue
            getattr(line, hand)(act)
            expected = expected[:-1] if act == "<" else expected + act
        line.settle()
        assert line.entry.text == expected


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(["keyboard", "keypad"]), BURST), max_size=4))
@example([("keyboard", ["A", "<", "arrive", "B"])])
@example([("keyboard", ["B"]), ("keypad", ["<"]), ("keyboard", ["B", "arrive", "render"])])
def test_one_hand_after_the_other_gets_exactly_what_was_typed(bursts: list[tuple[str, list[str]]]) -> None:
    """Typed, corrected and repeated characters come out as typed, whatever the latency."""
    _one_after_the_other(bursts)


SLOW = st.lists(KEYS | st.sampled_from(["report", "deliver"]), max_size=10)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(["keyboard", "keypad"]), SLOW), max_size=4))
def test_a_slow_line_alone_changes_nothing(bursts: list[tuple[str, list[str]]]) -> None:
    """With renders only once a hand rests, what was typed is what there is."""
    _one_after_the_other(bursts)


@settings(max_examples=200)
@given(st.lists(st.tuples(st.sampled_from("AB1"), st.booleans()), max_size=10))
def test_keys_the_browser_swallowed_are_put_in(keys: list[tuple[str, bool]]) -> None:
    """Keys pressed while the focus was on its way come before the first key that the field reports."""
    line, last = Line(), 0
    for count, (key, swallowed) in enumerate(keys, start=1):
        line.entry.pressed.append(key)
        if not swallowed:
            line.keyboard(key)
            last = count
        line.settle()
    pressed = "".join(key for key, _ in keys)
    reported = pressed[:last]
    assert line.entry.text + "".join(line.entry.pressed) == pressed
    assert len(line.entry.text) <= len(reported)


def test_a_key_is_reported_in_small_letters() -> None:
    """The page sees capitals, the field what was typed: it is one key."""
    entry = PlateEntry(100)
    entry.pressed = ["A", "B"]
    entry.reported("ab")
    assert (entry.text, entry.pressed) == ("ab", [])
    entry.pressed = ["C", "D"]
    entry.reported("abd")
    assert (entry.text, entry.pressed) == ("abCD", [])


def test_text_that_no_key_made_is_taken_as_it_is() -> None:
    """Pasted text ends the waiting for keys, and none of them is put in twice."""
    entry = PlateEntry(100)
    entry.pressed = ["X"]
    entry.reported("ABC123")
    assert (entry.text, entry.pressed) == ("ABC123", [])
    entry.pressed = ["X"]
    entry.reported("ABC12")
    assert (entry.text, entry.pressed) == ("ABC12", [])


def test_our_keys_stop_at_the_limit() -> None:
    """A key held down fills the field and no more."""
    entry = PlateEntry(3)
    for _ in range(5):
        entry.put(entry.text + "A")
    assert entry.text == "AAA"


def test_a_new_field_gets_the_text() -> None:
    """After a change of screens the new field starts with what was typed."""
    entry = PlateEntry(100)
    entry.reported("ABC")
    assert entry.to_render(None) == "ABC"
    entry.put("")
    assert entry.to_render("ABC") == ""


def test_more_keys_than_are_remembered() -> None:
    """Many keys of ours before the first report are merged all the same."""
    line = Line()
    for _ in range(70):
        line.keypad("A")
    line.keyboard("B")
    line.settle()
    assert sorted(line.entry.text) == ["A"] * 70 + ["B"]
