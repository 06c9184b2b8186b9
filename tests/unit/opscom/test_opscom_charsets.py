"""Bodies whose meaning depends on the type that is declared for them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from platecheck.errors import PortalAnswered, ServiceError
from platecheck.facts import Permit, PlateFacts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

JSON = "application/json"
LINKED = PlateFacts("ABC123", alarm="Conducteur lié : Étienne Côté, « menaçant »")
SISTER = PlateFacts("ABC123", alarm="Conducteur : sœur d’Étienne")
EXPIRES = datetime(2025, 5, 1, 3, 59, 59, tzinfo=UTC)
BIKE = PlateFacts("ABC123", (Permit("standard", "BIKE", EXPIRES, "2025-04-30 23:59:59"),))

DECLARED: dict[str, list[tuple[str, PlateFacts | type[ServiceError]]]] = {
    "charset-cp850.json": [(f"{JSON}; charset=cp850", LINKED)],
    "charset-windows-1252.json": [
        (f"{JSON}; charset=windows-1252", LINKED),
        (f'{JSON}; charset="ISO-8859-1"', LINKED),
        (f"{JSON}; charset=utf-8", LINKED),
        (f"{JSON}; charset=no-such-thing", LINKED),
        (f"{JSON}; charset=rot13", LINKED),
        (f"{JSON}; charset=unicode_escape", LINKED),
    ],
    "php-bom.json": [
        (f"{JSON}; charset=windows-1252", BIKE),
        ("text/html; charset=UTF-8", BIKE),
    ],
    "charset-windows-1252-called-latin-1.json": [
        (f'{JSON}; charset="ISO-8859-1"', SISTER),
    ],
    "portal-plain-text-as-html.txt": [("text/html", PortalAnswered)],
}


@pytest.mark.parametrize(
    ("name", "content_type", "expected"), [(n, *row) for n, rows in DECLARED.items() for row in rows]
)
def test_the_declared_type_counts(
    name: str,
    content_type: str,
    expected: PlateFacts | type[ServiceError],
    payloads: Path,
    read: Callable[..., PlateFacts],
) -> None:
    """A declared charset is honoured where it is one, and a byte order mark comes before it."""
    body = (payloads / name).read_bytes()
    if isinstance(expected, PlateFacts):
        assert read(body, content_type) == expected
    else:
        with pytest.raises(expected):
            read(body, content_type)
