"""The lot table: what else each lot is called, so that a permit for another one is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import flet as ft

from platecheck.ui import theme
from platecheck.ui.component import component
from platecheck.ui.parts.controls import button_style, card, identified, one_node, outlined_button, silent
from platecheck.ui.parts.fields import InputField, heading, rows, said
from platecheck.ui.settings.lot_acts import LotActs
from platecheck.ui.text_scale import factor, larger
from platecheck.ui.theme import BOLD, shown

if TYPE_CHECKING:
    from platecheck.ui.form import LotRow, LotTable
    from platecheck.ui.session import Session

_FEW = 4
"""Rows shown on a handset before the rest is asked for."""
_ROW = 64


@component
def LotSection(lots: LotTable, form: object, prefs: object, session: Session, whole: bool) -> ft.Control:
    """Every lot with its names; a tap opens the row for editing."""
    words, colours = session.words, session.palette
    acts = LotActs(session)
    table = acts.rows
    parts = [heading(words("settings.lots"), session), said(words("names.text"), session)]
    if lots.before:
        parts.append(_undo(lots, acts, session))
    if not table and lots.open_row is None:
        parts.append(identified("lots-empty", said(words("names.empty"), session)))
    few = not (whole or lots.all_shown) and len(table) > _FEW + 1
    for index, row in enumerate(table[:_FEW] if few else table):
        opened = lots.open_row == index
        parts.append(_editor(lots, acts, session, new=False) if opened else _row(index, row, acts, session))
    if few:

        def show_all(_: object) -> None:
            lots.all_shown = True

        label = words("names.all", n=len(table))
        parts.append(outlined_button("lots-all", label, ft.Icons.EXPAND_MORE, show_all, colours))
    if lots.open_row == len(table):
        parts.append(_editor(lots, acts, session, new=True))
    else:

        def add(_: object) -> None:
            acts.add()

        parts.append(outlined_button("lot-add", words("names.add"), ft.Icons.ADD, add, colours))
    return rows(parts, spacing=8)


def _undo(lots: LotTable, acts: LotActs, session: Session) -> ft.Control:
    words, colours = session.words, session.palette

    def undo(_: object) -> None:
        acts.undo()

    told = words("names.removed", lot=lots.removed) if lots.removed else words("names.changed")
    line = ft.Row(
        [
            ft.Container(shown(told, colours.text, 16, BOLD, 22), expand=True),
            outlined_button(
                "lots-undo", words("names.undo"), ft.Icons.UNDO, undo, colours, height=theme.TARGET, size=16
            ),
        ],
        spacing=8,
    )
    return identified("lots-changed", card(line, colours), container=True, live_region=True, label=told)


def _row(index: int, row: LotRow, acts: LotActs, session: Session) -> ft.Control:
    words, colours = session.words, session.palette

    def edit(_: object) -> None:
        acts.open_row(index)

    names = " · ".join(filter(None, (row.short_names, row.dntt_locations))) or words("names.none")
    inside = ft.Row(
        [
            ft.Column(
                [
                    shown(
                        row.name,
                        colours.text,
                        18,
                        BOLD,
                        22,
                        max_lines=2 if larger() else 1,
                        overflow=ft.TextOverflow.ELLIPSIS,
                    ),
                    shown(
                        names, colours.secondary, 14, line=18, max_lines=1, overflow=ft.TextOverflow.ELLIPSIS
                    ),
                ],
                spacing=0,
                expand=True,
                alignment=ft.MainAxisAlignment.CENTER,
            ),
            ft.Icon(ft.Icons.EDIT, size=22, color=colours.text),
        ],
        spacing=12,
    )
    style: Any = button_style(
        fill=colours.surface,
        text=colours.text,
        edge=colours.outline,
        focus=colours.text,
        radius=theme.RADIUS_KEY,
        thickness=1,
        padding=ft.Padding.symmetric(horizontal=12),
    )
    button = ft.Button(
        content=silent(inside), style=style, on_click=edit, height=_ROW * factor(), elevation=0
    )
    return one_node(f"lot-row-{index}", button, label=words("names.edit", lot=row.name, names=names))


def _editor(lots: LotTable, acts: LotActs, session: Session, *, new: bool) -> ft.Control:
    words, colours, row = session.words, session.palette, lots.edited

    def done(_: object) -> None:
        acts.close_row()

    def cancel(_: object) -> None:
        acts.cancel()

    def remove(_: object) -> None:
        acts.remove()

    problem = words(f"wrong.lot.{lots.wrong.value}") if lots.wrong else ""
    fields = [
        InputField(
            "field-lot-name",
            words("names.name"),
            row.name,
            lambda text: acts.enter("name", text),
            session,
            problem=problem,
        ),
        InputField(
            "field-lot-short-names",
            words("names.short"),
            row.short_names,
            lambda text: acts.enter("short_names", text),
            session,
            hint="LOT6, LOT 6",
            help_text=words("names.short.help"),
        ),
        InputField(
            "field-lot-locations",
            words("names.dntt"),
            row.dntt_locations,
            lambda text: acts.enter("dntt_locations", text),
            session,
            hint="Lot 6, Main Campus",
            help_text=words("names.dntt.help"),
        ),
    ]
    buttons: list[ft.Control] = [
        _half(outlined_button("lot-done", words("names.done"), ft.Icons.CHECK, done, colours, padding=2)),
        _half(outlined_button("lot-cancel", words("names.cancel"), None, cancel, colours, padding=2)),
    ]
    fields.append(ft.Row(buttons, spacing=theme.GAP))
    if not new:
        fields.append(
            outlined_button("lot-remove", words("names.remove"), ft.Icons.DELETE_OUTLINE, remove, colours)
        )
    return identified("lot-editor", card(rows(fields), colours, strong=True), container=True)


def _half(button: ft.Control) -> ft.Control:
    return ft.Container(button, expand=True)
