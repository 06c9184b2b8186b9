"""The verdict, row by row and sentence by sentence of DOMAIN.md section 3."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from platecheck.facts import Dntt, Permit, PlateFacts
from platecheck.verdict import (
    DnttState,
    Headline,
    PermitState,
    Site,
    decide,
)

NOW = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
SITE = Site(
    {
        "Main Street Parking": frozenset({"LOT6", "LOT 6", "Lot 6"}),
        "Main Street Private Parking": frozenset({"LOT3", "Lot 3"}),
        "TU Semester East": frozenset({"LOT1", "Main Campus"}),
        "TU Semester Central": frozenset({"BIKE", "Main Campus"}),
    }
)
HERE = "Main Street Parking"


def permit(lot: str = "LOT6", left: timedelta | None = HOUR) -> Permit:
    """Return a permit that runs out in `left`; None where its expiry is unreadable."""
    return Permit("standard", lot, None if left is None else NOW + left)


def order(location: str = "", start: timedelta | None = -HOUR, end: timedelta | None = HOUR) -> Dntt:
    """Return an order between two moments around now; None is an open bound."""
    return Dntt(location, *(None if at is None else NOW + at for at in (start, end)))


def facts(*found: Permit | Dntt, alarm: str | None = None) -> PlateFacts:
    """Return the facts of a plate."""
    permits = tuple(one for one in found if isinstance(one, Permit))
    return PlateFacts("ABC123", permits, tuple(one for one in found if isinstance(one, Dntt)), alarm)


def headline(
    *found: Permit | Dntt, alarm: str | None = None, lot: str | None = HERE, site: Site = SITE
) -> str:
    """Return the headline of these facts."""
    return decide(facts(*found, alarm=alarm), lot, NOW, site).headline.value


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ((order(), permit(), permit("LOT3"), permit(left=-HOUR)), "do_not_ticket"),
        ((permit(left=-HOUR), permit("LOT3"), permit()), "valid"),
        ((permit(left=-HOUR), permit("LOT3"), permit(left=None)), "valid"),
        ((permit(left=-HOUR), permit("LOT3")), "valid_elsewhere"),
        ((permit(left=-HOUR), permit("LOT3", -HOUR)), "expired"),
        ((), "no_permit"),
    ],
)
def test_the_first_that_applies_is_the_headline(found: tuple[Permit | Dntt, ...], word: str) -> None:
    """The headline follows DOMAIN.md's order, and an alarm stands over every one of them."""
    assert headline(*found) == word
    assert headline(*found, alarm="Wanted to talk with.") == "alarm"


@pytest.mark.parametrize("alarm", [None, "", " ", "\r\n"])
def test_a_blank_alarm_is_none(alarm: str | None) -> None:
    """White space is no alarm, and is not handed on as one."""
    verdict = decide(facts(alarm=alarm), HERE, NOW, SITE)
    assert verdict.headline is Headline.NO_PERMIT
    assert verdict.alarm is None


def test_three_bands_are_never_merged() -> None:
    """Under an alarm the order and the permits keep their own states."""
    verdict = decide(facts(order(), permit(), permit("LOT3", -HOUR), alarm="Call."), HERE, NOW, SITE)
    assert verdict.alarm == "Call."
    assert [judged.state for judged in verdict.dntt] == [DnttState.ACTIVE]
    assert [judged.state for judged in verdict.permits] == [PermitState.VALID, PermitState.EXPIRED]


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (-HOUR, HOUR, "active"),
        (timedelta(0), HOUR, "active"),
        (-HOUR, timedelta(0), "active"),
        (SECOND, HOUR, "upcoming"),
        (-HOUR, -SECOND, "over"),
        (None, HOUR, "active"),
        (-HOUR, None, "active"),
        (None, None, "active"),
        (None, -SECOND, "over"),
        (SECOND, None, "upcoming"),
        (HOUR, -HOUR, "over"),
    ],
)
def test_an_order_holds_from_start_to_end(start: timedelta | None, end: timedelta | None, state: str) -> None:
    """Both bounds count, and a missing or unreadable one is open on its side."""
    verdict = decide(facts(order("", start, end)), HERE, NOW, SITE)
    assert verdict.dntt[0].state.value == state
    assert verdict.headline.value == ("do_not_ticket" if state == "active" else "no_permit")


@pytest.mark.parametrize(
    ("location", "lot", "word"),
    [
        ("", HERE, "do_not_ticket"),
        ("Lot 6", HERE, "do_not_ticket"),
        ("lot6", HERE, "do_not_ticket"),
        ("LOT  6", HERE, "do_not_ticket"),
        ("main street PARKING", HERE, "do_not_ticket"),
        ("Lot 3", HERE, "no_permit"),
        ("Main Street Private Parking", HERE, "no_permit"),
        ("Loading Dock", HERE, "do_not_ticket"),
        ("Lot 3", None, "do_not_ticket"),
        ("Lot 3", "", "do_not_ticket"),
        ("Lot 3", "A lot nobody knows", "do_not_ticket"),
        ("Main Campus", "TU Semester East", "do_not_ticket"),
        ("main campus", "TU Semester Central", "do_not_ticket"),
        ("Main Campus", HERE, "no_permit"),
        ("Lot 3", "LOT3", "do_not_ticket"),
        ("Lot 3", "lot 6", "no_permit"),
        ("Loading dock", "LOADING  DOCK", "do_not_ticket"),
    ],
)
def test_an_order_is_for_another_lot_only_where_both_are_known(
    location: str, lot: str | None, word: str
) -> None:
    """Blank is everywhere, unknown is never elsewhere, a name of several lots is each of them."""
    assert headline(order(location), lot=lot) == word


def test_an_order_for_another_lot_stays_in_its_band() -> None:
    """Past, upcoming and other-lot orders are shown and do not make the headline."""
    verdict = decide(
        facts(order("Lot 3"), order("", HOUR, 2 * HOUR), order("", -HOUR, -MINUTE)), HERE, NOW, SITE
    )
    assert verdict.headline is Headline.NO_PERMIT
    assert [judged.state.value for judged in verdict.dntt] == ["upcoming", "over", "elsewhere"]


def test_main_campus_of_the_sandbox_is_five_lots(campus: Site) -> None:
    """A location shared by several lots is in force in each of them, and elsewhere in every other."""
    inside = [lot for lot, names in campus.lots.items() if "Main Campus" in names]
    assert len(inside) == 5
    for lot in campus.lots:
        verdict = headline(order("Main Campus"), lot=lot, site=campus)
        assert verdict == ("do_not_ticket" if lot in inside else "no_permit")


@pytest.mark.parametrize(
    ("name", "lot", "word"),
    [
        ("LOT6", HERE, "valid"),
        ("lot 6", HERE, "valid"),
        ("Main Street Parking", HERE, "valid"),
        ("LOT3", HERE, "valid_elsewhere"),
        ("EV-1", HERE, "valid"),
        ("", HERE, "valid"),
        ("LOT3", None, "valid"),
        ("LOT3", "A lot nobody knows", "valid"),
        ("LOT1", "TU Semester Central", "valid_elsewhere"),
        ("Main Campus", "TU Semester Central", "valid"),
        ("BIKE", "bike", "valid"),
    ],
)
def test_a_permit_is_for_another_lot_only_where_both_are_known(name: str, lot: str | None, word: str) -> None:
    """A short name that no table knows counts as valid; with no lot chosen nothing is elsewhere."""
    assert headline(permit(name), lot=lot) == word
    assert headline(permit(name, None), lot=lot) == word


def test_a_blank_name_in_the_table_is_no_lots_name() -> None:
    """A location left blank stays everywhere, whatever a table of lots was filled with."""
    site = Site({"East": frozenset({"", "E1"}), "West": frozenset({"W1"})})
    assert headline(order(""), lot="West", site=site) == "do_not_ticket"
    assert headline(permit(""), lot="West", site=site) == "valid"


def test_without_a_table_nothing_is_elsewhere() -> None:
    """A site that never named its lots tickets nobody for standing in another one."""
    assert headline(permit("LOT3"), site=Site()) == "valid"


@pytest.mark.parametrize(
    ("name", "lot"),
    [
        ("East", "East"),
        ("e as t", "East"),
        ("e1", "East"),
        ("Shared", "Shared"),
        ("both", "both"),
        ("Nowhere", "Nowhere"),
    ],
)
def test_a_reports_lot_is_the_tables_where_one_goes_by_its_name(name: str, lot: str) -> None:
    """The table's spelling counts; a name of several lots, or of none, stays what it is."""
    table = {"East": frozenset({"E1", "both"}), "West": frozenset({"both", "Shared"}), "Shared": frozenset()}
    assert Site(table).lot_named(name) == lot


@pytest.mark.parametrize(
    ("left", "state", "word"),
    [
        (SECOND, "valid", "valid"),
        (timedelta(0), "valid", "valid"),
        (-SECOND, "in_grace", "valid"),
        (-10 * MINUTE, "in_grace", "valid"),
        (-10 * MINUTE - SECOND, "expired", "expired"),
        (None, "unknown", "valid"),
    ],
)
def test_grace_keeps_an_expired_permit_valid(left: timedelta | None, state: str, word: str) -> None:
    """Up to and within the site's grace it is VALID and says so; an unreadable expiry is VALID too."""
    site = Site(SITE.lots, grace=10 * MINUTE)
    verdict = decide(facts(permit(left=left)), HERE, NOW, site)
    assert (verdict.permits[0].state.value, verdict.headline.value) == (state, word)


def test_without_grace_a_permit_ends_to_the_second() -> None:
    """The default grace is none: valid at its last moment, expired one second later."""
    assert headline(permit(left=timedelta(0))) == "valid"
    assert headline(permit(left=-SECOND)) == "expired"


def test_grace_is_for_this_lot_only() -> None:
    """A permit of another lot that ran out is expired, grace or not."""
    assert headline(permit("LOT3", -SECOND), site=Site(SITE.lots, grace=HOUR)) == "expired"


@pytest.mark.parametrize(("year", "word"), [(9999, "valid"), (1, "expired")])
def test_the_ends_of_the_calendar_are_no_error(year: int, word: str) -> None:
    """A permit or an order "for ever" is judged as any other, with the largest grace too."""
    at = datetime(year, 12 if year > 1 else 1, 31 if year > 1 else 1, 23 if year > 1 else 0, tzinfo=UTC)
    found = PlateFacts("A", (Permit("t", "", at),), (Dntt("", at, at),))
    assert decide(found, HERE, NOW, Site(grace=24 * HOUR)).headline.value == word


def test_bands_list_the_most_telling_first() -> None:
    """Permits and orders come by state, what lasts longest first, an open end before all."""
    permits = [permit(left=left) for left in (-HOUR, -MINUTE, HOUR, 2 * HOUR, None)]
    orders = [order(end=HOUR), order(end=None), order(end=2 * HOUR), order("Lot 3")]
    found = facts(permit("LOT3"), *permits, *orders)
    verdict = decide(found, HERE, NOW, SITE)
    left = [(j.state.value, j.permit.expires and j.permit.expires - NOW) for j in verdict.permits]
    valid = [("valid", 2 * HOUR), ("valid", HOUR)]
    assert left == [*valid, ("unknown", None), ("elsewhere", HOUR), ("expired", -MINUTE), ("expired", -HOUR)]
    assert [j.dntt.end and j.dntt.end - NOW for j in verdict.dntt] == [None, 2 * HOUR, HOUR, HOUR]
