"""How long the long series of tests are: whole before a merge, a quarter of it in a run one waits for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class _Chosen:
    short: bool = False


_chosen = _Chosen()


def choose(*, short: bool) -> None:
    """Say how long they are, before the tests that ask are imported."""
    _chosen.short = short


def length(whole: int) -> int:
    """Return how many there are of `whole`."""
    return whole // 4 if _chosen.short else whole
