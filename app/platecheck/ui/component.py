"""Components that cannot take the session down: what fails to render is said in its place."""

from __future__ import annotations

import functools
import logging
from typing import TYPE_CHECKING, ParamSpec

import flet as ft

from platecheck.ui.last_resort import place_of

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

P = ParamSpec("P")


def component(render: Callable[P, ft.Control]) -> Callable[P, ft.Control]:
    """As Flet's `component`; an error while rendering becomes a visible note, never a dead screen."""

    @functools.wraps(render)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ft.Control:
        try:
            return render(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - the last resort of a render
            log.error("%s could not be shown: %s", render.__name__, place_of(error))  # noqa: TRY400 - a trace may quote data
            return ft.Container(ft.Icon(ft.Icons.ERROR_OUTLINE, size=32), padding=16)

    return ft.component(guarded)


def memo(shown: Callable[P, ft.Control]) -> Callable[P, ft.Control]:
    """As Flet's `memo`, typed: render again only when an argument changed."""
    memoised: Callable[P, ft.Control] = ft.memo(shown)  # type: ignore[no-untyped-call]
    return memoised


def keyed(shown: Callable[P, ft.Control], key: str) -> Callable[P, ft.Control]:
    """Return a component that is known again by its key: a row that moves in its list is not drawn anew."""
    return functools.partial(shown, key=key)  # type: ignore[arg-type]  # Flet's own, beside those of `shown`
