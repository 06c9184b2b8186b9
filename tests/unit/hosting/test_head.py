"""The page's entry as text: what a browser is told to fetch ahead, and what it is allowed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from platecheck.hosting.contents import Contents
from platecheck.hosting.head import POLICY, compose

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = "assets/FontManifest.json"
LISTED = '{"family": "A", "fonts": [{"asset": "../fonts/A.ttf"}, {"asset": "../fonts/gone.ttf"}]}'


def _ahead(root: Path, manifest: str) -> set[str]:
    for name, text in {MANIFEST: manifest, "fonts/A.ttf": "A", "fonts/B.ttf": "B"}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text)
    client = Contents([root]).client()
    html = compose("<head><!-- fletAppConfig --></head>", client, lambda _: None)
    return set(re.findall(rf'"/page/{client.tag}/([^"]+\.\w+)"', html))


def test_the_fonts_that_the_client_lists_are_fetched_ahead(tmp_path: Path) -> None:
    """The listed fonts that are there, and no others."""
    assert _ahead(tmp_path, f"[{LISTED}]") == {MANIFEST, "fonts/A.ttf"}


@pytest.mark.parametrize("broken", ["[", "{}", "[1]", LISTED, '[{"fonts": [{}]}]'])
def test_a_list_of_fonts_that_cannot_be_read_stops_nothing(tmp_path: Path, broken: str) -> None:
    """The client finds its fonts itself."""
    assert _ahead(tmp_path, broken) == {MANIFEST}


def test_no_text_becomes_a_script_of_the_page() -> None:
    """WebAssembly may be compiled; text may not be evaluated."""
    script = next(part for part in POLICY.split("; ") if part.startswith("script-src "))
    assert "'wasm-unsafe-eval'" in script.split()
    assert "'unsafe-eval'" not in script.split()
