"""The tree of errors: each can be shown, each kind of problem has one class, the drawing is true."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest

from platecheck import errors
from platecheck.errors import (
    BadPlate,
    Busy,
    OutcomeUnknown,
    PlatecheckError,
    ProblemKind,
    Rejected,
    ServiceError,
    Unreadable,
    WrongPlate,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CLASSES = [found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, Exception)]


def drawn() -> Iterator[tuple[str, str]]:
    """Give name and parent of each error in the drawing at the top of the file."""
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := re.search(r"^([ │├└─]*)([A-Z]\w+)", line):
            depth = len(match[1]) // 4 - 1
            if depth >= 0 and (match[2] == "PlatecheckError" or "─" in match[1]):
                del above[depth:]
                yield match[2], above[-1] if above else "Exception"
                above.append(match[2])


def test_the_drawing_is_the_tree() -> None:
    """Every class is drawn under its parent, and nothing is drawn that is not there."""
    assert dict(drawn()) == {found.__name__: found.__bases__[0].__name__ for found in CLASSES}


@pytest.mark.parametrize("found", CLASSES)
def test_every_error_can_be_shown(found: type[PlatecheckError]) -> None:
    """Each is one of ours, with a title and a message that is its text."""
    error = found("A sentence.")
    assert isinstance(error, PlatecheckError)
    assert str(error) == error.message == "A sentence."
    assert found.title


def test_every_kind_of_problem_is_one_error() -> None:
    """The leaves of a check's errors, a bad plate and the storage make up the kinds, one each."""
    leaves = [found for found in CLASSES if not found.__subclasses__() and issubclass(found, ServiceError)]
    leaves = [
        found for found in leaves if found not in {Rejected, OutcomeUnknown}
    ]  # of pushes, not of checks
    kinds = [found.kind for found in leaves]
    assert len(set(kinds)) == len(kinds)
    assert {*kinds, BadPlate.kind, errors.StorageError.kind} == set(ProblemKind)
    assert all(found.kind is ProblemKind.STORAGE for found in errors.StorageError.__subclasses__())


def test_what_is_kept_beside_the_sentence() -> None:
    """Code, status, body and the wait that was asked for stay out of the words."""
    assert (ServiceError("x", code=9002, status=403).code, ServiceError("x", status=403).status) == (
        9002,
        403,
    )
    assert Busy("x", retry_after_s=2.5).retry_after_s == 2.5
    for found in (Unreadable, WrongPlate):
        error = found("x", status=200, body=b"secret")
        assert (error.status, error.body, error.code) == (200, b"secret", None)
        assert "secret" not in str(error)
    assert BadPlate("x", unreadable=True).unreadable
    unknown = OutcomeUnknown("x", kind_of_cause=ProblemKind.PORTAL, status=200, body=b"secret")
    assert (unknown.kind_of_cause, unknown.status, unknown.body) == (ProblemKind.PORTAL, 200, b"secret")
    assert "secret" not in str(unknown)
