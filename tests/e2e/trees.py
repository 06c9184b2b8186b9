"""What a screen says to who cannot see it: its tree of roles, names and states, as kept in `trees/`.

A change of a tree is a change of what is read aloud. With `PLATECHECK_KEEP_TREES=1` the trees are
written anew, to be read before they are committed.
"""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.e2e.in_page import TREE

if TYPE_CHECKING:
    from tests.e2e.looking import View

KEPT = Path(__file__).with_name("trees")
_DAY = r"(?:(?:tomorrow|yesterday|demain|hier|\d{1,2} \w+\.?(?: \d{4})?) )?"
MOVING = (
    (r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?: (?:[A-Z]{3,4}|[+-]\d\d))?", "MOMENT"),
    (_DAY + r"\b\d\d:\d\d(?::\d\d)?\b", "TIME"),
    (r"\b\d+(?:[.,]\d+)? (?:ms|s|min|h|days?|jours?)\b", "SPAN"),
    (r"\b\d+(?:[.,]\d+)? (?:KB|MB|ko|Mo|KiB|MiB)\b", "SIZE"),
    (r"#log-[0-9a-f-]+", "#log-ID"),
    (r"\b[0-9a-f]{8} · \d+\.\d+\.\d+", "DEVICE"),
    (r"127\.0\.0\.1:\d+", "HOST"),
    (r' [^."]+\. (?:Asked|Redemandée) \d+ ×(?: again)?\.', ""),
    (r", (?:asking now|next|appel en cours|la prochaine)\b", ", TURN"),
    (r'"[\d–]+ ([^"]+)" #shift-pace', r'"N \1" #shift-pace'),
)
"""What the hour, the device and the machine's speed change, and what stands for it."""


def tree_of(app: View) -> str:
    """Return the screen's tree as of now, a line a node, without what moves."""
    text = "\n".join(line.replace("\\n", " / ") for line in app.page.evaluate(TREE))
    for pattern, name in MOVING:
        text = re.sub(pattern, name, text, flags=re.IGNORECASE)
    return text + "\n"


def reads_as_kept(app: View, name: str) -> None:
    """Wait until the screen's tree is the one kept under this name; else tell the difference."""
    file = KEPT / f"{name}.txt"
    if os.environ.get("PLATECHECK_KEEP_TREES"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(app.settled(lambda: tree_of(app), name), encoding="utf-8")
    kept = file.read_text(encoding="utf-8")
    try:
        app.until(lambda: tree_of(app) == kept, name)
    except AssertionError:
        seen = tree_of(app).splitlines()
        lines = difflib.unified_diff(kept.splitlines(), seen, f"kept {name}", "seen", lineterm="")
        raise AssertionError("\n".join(lines)) from None
