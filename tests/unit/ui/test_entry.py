"""The plate field's text: a keyboard and our keypad write to it at once, and nothing is lost or doubled.

A little over 300 lines: one state machine, its examples and its properties together.
"""

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


class Page(Line):
    """A page that tells of each key before its field does; the field may lose it, or tell late."""

    def __init__(self) -> None:
        super().__init__()
        self._events: deque[tuple[str, str]] = deque()

    def press(self, key: str, *, swallowed: bool) -> None:
        """Press a key: the page tells, and unless it is swallowed the field holds it and tells too."""
        self._events.append(("key", key))
        if not swallowed:
            self.client += key
            self._events.append(("report", self.client))

    def hear(self) -> None:
        """Let our end hear of the next event."""
        if not self._events:
            return
        kind, said = self._events.popleft()
        if kind == "key":
            self.entry.pressed(said)
        else:
            self.control = said
            self.entry.reported(said)

    def take(self) -> None:
        """Wait no longer for what was pressed."""
        self.entry.take()

    def rest(self) -> None:
        """Hear everything, and wait for nothing more."""
        while self._events:
            self.hear()
        self.entry.take()


PRESSES = st.sampled_from(["A", "B", "1"])
PAGE_ACTS = st.sampled_from(["hear", "take", "render", "deliver"])


@settings(max_examples=1500)
@given(st.lists(st.tuples(PRESSES, st.booleans()) | PAGE_ACTS, max_size=20))
@example([("A", False), "hear", "take", "hear"])
@example([("A", False), "hear", "take", "render", ("B", False), "deliver", "hear", ("A", False)])
def test_each_key_counts_once_whatever_the_field_tells(acts: list[tuple[str, bool] | str]) -> None:
    """Swallowed, late, in time, taken before it was told: what was pressed is what there is, in order."""
    page, pressed = Page(), ""
    for act in acts:
        if isinstance(act, str):
            getattr(page, act)()
        else:
            pressed += act[0]
            page.press(act[0], swallowed=act[1])
    page.rest()
    assert page.entry.text == pressed


@settings(max_examples=300)
@given(
    st.lists(st.text("AB1", min_size=1, max_size=5), max_size=3), st.lists(PAGE_ACTS, max_size=20), st.data()
)
def test_scan_after_scan_keeps_its_own_characters(
    codes: list[str], between: list[str], data: st.DataObject
) -> None:
    """Each Enter finds exactly the code before it, though texts of the one before are still on their way."""
    page = Page()
    acts = iter(between)
    for code in codes:
        for char in code:
            page.press(char, swallowed=data.draw(st.booleans()))
            getattr(page, next(acts, "hear"))()
        page.rest()
        assert page.entry.text == code
        page.entry.put("")


def test_enter_counts_once() -> None:
    """Taken up without the field's word, its later word counts for nothing; the next one counts again."""
    entry = PlateEntry(100)
    entry.pressed("A")
    entry.pressed("Enter")
    entry.take()
    assert (entry.text, entry.waiting) == ("A", "Enter")
    entry.take_enter()
    assert not entry.entered()
    entry.pressed("Enter")
    assert entry.entered()
    assert entry.entered()


def test_enter_brings_the_keys_before_it() -> None:
    """What was pressed before Enter and never told is asked about with it, what came after is not."""
    entry = PlateEntry(100)
    for key in ("A", "B", "Enter", "C"):
        entry.pressed(key)
    assert entry.entered()
    assert (entry.text, entry.waiting) == ("AB", "C")
    entry.drop()
    assert entry.waiting is None


def test_a_text_that_a_focus_selected_is_not_replaced() -> None:
    """The focus we give selects all: the next key adds to the plate. Later on a person replaces it."""
    now = [10.0]
    entry = PlateEntry(100, clock=lambda: now[0])
    now[0] += 15
    entry.put("AB12")
    entry.focused(has_focus=True)
    now[0] += 15
    entry.reported("4")
    assert entry.text == "4"
    entry.focused(has_focus=False)
    entry.put("AB12")
    entry.focused(has_focus=True)
    entry.pressed("3")
    entry.reported("3")
    assert entry.text == "AB123"


def test_a_key_is_reported_in_small_letters() -> None:
    """The page sees capitals, the field what was typed: it is one key."""
    entry = PlateEntry(100)
    entry.pressed("a")
    entry.pressed("B")
    entry.reported("ab")
    assert (entry.text.upper(), entry.waiting) == ("AB", None)
    entry.pressed("C")
    entry.pressed("D")
    entry.reported("abd")
    assert (entry.text.upper(), entry.waiting) == ("ABCD", None)


def test_text_that_no_key_made_is_taken_as_it_is() -> None:
    """Pasted text is there as pasted, beside a key that the field never told."""
    entry = PlateEntry(100)
    entry.reported("ABC123")
    assert entry.text == "ABC123"
    entry.reported("ABC12")
    assert (entry.text, entry.waiting) == ("ABC12", None)


def test_what_is_long_past_is_not_waited_for() -> None:
    """A key that was taken up and never told does not swallow the same letter typed much later."""
    now = [10.0]
    entry = PlateEntry(100, clock=lambda: now[0])
    entry.pressed("A")
    entry.take()
    now[0] += 15
    entry.pressed("B")
    entry.reported("AB")
    entry.reported("ABA")
    assert entry.text == "ABA"


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
