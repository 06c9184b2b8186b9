"""What a tab shows, as eyes, fingers and assistive tools find it: every look waits for what it names.

Separate from the page objects because all of them look in this way, and because a look that does not
wait tells how busy the machine is, not what the screen says.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from playwright.sync_api import TimeoutError as NothingSaid
from playwright.sync_api import expect
from tests.e2e.in_page import BEYOND, FRAMES, HEARD, PRESSABLE, SAID, SELECTED, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

PATIENCE_S = 20
HEARD_S = 3
"""Within it the app is told of a press, however busy the machine is; most often at once."""
PAUSE_MS = 50
"""Between two looks: the browser gets the processor."""
TARGET = 48
"""The least side of what can be pressed, in dp."""
SLACK = 0.5
"""Half a pixel over the edge is rounding."""

Seen = TypeVar("Seen")
Box = tuple[float, float, float, float]


class View:
    """One tab's page, looked at again and again until it is as it should be."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lost: list[str] = []
        """What was pressed and did not hear of it."""
        self._told = 0
        """How many messages the page has sent to the app."""
        page.on("websocket", lambda socket: socket.on("framesent", self._count))

    def find(self, identifier: str) -> Locator:
        """Return the control with this identifier."""
        return self.page.locator(f'[flt-semantics-identifier="{identifier}"]')

    def starting(self, prefix: str) -> Locator:
        """Return the controls whose identifier starts so."""
        return self.page.locator(f'[flt-semantics-identifier^="{prefix}"]')

    def press(self, identifier: str) -> None:
        """Press a control in its middle."""
        self.press_on(self.find(identifier))

    def press_on(self, control: Locator) -> None:
        """Press in the middle; a press that the browser lost is made again, as a person does.

        Chromium on a busy machine loses one now and then while Flutter rebuilds its tree: then nothing is
        sent to the app.
        """
        before = self._told
        control.click()
        if not self._is_told(before) and control.count():
            self.lost.append(str(control))
            control.click()

    def _is_told(self, before: int) -> bool:
        end = monotonic() + HEARD_S
        while self._told == before and monotonic() < end:
            self.page.wait_for_timeout(PAUSE_MS)
        return self._told > before

    def _count(self, _: object) -> None:
        self._told += 1

    def focus_on(self, field: Locator) -> None:
        """Put the cursor into a text field, and wait until Flutter has taken it over.

        Flutter tells the browser a few frames later what the field holds and where its cursor is: what was
        typed or selected before that is undone. A person is slower. A click that meets a pane while it
        scrolls is made again.
        """
        for _ in range(3):
            field.click()
            try:
                expect(field).to_be_focused(timeout=5_000)
            except AssertionError:
                continue
            break
        expect(field).to_be_focused()
        self.page.evaluate(FRAMES)

    def type_over(self, field: Locator, text: str) -> None:
        """Type into a text field, in place of what it holds."""
        self.focus_on(field)

        def all_of_it() -> bool:
            self.page.keyboard.press("Control+A")
            return bool(self.page.evaluate(SELECTED))

        self.until(all_of_it, "all that the field holds is selected")
        self.page.keyboard.type(text)
        expect(field).to_have_value(text)

    def hear(self, identifier: str, pattern: str) -> None:
        """Wait until a control says, by its label or its text, a line that matches."""
        try:
            self.page.wait_for_function(HEARD, arg=[identifier, pattern])
        except NothingSaid:
            said = self.find(identifier).evaluate_all(f"nodes => nodes.map({SAID})")
            raise AssertionError(f"{identifier} says {said}, not {pattern!r}") from None

    def see(self, *identifiers: str) -> None:
        """Wait until all of these are there."""
        for identifier in identifiers:
            self.find(identifier).first.wait_for(state="attached")

    def miss(self, *identifiers: str) -> None:
        """Wait until none of these is there."""
        for identifier in identifiers:
            expect(self.find(identifier)).to_have_count(0)

    def texts(self) -> list[str]:
        """Return every line that the screen says to eyes or ears, as of now."""
        lines = [line.strip() for text in self.page.evaluate(TEXTS) for line in str(text).split("\n")]
        return [line for line in lines if line]

    def pressables(self) -> list[tuple[str, float, float, float, float]]:
        """Return name, x, y, width and height of everything that can be pressed, as of now."""
        return [tuple(found) for found in self.page.evaluate(PRESSABLE)]

    def misfits(self) -> list[str]:
        """Return what reaches over the window's edge, and what to press is under 48 dp, as of now."""
        size = self.page.viewport_size
        assert size is not None
        found = [str(line) for line in self.page.evaluate(BEYOND, size["width"])]
        for name, x, y, width, height in self.pressables():
            inside = x + width <= size["width"] + SLACK and y + height <= size["height"] + SLACK
            if min(width, height) < TARGET or min(x, y) < -SLACK or not inside:
                found.append(f"{name}: {width} by {height} at {x}, {y}")
        return found

    def fits(self, what: str = "the screen") -> None:
        """Wait until everything lies inside the window, and what can be pressed is 48 dp or more."""
        self.gives(self.misfits, [], f"{what} fits {self.page.viewport_size}, but for")

    def box(self, identifier: str) -> Box:
        """Return x, y, width and height of a control, once it lies still."""

        def look() -> Box | None:
            box = self.find(identifier).first.bounding_box()
            return None if box is None else (box["x"], box["y"], box["width"], box["height"])

        found = self.settled(look, identifier)
        assert found is not None
        return found

    def scroll_to(self, identifier: str, over: str, step: float = 120) -> None:
        """Turn the wheel over a control until another one, below it in the same pane, is in sight whole."""
        self.find(over).hover(force=True)
        control, wheel = self.find(identifier).first, self.page.mouse.wheel

        def in_sight() -> bool:
            box = control.bounding_box() if control.count() else None
            size = self.page.viewport_size
            assert size is not None
            if box is None or box["height"] < TARGET:
                return False
            return box["y"] >= 0 and box["y"] + box["height"] <= size["height"]

        self.until(lambda: in_sight() or bool(wheel(0, step)), f"{identifier} is in sight")

    # -- waiting

    def wait(self, look: Callable[[], Seen], good: Callable[[Seen], object], what: str) -> Seen:
        """Look until what is seen is good, and return it; a failure tells what was seen last."""
        end = monotonic() + PATIENCE_S
        while not good(seen := look()):
            assert monotonic() < end, f"{what}: {seen}"
            self.page.wait_for_timeout(PAUSE_MS)
        return seen

    def until(self, true: Callable[[], object], what: str) -> None:
        """Wait for something that only looking again and again can tell."""
        self.wait(true, bool, what)

    def gives(self, look: Callable[[], Seen], wanted: Seen, what: str) -> None:
        """Wait until a look gives exactly this."""
        self.wait(look, lambda seen: seen == wanted, what)

    def settled(self, look: Callable[[], Seen], what: str) -> Seen:
        """Return what is seen once there is something, and twice the same."""
        before: list[Seen] = []

        def still(seen: Seen) -> bool:
            same = bool(seen) and before[-1:] == [seen]
            before.append(seen)
            return same

        return self.wait(look, still, f"{what} is there and still")
