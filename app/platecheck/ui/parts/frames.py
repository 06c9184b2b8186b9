"""Frames that Flet has no border for: dashes for what was not checked or is old, stripes for an alarm."""

from __future__ import annotations

import math

import flet as ft
import flet.canvas as cv

DASH, DASH_GAP = 8, 5
STRIPE = 14
"""Width of one stripe in dp; red and white alternate at 45 degrees."""


def dashed(
    content: ft.Control,
    width: float,
    height: float,
    *,
    fill: str,
    colour: str,
    thickness: float,
    radius: float | ft.BorderRadius,
) -> ft.Control:
    """Return `content` on a filled box of known size with a dashed border."""
    half = thickness / 2
    border = ft.Paint(
        color=colour,
        style=ft.PaintingStyle.STROKE,
        stroke_width=thickness,
        stroke_dash_pattern=[DASH * thickness / 3 + 2, DASH_GAP * thickness / 3 + 1],
    )

    def box(paint: ft.Paint) -> cv.Rect:
        return cv.Rect(half, half, width - thickness, height - thickness, border_radius=radius, paint=paint)

    return cv.Canvas(
        width=width,
        height=height,
        shapes=[box(ft.Paint(color=fill)), box(border)],
        content=ft.Container(content, width=width, height=height),
    )


def striped(
    content: ft.Control,
    width: float,
    height: float,
    *,
    fill: str,
    stripe_colour: str,
    thickness: float,
    radius: float,
) -> ft.Control:
    """Return `content` on a filled box of known size inside a border of 45-degree stripes."""
    inner = ft.Container(
        content,
        width=width - 2 * thickness,
        height=height - 2 * thickness,
        bgcolor=fill,
        border_radius=max(0, radius - thickness / 2),
    )
    return ft.Container(
        inner,
        width=width,
        height=height,
        gradient=_slope(width, height, fill, stripe_colour),
        border_radius=radius,
        padding=thickness,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )


def tape(width: float, height: float, fill: str, stripe_colour: str) -> ft.Control:
    """Return a strip of 45-degree stripes."""
    return ft.Container(width=width, height=height, gradient=_slope(width, height, fill, stripe_colour))


def _slope(width: float, height: float, fill: str, stripe_colour: str) -> ft.LinearGradient:
    period = 2 * STRIPE / math.sqrt(2)
    return ft.LinearGradient(
        begin=ft.Alignment(-1, -1),
        end=ft.Alignment(-1 + 2 * period / width, -1 + 2 * period / height),
        colors=[fill, fill, stripe_colour, stripe_colour],
        stops=[0, 0.5, 0.5, 1],
        tile_mode=ft.GradientTileMode.REPEATED,
    )
