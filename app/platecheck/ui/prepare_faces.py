"""The three faces of preparing for a dead zone: choosing, running, and what the device then holds.

Separate from the sheet that shows them, which knows when which one is due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from platecheck.preparing import LOT_DAYS, Choice
from platecheck.rechecks import Ended
from platecheck.ui import theme, times
from platecheck.ui.parts.controls import (
    card,
    identified,
    note,
    one_node,
    outlined,
    outlined_button,
    primary_button,
)
from platecheck.ui.text_scale import CHROME, factor, scaled
from platecheck.ui.theme import BOLD, MEDIUM, plate_text, shown

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from platecheck.preparing import Plan, Refreshing
    from platecheck.ui.session import Session

    Act = Callable[[object], Awaitable[None]]

DAYS = (1, 3, 7)
_ROOMY = 400
"""Window width in dp from which three choices in a row have their sign beside their word."""
_BAR = 16
_PLAN = 152
"""Height in dp of what is counted: little jumps when the numbers come."""
_ICONS = {
    Ended.DRAINED: ft.Icons.ERROR_OUTLINE,
    Ended.OFFLINE: ft.Icons.SIGNAL_WIFI_OFF,
    Ended.REFUSED: ft.Icons.BLOCK,
    Ended.BUSY: ft.Icons.HOURGLASS_TOP,
    Ended.FAILING: ft.Icons.ERROR_OUTLINE,
    Ended.BROKEN_OFF: ft.Icons.PAUSE_CIRCLE_OUTLINE,
}


class Choosing:
    """The face to choose on: a lot or some days, what that comes to, and Start."""

    def __init__(
        self,
        session: Session,
        choice: Choice,
        choose: Callable[[Choice], Awaitable[None]],
        other_lot: Callable[[], Awaitable[None]],
        start: Callable[[Choice], Awaitable[None]],
    ) -> None:
        self._session = session
        self._choice = choice
        self._choose = choose
        self._other_lot = other_lot
        self._start = start

    def show(self, counted: Plan | str | None) -> list[ft.Control]:
        """Return the face with what was counted: a plan, why there is none, or None before it is known."""
        session, words, colours = self._session, self._session.words, self._session.palette
        mine = "prepare.mine" if self._choice.officer else "prepare.ours"
        return [
            shown(words("prepare.text"), colours.secondary, 16, line=22),
            _label(words("prepare.lot"), session),
            self._lot(),
            _label(words(mine), session),
            ft.Row([self._days(days) for days in DAYS], spacing=theme.GAP),
            *self._counted(counted),
        ]

    def _lot(self) -> ft.Control:
        lot, words = self._choice.lot, self._session.words

        async def pick(_: object) -> None:
            await self._other_lot()

        colours = self._session.palette
        inside = ft.Row(
            [
                ft.Icon(_radio(chosen=lot is not None), size=24),
                ft.Text(
                    lot or words("prepare.lot_choose"),
                    style=ft.TextStyle(size=scaled(18, CHROME), font_family=BOLD, letter_spacing=0),
                    max_lines=1,
                    overflow=ft.TextOverflow.ELLIPSIS,
                    expand=True,
                ),
                ft.Icon(ft.Icons.EXPAND_MORE, size=24),
            ],
            spacing=12,
        )
        style = outlined(colours, 12)
        button = ft.Button(content=inside, style=style, on_click=pick, height=theme.ACTION, elevation=0)
        return one_node("prepare-lot", button, checked=lot is not None)

    def _days(self, days: int) -> ft.Control:
        words = self._session.words
        chosen = self._choice.lot is None and self._choice.days == days

        async def pick(_: object) -> None:
            await self._choose(Choice(days=days))

        word = words("prepare.day") if days == 1 else words("prepare.days", n=days)
        button = outlined_button(
            f"prepare-days-{days}",
            word,
            _radio(chosen=chosen),
            pick,
            self._session.palette,
            checked=chosen,
            stacked=True if self._session.state.window.width < _ROOMY else None,
        )
        return ft.Container(button, expand=True)

    def _counted(self, counted: Plan | str | None) -> list[ft.Control]:
        session, words, colours = self._session, self._session.words, self._session.palette
        if counted is None:
            waiting = shown(words("prepare.counting"), colours.secondary, 16, line=22)
            return [ft.Container(waiting, height=_PLAN * factor(), padding=12)]
        if isinstance(counted, str):
            return [note(ft.Icons.ERROR_OUTLINE, counted, "", colours, "prepare-trouble")]
        if not counted.plates:
            return [self._nothing()]
        if not counted.wanted:
            ready = note(
                ft.Icons.CHECK_CIRCLE_OUTLINE,
                words("prepare.ready"),
                words("prepare.ready.text"),
                colours,
                "prepare-ready",
            )
            return [ready, table(session, "prepare-held", _held(session, counted))]

        async def go(_: object) -> None:
            await self._start(self._choice)

        style = ft.TextStyle(size=scaled(22, CHROME), font_family=BOLD, letter_spacing=0)
        label = ft.Text(words("prepare.go"), style=style)
        start = primary_button("prepare-go", label, go, colours, height=theme.ACTION + theme.GAP)
        return [table(session, "prepare-plan", _planned(session, counted)), start]

    def _nothing(self) -> ft.Control:
        words = self._session.words
        why = (
            words("prepare.nothing.days")
            if self._choice.lot is None
            else words("prepare.nothing.lot", n=LOT_DAYS)
        )
        return note(
            ft.Icons.SEARCH_OFF, words("prepare.nothing"), why, self._session.palette, "prepare-nothing"
        )


class Running:
    """The face while it runs: a bar, how many, which plate now, what was found; and Stop."""

    def __init__(self, session: Session, stop: Act) -> None:
        self._session = session
        words, colours = session.words, session.palette
        self._bar = ft.ProgressBar(
            value=0, bar_height=_BAR, color=colours.text, bgcolor=colours.selected, border_radius=_BAR / 2
        )
        self._said = ft.Container()
        running = shown(words("prepare.running"), colours.secondary, 16, line=22)
        halt = outlined_button("prepare-stop", words("prepare.stop"), ft.Icons.PAUSE, stop, colours)
        kept = shown(words("prepare.stop.text"), colours.secondary, 14, line=19)
        self.controls: list[ft.Control] = [self._said, self._bar, running, halt, kept]

    def show(self, now: Refreshing) -> None:
        """Show how far it is; the button stays as it is, so that a press is never lost."""
        words, colours = self._session.words, self._session.palette
        total = len(now.plan.wanted)
        self._bar.value = now.done / total if total else None
        asking = plate_text(now.asking, colours.text, 22) if now.asking else words("prepare.queue")
        lines = [
            _value(words("prepare.hits"), str(now.hits), self._session),
            _value(words("prepare.asking"), asking, self._session),
        ]
        count = words("prepare.count", n=now.done, total=total)
        told = [shown(choice_name(self._session, now.plan.choice), colours.secondary, 16, MEDIUM, 22)]
        told.append(shown(count, colours.text, 32, BOLD, 40))
        inside = ft.Column([*told, *lines], spacing=4, tight=True)
        label = f"{count}. {words('prepare.hits')}: {now.hits}"
        self._said.content = identified("prepare-progress", inside, label=label, exclude_semantics=True)
        self._bar.update()
        self._said.update()


def show_end(session: Session, now: Refreshing, go_on: Act, again: Act, done: Act) -> list[ft.Control]:
    """Return the face of the end: why it ended, what the device holds now, and what can be done next."""
    words, colours = session.words, session.palette
    held = now.held or now.plan
    if not held.plates or now.trouble:
        title, text = words("prepare.ended.trouble"), now.trouble
        if not now.trouble:
            title, text = words("prepare.nothing"), words("prepare.nothing.days")
        icon = ft.Icons.ERROR_OUTLINE
    elif not now.left:
        icon, title, text = ft.Icons.CHECK_CIRCLE_OUTLINE, words("prepare.ready"), words("prepare.ready.text")
    else:
        ended = now.ended or Ended.BROKEN_OFF
        icon = _ICONS.get(ended, ft.Icons.ERROR_OUTLINE)
        title, text = words(f"prepare.ended.{ended.value}"), words(f"prepare.do.{ended.value}")
    told = note(icon, title, text, colours, "prepare-end")
    parts: list[ft.Control] = [
        ft.Semantics(live_region=True, content=told),
        _label(choice_name(session, now.plan.choice), session),
        table(session, "prepare-held", _held(session, held)),
    ]
    if held.hits:
        parts.append(shown(words("prepare.hits.text"), colours.secondary, 16, line=22))
    going = outlined_button("prepare-on", words("prepare.go_on"), ft.Icons.PLAY_ARROW, go_on, colours)
    other = outlined_button("prepare-again", words("prepare.again"), ft.Icons.TUNE, again, colours)
    over = outlined_button("prepare-done", words("prepare.done"), ft.Icons.CHECK, done, colours)
    return [*parts, *([going] if now.left else [over]), other]


def choice_name(session: Session, choice: Choice) -> str:
    """Return in words which plates are meant."""
    words = session.words
    if choice.lot is not None:
        return choice.lot
    days = words("prepare.day") if choice.days == 1 else words("prepare.days", n=choice.days)
    return f"{words('prepare.mine' if choice.officer else 'prepare.ours')} {days}"


def table(session: Session, name: str, lines: Sequence[tuple[str, str, str]]) -> ft.Control:
    """Return lines of a name, what is counted, and how many."""
    told: list[ft.Control] = [
        identified(
            f"{name}-{key}",
            _value(label, value, session),
            label=f"{label}: {value}",
            exclude_semantics=True,
        )
        for key, label, value in lines
    ]
    column = ft.Column(told, spacing=8, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return identified(name, card(column, session.palette), container=True)


def _planned(session: Session, plan: Plan) -> list[tuple[str, str, str]]:
    words = session.words
    some = plan.seen > plan.plates
    seen = words("prepare.most", n=plan.plates, seen=plan.seen) if some else str(plan.plates)
    minutes = max(1, round(plan.expected_s / 60))
    return [
        ("seen", words("prepare.seen"), seen),
        ("fresh", words("prepare.fresh"), str(plan.fresh)),
        ("wanted", words("prepare.wanted"), str(len(plan.wanted))),
        ("takes", words("prepare.takes"), words("prepare.minutes", n=minutes)),
    ]


def _held(session: Session, held: Plan) -> list[tuple[str, str, str]]:
    words = session.words
    lines = [
        ("saved", words("prepare.saved"), words("prepare.count", n=held.saved, total=held.plates)),
        ("fresh", words("prepare.within"), words("prepare.count", n=held.fresh, total=held.plates)),
    ]
    if held.oldest_at is not None:
        age = times.ago(max(0.0, (session.now() - held.oldest_at).total_seconds()), words.language)
        lines.append(("oldest", words("prepare.oldest"), age))
    return [*lines, ("hits", words("prepare.hits"), str(held.hits))]


def _value(label: str, value: str | ft.Control, session: Session) -> ft.Row:
    colours = session.palette
    said = shown(value, colours.text, 18, BOLD, 22) if isinstance(value, str) else value
    return ft.Row([shown(label, colours.text, 16, line=22, expand=True), said], spacing=12)


def _label(text: str, session: Session) -> ft.Control:
    return shown(text, session.palette.text, 16, BOLD, 22)


def _radio(*, chosen: bool) -> ft.IconData:
    return ft.Icons.RADIO_BUTTON_CHECKED if chosen else ft.Icons.RADIO_BUTTON_UNCHECKED
