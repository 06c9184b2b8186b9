"""Every text of the screens, once, in English and French.

A text is asked for by its key; a missing key or placeholder is an error that a test finds first.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from platecheck.ui.catalogue import (
    answer,
    camera,
    check,
    codes,
    collections,
    common,
    history,
    holdings,
    lots,
    office,
    overview,
    people,
    permits,
    person,
    prepare,
    probe,
    pushes,
    queue,
    settings,
    training,
    trouble,
    vehicles,
    walk,
)

if TYPE_CHECKING:
    from platecheck.answers import Outcome
    from platecheck.errors import ProblemKind
    from platecheck.reading import Advice
    from platecheck.retention import Withheld
    from platecheck.verdict import DnttState, Headline

LANGUAGES: Final = ("en", "fr")

CATALOGUE: Final[dict[str, tuple[str, str]]] = {
    **common.TEXTS,
    **check.TEXTS,
    **answer.TEXTS,
    **trouble.TEXTS,
    **history.TEXTS,
    **lots.TEXTS,
    **settings.TEXTS,
    **probe.TEXTS,
    **queue.TEXTS,
    **holdings.TEXTS,
    **person.TEXTS,
    **training.TEXTS,
    **prepare.TEXTS,
    **camera.TEXTS,
    **walk.TEXTS,
    **codes.TEXTS,
    **permits.TEXTS,
    **office.TEXTS,
    **overview.TEXTS,
    **pushes.TEXTS,
    **vehicles.TEXTS,
    **people.TEXTS,
    **collections.TEXTS,
}


class Words:
    """The catalogue in one language: `words("nav.check")`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._column = LANGUAGES.index(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with its placeholders filled. Raises KeyError for an unknown key."""
        return CATALOGUE[key][self._column].format(**values)

    def verdict(self, headline: Headline) -> str:
        """Return the word of a verdict."""
        return self(f"verdict.{headline.value}")

    def badge(self, headline: Headline) -> str:
        """Return the word of a verdict where there is little room."""
        short = f"badge.{headline.value}"
        return self(short if short in CATALOGUE else f"verdict.{headline.value}")

    def why(self, kind: ProblemKind) -> tuple[str, str]:
        """Return what happened and what to do, for a problem."""
        return self(f"why.{kind.value}"), self(f"why.{kind.value}.do")

    def code(self, number: int) -> str:
        """Return what can be done about an error code of the platform, also one nobody documented."""
        known = f"code.{number}"
        return self(known) if known in CATALOGUE else self("code.unknown", code=number)

    def withheld(self, why: Withheld) -> tuple[str, str]:
        """Return that a saved answer is not shown and why."""
        return self(f"withheld.{why.value}"), self(f"withheld.{why.value}.text")

    def outcome(self, outcome: Outcome) -> str:
        """Return the word of an alarm's outcome."""
        return self(f"ack.{outcome.value}")

    def advice(self, advice: Advice | None) -> str:
        """Return what would make a better picture, or that it is good enough."""
        return self(f"advice.{'none' if advice is None else advice.value}")

    def dntt(self, state: DnttState) -> str:
        """Return the word of an order's state."""
        return self(f"dntt.{state.value}")


@functools.cache
def words_in(language: str) -> Words:
    """Return the catalogue in `language`, one and the same each time."""
    return Words(language)
