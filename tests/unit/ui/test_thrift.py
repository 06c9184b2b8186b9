"""Drawing with less work, and with the same outcome."""

from __future__ import annotations

from typing import Any

import flet as ft
from flet.controls.base_control import BaseControl
from flet.controls.object_patch import DiffBuilder, ObjectPatch
from flet.messaging.protocol import Message, MessageAction

from platecheck.ui import thrift


def _screen() -> ft.Control:
    row = ft.Row([ft.Text("A", style=ft.TextStyle(size=14)), ft.IconButton(icon=ft.Icons.ADD)])
    field = ft.TextField(value="C", prefix_icon=ft.Icon(ft.Icons.ADD), suffix=ft.Text("D"))
    chosen = ft.Dropdown(options=[ft.DropdownOption(key="E", content=ft.Text("F"))])
    boxed = ft.Container(ft.Text("B"), border=ft.Border.all(1, "#000000"))
    return ft.Column([row, boxed, field, chosen], alignment=ft.MainAxisAlignment.CENTER)


def _drawn(screen: ft.Control) -> tuple[list[str], list[Any], int]:
    patch, added, removed = ObjectPatch.from_diff(None, screen, control_cls=BaseControl)
    parents = [type(getattr(control, "parent", None)).__name__ for control in added]
    return [type(control).__name__ for control in added], parents, len(patch.patch) + len(removed)


def test_a_screen_is_drawn_as_without_the_savings(monkeypatch: Any) -> None:
    """The same controls are found, in the same places."""
    thrift.spend_less()
    thrifty = _drawn(_screen())
    monkeypatch.setattr(DiffBuilder, "_configure_dataclass", thrift._walk)
    assert thrifty == _drawn(_screen())
    assert len(thrifty[0]) == 12


def test_a_message_never_words_what_it_carries() -> None:
    """No log that prints a message can hold what is on a screen."""
    thrift.spend_less()
    assert "secret" not in f"{Message(MessageAction.PATCH_CONTROL, 'secret')}"
