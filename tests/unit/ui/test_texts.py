"""The catalogue: two languages that say the same, every text that is asked for, and none that is not."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from platecheck.answers import Outcome
from platecheck.errors import ProblemKind
from platecheck.facts import Source
from platecheck.opscom.codes import CODES
from platecheck.ui.state import Link
from platecheck.ui.texts import CATALOGUE, LANGUAGES, Words, words_in
from platecheck.verdict import DnttState, Headline

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = Path(__file__).parents[3] / "app" / "platecheck"
SOURCES = {
    path.relative_to(APP).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("ui", "cli", "hosting")
    for path in (APP / folder).rglob("*.py")
    if path.parent.name != "catalogue"
}
ASKING = {"words", "_words", "until"}
FAMILIES = (
    *("verdict", "badge", "why", "ack", "dntt", "connection", "theme", "band", "age", "lots"),
    *("person", "setting", "role", "wrong", "probe", "holdings", "recovered", "wipe", "withheld"),
    *("condition", "prepare", "queue", "advice", "lens", "step", "code"),
    *("push", "field", "permits", "office", "vehicles", "people", "import", "collections"),
)
"""Texts that are asked for by a value: which one, only the value knows."""


def placeholders(text: str) -> set[str]:
    """Return the names of what is put into a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def asked() -> Iterator[tuple[str, ast.Call, ast.expr]]:
    """Give every call that asks for a text: where, the call, and its key."""
    for place, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in ASKING or (place == "ui/texts.py" and name == "self"):
                    yield f"{place}:{node.lineno}", node, node.args[0]


def keys_of(node: ast.expr) -> Iterator[str]:
    """Give the keys an expression can be, an f-string as a pattern."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield re.escape(node.value)
    elif isinstance(node, ast.JoinedStr):
        yield "".join(re.escape(v.value) if isinstance(v, ast.Constant) else ".+" for v in node.values)
    elif isinstance(node, ast.IfExp):
        yield from keys_of(node.body)
        yield from keys_of(node.orelse)


def matching(pattern: str) -> list[str]:
    """Return the keys of the catalogue that a pattern can be."""
    return [key for key in CATALOGUE if re.fullmatch(pattern, key)]


def test_no_key_is_in_two_files() -> None:
    """The catalogue holds every text of its files: none hides another."""
    files = [path for path in (APP / "ui" / "catalogue").glob("*.py") if path.stem != "__init__"]
    parts = [importlib.import_module(f"platecheck.ui.catalogue.{path.stem}").TEXTS for path in files]
    assert sum(map(len, parts)) == len(CATALOGUE)


def test_the_calls_are_found() -> None:
    """The scan of the sources sees what it is for."""
    assert len(list(asked())) > 80


def test_every_text_that_is_asked_for_exists() -> None:
    """A key that is written in the sources is in the catalogue; an `until` has a wording for today too."""
    missing = []
    for place, call, key in asked():
        for pattern in keys_of(key):
            both = [pattern, f"{pattern}_today"] if getattr(call.func, "attr", "") == "until" else [pattern]
            missing += [(place, wanted) for wanted in both if not matching(wanted)]
    assert missing == []


def test_every_text_gets_what_is_put_into_it() -> None:
    """A call hands over exactly the placeholders of its text: none is missing, none is in vain."""
    wrong = []
    for place, call, key in asked():
        handed = {keyword.arg for keyword in call.keywords}
        if None in handed or not isinstance(key, ast.Constant):
            continue
        if getattr(call.func, "attr", "") == "until":
            handed |= {"time"}
        wrong += [
            (place, found)
            for found in matching(re.escape(str(key.value)))
            if placeholders(CATALOGUE[found][0]) != handed
        ]
    assert wrong == []


def test_every_text_of_the_catalogue_is_asked_for() -> None:
    """No text is left that no screen shows: it would be translated in vain."""
    written: set[str] = set()
    for place, tree in SOURCES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and place != "ui/texts.py":
                written |= {node.value, f"{node.value}_today"}
            elif isinstance(node, ast.JoinedStr) and any("." in p and p != ".+" for p in keys_of(node)):
                pattern = next(keys_of(node))
                if pattern.startswith(FAMILIES):
                    written |= set(matching(pattern))
    unused = sorted(set(CATALOGUE) - written)
    assert unused == [], ", ".join(unused)


@pytest.mark.parametrize("key", CATALOGUE)
def test_both_languages_say_the_same(key: str) -> None:
    """Each text is there in both, with the same placeholders, without stray space or straight quotes."""
    english, french = CATALOGUE[key]
    assert placeholders(english) == placeholders(french)
    for text in (english, french):
        assert text
        assert text == text.strip()
        assert not re.search(r"  |'|\.\.\.", text)


def test_verdict_words_are_the_domains() -> None:
    """The words of DOMAIN.md, in English, and seven different ones in each language."""
    words = words_in("en")
    domain = {
        "alarm": "ALARM",
        "do_not_ticket": "DO NOT TICKET OR TOW",
        "valid": "VALID",
        "valid_elsewhere": "VALID ELSEWHERE",
        "expired": "EXPIRED",
        "no_permit": "NO PERMIT",
        "not_checked": "NOT CHECKED",
    }
    assert {headline.value: words.verdict(headline) for headline in Headline} == domain
    assert words("recheck.title") == "RECHECK BEFORE ACTING"
    for language in LANGUAGES:
        said = [words_in(language).verdict(headline) for headline in Headline]
        assert len(set(said)) == 7
        assert all(word == word.upper() for word in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_has_its_words(language: str) -> None:
    """No problem, outcome, state, source or connection is without a text, and no two say the same."""
    words = words_in(language)
    why = [words.why(kind) for kind in ProblemKind]
    assert len({title for title, _ in why}) == len(ProblemKind)
    assert all(todo.endswith(".") for _, todo in why)
    assert len({words.outcome(outcome) for outcome in Outcome}) == len(Outcome)
    assert len({words.dntt(state) for state in DnttState}) == len(DnttState)
    assert len({words.badge(headline) for headline in Headline}) == len(Headline)
    assert len({words(f"connection.{link.value}", **_since(link)) for link in Link}) == len(Link)
    for source in Source:
        assert placeholders(words(f"age.{source.value}", span="{span}")) <= {"span"}


def test_every_code_of_the_platform_has_its_advice() -> None:
    """Each documented code says what to do, in both languages, and an unknown one keeps its number."""
    for language in LANGUAGES:
        said = [words_in(language).code(number) for number in CODES]
        assert len(set(said)) == len(CODES) == 28
        assert all(text.endswith(".") for text in said)
        assert "4711" in words_in(language).code(4711)
    assert words_in("en").code(9012) == CODES[9012].advice


def _since(link: Link) -> dict[str, str]:
    return {"time": "12:00"} if "{time}" in CATALOGUE[f"connection.{link.value}"][0] else {}


def test_an_alarm_never_accuses_this_car() -> None:
    """It may be tied to a linked driver, and both languages say so."""
    assert "linked driver" in words_in("en")("band.alarm.who")
    assert "conducteur lié" in words_in("fr")("band.alarm.who")
    for key, texts in CATALOGUE.items():
        assert not re.search(r"\bwanted\b|\brecherch", " ".join(texts).lower()), key


def test_lots_are_permits_and_not_cars() -> None:
    """Figures of lots are of permits rented, one text says so, and no other speaks of cars in spaces."""
    assert "permits, not cars" in words_in("en")("lots.not_cars")
    for key, texts in CATALOGUE.items():
        if key.startswith(("lots.", "lot.")) and key != "lots.not_cars":
            assert not re.search(r"\bcars?\b|\bvoitures?\b|\bspaces?\b", " ".join(texts).lower()), key


def test_a_language_nobody_speaks_is_english() -> None:
    """An unknown language falls back, and one language is one catalogue."""
    assert Words("de").language == "en"
    assert words_in("fr") is words_in("fr")
    assert words_in("fr")("nav.check") == "Vérifier"


def test_an_unknown_key_is_an_error() -> None:
    """A text that is not there is never an empty label."""
    with pytest.raises(KeyError):
        words_in("en")("no.such.text")
    with pytest.raises(KeyError):
        words_in("en")("check.at_anywhere")
