"""What must hold of every verdict, whatever the platform said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from platecheck.errors import BadPlate
from platecheck.facts import Dntt, Permit, PlateFacts, Source
from platecheck.plates import normalise
from platecheck.verdict import DnttState, Headline, JudgedPermit, PermitState, Site, Verdict, decide, weigh

NOW = datetime(2026, 7, 4, 16, 0, tzinfo=UTC)
LOTS = {"East": frozenset({"E1", "Campus"}), "West": frozenset({"W 1", "Campus"}), "South": frozenset({"S1"})}
PERMIT_RANK = [Headline.VALID, Headline.VALID_ELSEWHERE, Headline.EXPIRED, Headline.NO_PERMIT]
RANK = [Headline.ALARM, Headline.DO_NOT_TICKET, *PERMIT_RANK]

near = st.integers(-200, 200).map(lambda minutes: NOW + timedelta(minutes=minutes))
moments = st.none() | near | st.datetimes(timezones=st.just(UTC))
names = st.sampled_from(["", "E1", "e 1", "Campus", "W1", "S1", "East", "south", "EV-1", "Dock"])
lots = st.sampled_from([None, "", "East", "West", "South", "w1", "Campus", "Dock"])
permits = st.builds(Permit, st.text(max_size=4), names, moments, st.text(max_size=4))
orders = st.builds(Dntt, names, moments, moments, st.text(max_size=4))
alarms = st.text(min_size=1, max_size=20).filter(str.strip)
plate_facts = st.builds(
    PlateFacts,
    st.just("ABC123"),
    st.lists(permits, max_size=3).map(tuple),
    st.lists(orders, max_size=2).map(tuple),
    st.none() | st.just("") | alarms,
)
minutes = st.integers(0, 120).map(lambda n: timedelta(minutes=n))
sites = st.builds(Site, st.just(LOTS) | st.just({}), minutes, minutes)
answers = st.fixed_dictionaries(
    {
        "source": st.sampled_from([Source.LIVE, Source.CACHE]),
        "fetched_at": moments,
        "lot": lots,
        "now": st.just(NOW),
        "site": sites,
    }
)


def said(verdict: Verdict) -> Headline:
    """Return what the facts say, under a NOT CHECKED by age too."""
    return verdict.beneath or verdict.headline


@settings(max_examples=200)
@given(plate_facts, alarms, answers)
@example(
    PlateFacts("A", (Permit("t", ""),), (Dntt(),)),
    "Call.",
    {"source": Source.CACHE, "fetched_at": None, "lot": None, "now": NOW, "site": Site()},
)
def test_an_alarm_is_never_below_anything(facts: PlateFacts, alarm: str, answer: dict[str, object]) -> None:
    """With an alarm text the headline is ALARM, whatever else is there, however old the answer is."""
    verdict = weigh(replace(facts, alarm=alarm), **answer)  # type: ignore[arg-type] - drawn by name
    assert verdict.headline is Headline.ALARM
    assert verdict.alarm == alarm
    assert not verdict.recheck


@settings(max_examples=300)
@given(plate_facts, permits, answers)
def test_adding_a_permit_never_makes_a_verdict_worse(
    facts: PlateFacts, more: Permit, answer: dict[str, object]
) -> None:
    """One permit more never lowers a verdict, and never turns a usable saved answer into NOT CHECKED."""
    before = weigh(facts, **answer)  # type: ignore[arg-type] - drawn by name
    after = weigh(replace(facts, permits=(*facts.permits, more)), **answer)  # type: ignore[arg-type] - as above
    assert RANK.index(said(after)) <= RANK.index(said(before))
    if after.headline is Headline.NOT_CHECKED:
        assert before.headline is Headline.NOT_CHECKED
    if after.recheck:
        assert before.recheck


@settings(max_examples=200)
@given(plate_facts, orders, answers)
def test_adding_an_order_never_makes_a_verdict_worse(
    facts: PlateFacts, more: Dntt, answer: dict[str, object]
) -> None:
    """One order more makes DO NOT TICKET of a verdict below it, or changes nothing."""
    before = weigh(facts, **answer)  # type: ignore[arg-type] - drawn by name
    after = weigh(replace(facts, dntt=(*facts.dntt, more)), **answer)  # type: ignore[arg-type] - as above
    assert after.headline in {before.headline, Headline.DO_NOT_TICKET}
    assert RANK.index(said(after)) <= RANK.index(said(before))


@settings(max_examples=200)
@given(plate_facts, lots, sites, st.randoms(use_true_random=False))
def test_the_order_of_the_answer_decides_nothing(
    facts: PlateFacts, lot: str | None, site: Site, chance: object
) -> None:
    """However the platform lists permits and orders, the headline and the states are the same."""
    mixed = replace(
        facts, **{name: tuple(_mixed(getattr(facts, name), chance)) for name in ("permits", "dntt")}
    )
    one, other = decide(facts, lot, NOW, site), decide(mixed, lot, NOW, site)
    assert one.headline is other.headline
    assert [j.state for j in one.permits] == [j.state for j in other.permits]
    assert [j.state for j in one.dntt] == [j.state for j in other.dntt]


def _mixed(items: tuple[object, ...], chance: object) -> list[object]:
    copied = list(items)
    chance.shuffle(copied)  # type: ignore[attr-defined] - hypothesis' random
    return copied


@settings(max_examples=200)
@given(plate_facts, lots, sites)
def test_every_fact_has_a_place_and_a_state(facts: PlateFacts, lot: str | None, site: Site) -> None:
    """No permit and no order is dropped from its band, and the headline is carried by one of them."""
    verdict = decide(facts, lot, NOW, site)
    assert sorted(map(repr, facts.permits)) == sorted(repr(j.permit) for j in verdict.permits)
    assert sorted(map(repr, facts.dntt)) == sorted(repr(j.dntt) for j in verdict.dntt)
    states = {j.state for j in verdict.permits}
    carried = {
        Headline.ALARM: bool(verdict.alarm),
        Headline.DO_NOT_TICKET: any(j.state is DnttState.ACTIVE for j in verdict.dntt),
        Headline.VALID: bool(states & {PermitState.VALID, PermitState.IN_GRACE, PermitState.UNKNOWN}),
        Headline.VALID_ELSEWHERE: PermitState.ELSEWHERE in states,
        Headline.EXPIRED: states == {PermitState.EXPIRED},
        Headline.NO_PERMIT: not states,
    }
    assert next(word for word in RANK if carried[word]) is verdict.headline


@settings(max_examples=200)
@given(near, minutes, minutes, minutes, lots)
def test_a_cached_permit_ages_into_expired(
    expires: datetime, grace: timedelta, kept: timedelta, after: timedelta, lot: str | None
) -> None:
    """A saved permit that ran out since says EXPIRED, or NOT CHECKED over EXPIRED; never VALID."""
    site, now = Site(LOTS, grace, kept), expires + grace + after + timedelta(seconds=1)
    fetched_at = expires - timedelta(hours=1)
    facts = PlateFacts("ABC123", (Permit("standard", "E1", expires),))
    verdict = weigh(facts, source=Source.CACHE, fetched_at=fetched_at, lot=lot, now=now, site=site)
    assert said(verdict) is Headline.EXPIRED
    assert verdict.recheck
    assert (verdict.headline is Headline.NOT_CHECKED) == (now - fetched_at > kept)


@settings(max_examples=200)
@given(plate_facts, answers, minutes)
def test_only_what_is_against_the_car_ages(
    facts: PlateFacts, answer: dict[str, object], age: timedelta
) -> None:
    """From the cache what speaks against the car carries RECHECK, or is NOT CHECKED past its age."""
    site = answer["site"]
    assert isinstance(site, Site)
    fresh = weigh(facts, **(answer | {"source": Source.LIVE}))  # type: ignore[arg-type] - drawn by name
    saved = weigh(facts, **(answer | {"source": Source.CACHE, "fetched_at": NOW - age}))  # type: ignore[arg-type] - as above
    against = fresh.headline in PERMIT_RANK[1:]
    assert not fresh.recheck
    assert saved.recheck == against
    assert (saved.headline is Headline.NOT_CHECKED) == (against and age > site.negative_max_age)
    assert replace(saved, headline=said(saved), beneath=None, recheck=False) == fresh


@settings(max_examples=200)
@given(permits, lots, sites, minutes, minutes)
def test_time_never_improves_a_permit(
    permit: Permit, lot: str | None, site: Site, first: timedelta, more: timedelta
) -> None:
    """A permit's state only ever gets worse as time goes on."""
    order = list(PermitState)
    states = [_judge(permit, lot, NOW + gone, site).state for gone in (first, first + more)]
    assert order.index(states[0]) <= order.index(states[1])


def _judge(permit: Permit, lot: str | None, now: datetime, site: Site) -> JudgedPermit:
    return decide(PlateFacts("ABC123", (permit,)), lot, now, site).permits[0]


@settings(max_examples=200)
@given(plate_facts, lots, sites)
def test_only_two_known_lots_are_elsewhere(facts: PlateFacts, lot: str | None, site: Site) -> None:
    """With no lot chosen, or a name or a lot that no table knows, nothing is for another lot."""
    verdict = decide(facts, lot, NOW, site)
    known = {"e1", "campus", "w1", "s1", "east", "west", "south"} if site.lots else set()
    for name in [j.permit.short_name for j in verdict.permits if j.state is PermitState.ELSEWHERE] + [
        j.dntt.location for j in verdict.dntt if j.state is DnttState.ELSEWHERE
    ]:
        assert lot
        assert {"".join(text.split()).lower() for text in (lot, name)} <= known
        assert not any(_named(lot, key) and _named(name, key) for key in LOTS)


def _named(name: str, key: str) -> bool:
    return "".join(name.split()).lower() in {"".join(n.split()).lower() for n in (key, *LOTS[key])}


@settings(max_examples=300)
@given(st.text(max_size=12), plate_facts, answers)
def test_no_plate_and_no_facts_raise_anything_but_ours(
    text: str, facts: PlateFacts, answer: dict[str, object]
) -> None:
    """300 generated plates with generated facts give one of seven verdicts, or BadPlate for the text."""
    try:
        plate = normalise(text)
    except BadPlate:
        plate = "ABC123"
    verdict = weigh(replace(facts, plate=plate), **answer)  # type: ignore[arg-type] - drawn by name
    assert verdict.headline in Headline
    has_permit = any(j.state is not PermitState.EXPIRED for j in verdict.permits)
    assert verdict.headline not in PERMIT_RANK[:2] or has_permit
