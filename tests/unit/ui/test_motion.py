"""Motion: nothing of ours moves, so there is nothing that reduced motion would have to stop."""

from __future__ import annotations

import ast
from pathlib import Path

UI = Path(__file__).parents[3] / "app" / "platecheck" / "ui"
MOVING = {"Animation", "AnimatedSwitcher", "ProgressRing", "Shimmer", "Rive", "Lottie", "Hero"}
STILL = {"animation_duration", "duration"}


def test_no_screen_animates_anything() -> None:
    """No control is given an animation, and what has one of its own is given none: an alarm does not blink.

    What is left is Flutter's fade of a sheet, which obeys the system's reduced motion by itself.
    """
    moving = []
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in MOVING:
                moving.append((path.name, node.lineno, node.attr))
            if isinstance(node, ast.keyword) and node.arg is not None:
                still = isinstance(node.value, ast.Constant) and node.value.value == 0
                if node.arg.startswith("animate") or (node.arg in STILL and not still):
                    moving.append((path.name, node.value.lineno, node.arg))
    assert moving == []
