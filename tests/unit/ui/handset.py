"""A client of the app without a browser: the whole page runs, and what it sends is taken note of.

The one file that reads Flet's private modules; the client itself, which is Flutter, is all it stands for.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, TypeVar

import flet as ft
import msgpack
from flet.components.component import Component
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import Message, MessageAction, configure_encode_object_for_msgpack
from flet.messaging.session import Session as FletSession
from flet.pubsub.pubsub_hub import PubSubHub

from platecheck.ui.app import make_main
from platecheck.ui.session import Session
from platecheck.ui.state import Startup

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from platecheck.wiring import Installation

T = TypeVar("T")
PATIENCE_S = 20.0
"""How long a state is waited for."""
_PACK = configure_encode_object_for_msgpack(BaseControl)


class Handset(Connection):
    """One page: it answers every call at once while it is connected, and is deaf and dumb while it is not."""

    def __init__(self, installation: Installation, size: tuple[int, int], *, web: bool = True) -> None:
        super().__init__()
        self._installation = installation
        self.loop = asyncio.get_running_loop()
        self.page_url = "http://127.0.0.1"
        self.pubsubhub = PubSubHub(self.loop)
        self.flet = FletSession(self)
        self.called: list[str] = []
        """The methods that were called on it, oldest first."""
        self.sent: list[bytes] = []
        """All that it was sent, packed."""
        self.mute = False
        """While True it answers nothing: what it was asked is lost with the connection."""
        self.answers: dict[str, Any] = {}
        """What it answers to these methods; to all others nothing. An error is told in its words."""
        self.let_pop: list[bool] = []
        """What the app said to the device's Back: True leaves it."""
        self._tasks: set[asyncio.Task[Any]] = set()
        width, height = size
        self.flet.apply_page_patch({"route": "/", "web": web, "width": width, "height": height})
        self._pack(self.flet.get_page_patch())

    @property
    def session(self) -> Session:
        """The person's session behind the page."""
        args = [one.args for one in self.flet.index.values() if isinstance(one, Component)]
        return next(arg for each in args for arg in each if isinstance(arg, Session))

    async def open_ready(self) -> Session:
        """Start the app on this page, up to the field."""
        session = await self.start()
        await self.until(lambda: session.state.opening.startup is Startup.READY, "the app is ready")
        return session

    async def start(self) -> Session:
        """Start the app on this page."""
        _context_page.set(self.flet.page)
        await make_main(self._installation)(self.flet.page)
        return self.session

    def send_message(self, message: Message) -> None:
        """Take what the app sends; answer what it calls."""
        self._pack(message.body)
        if message.action is MessageAction.INVOKE_METHOD:
            self._later(self._answer(message.body))

    async def lose(self) -> None:
        """Lose the connection, as a reload or a tunnel does."""
        await self.flet.disconnect(3600)

    async def come_back(self) -> None:
        """Connect again."""
        await self.flet.connect(self)

    async def go(self, route: str) -> None:
        """Change the route by the client's own hand: the browser's Back, or an address."""
        page = self.flet.page
        self.flet.apply_page_patch({"route": route})
        await self.flet.dispatch_event(page._i, "route_change", {"route": route})

    async def press_key(self, key: str, *, alt: bool = False) -> None:
        """Press a key of a keyboard, which the page sees."""
        held = {"key": key, "shift": False, "ctrl": False, "alt": alt, "meta": False}
        await self.flet.dispatch_event(self.flet.page._i, "keyboard_event", held)

    async def choose_file(self, data: bytes) -> None:
        """Choose a file by the button on screen that lets one be chosen."""
        parts = [one for view in self.flet.page.views for one in within(view)]
        acts = [one.action for one in parts if isinstance(one, ft.Button)]
        picker = next(act.file_picker for act in acts if isinstance(act, ft.PickFiles))
        file = {"id": 1, "name": "car.jpg", "size": len(data), "path": None, "bytes": data}
        await self.flet.dispatch_event(picker._i, "result", {"files": [file]})

    async def press_back(self) -> None:
        """Press the device's Back."""
        view = self.flet.page.views[0]
        await self.flet.dispatch_event(view._i, "confirm_pop", None)

    def told(self) -> list[tuple[str, str]]:
        """Return name and label of every part of the page that has a name, as it stands there."""
        return [(one.identifier, one.label or "") for one in self.semantics() if one.identifier]

    def semantics(self) -> list[ft.Semantics]:
        """Return all of the page that ears are told, as it stands there."""
        views = self.flet.page.views
        return [one for view in views for one in within(view) if isinstance(one, ft.Semantics)]

    async def tap(self, identifier: str) -> None:
        """Press the button of that name, once it is there."""
        await self.until(lambda: identifier in dict(self.told()), identifier)
        named = next(one for one in self.semantics() if one.identifier == identifier)
        button = next(one for one in within(named) if isinstance(one, ft.Button | ft.IconButton))
        await self.flet.dispatch_event(button._i, "click", None)

    def begin(self, act: Callable[[], Coroutine[Any, Any, T]]) -> asyncio.Task[T]:
        """Begin an act as a press does, without waiting for its end."""
        return asyncio.ensure_future(act())

    async def close(self) -> None:
        """Close the page for good."""
        self.flet.close()
        await asyncio.sleep(0)
        for task in self._tasks:
            task.cancel()

    async def _answer(self, call: Any) -> None:
        self.called.append(call.name)
        if self.mute:
            return
        if call.name == "confirm_pop":
            self.let_pop.append(call.args["should_pop"])
        if call.name == "push_route":
            await self.go(call.args["route"])
        answer = self.answers.get(call.name)
        told = (None, str(answer)) if isinstance(answer, Exception) else (answer, None)
        self.flet.handle_invoke_method_results(call.control_id, call.call_id, *told)

    def _later(self, act: Any) -> None:
        task = asyncio.ensure_future(act)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _pack(self, body: Any) -> None:
        # Flet notes while packing what the client has, and sends differences to that from then on.
        self.sent.append(msgpack.packb(body, default=_PACK))

    @staticmethod
    async def until(true: Callable[[], bool], what: str) -> None:
        """Wait for a state."""
        async with asyncio.timeout(PATIENCE_S):
            while not true():  # noqa: ASYNC110 - whatever the app's state is, nobody announces it
                await asyncio.sleep(0.005)
        assert true(), what


def within(control: object) -> Iterator[Any]:
    """Give a control and all that is in it, also what a component has rendered."""
    if isinstance(control, BaseControl):
        yield control
        for name in ("_b", "content", "controls"):
            inside: Any = getattr(control, name, None)
            for one in inside if isinstance(inside, list) else [inside]:
                yield from within(one)
