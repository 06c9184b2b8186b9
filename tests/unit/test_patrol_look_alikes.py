"""Look-alikes of a plate: those the device knows first, with their verdict, then a few others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from platecheck.plates import ALPHABET, look_alikes
from platecheck.verdict import Headline

if TYPE_CHECKING:
    from conftest import Device, Platform

LOT = "Main Street Parking"
PERMIT = {"type": "standard", "shortName": "LOT6", "expires": "2026-07-04 13:00:00"}


async def test_known_look_alikes_come_first_with_their_verdict(device: Device, platform: Platform) -> None:
    """A near hit is offered with what is saved of it, its age, and the places that differ."""
    platform.knows("CKRD081", permits=[PERMIT])
    platform.knows("CKRDQ81", permits=[PERMIT | {"shortName": "LOT3"}])
    patrol = device.patrol(platform.url)
    for plate in ("CKRD081", "CKRDQ81", "XYZ1"):
        await patrol.check(patrol.press(plate))
    fetched_at = device.clock()
    device.clock.move(minutes=1)
    found = await patrol.look_alikes("ckrd-o81", LOT)
    known = [
        (one.plate, one.places, one.verdict and one.verdict.headline, one.fetched_at) for one in found[:2]
    ]
    assert sorted(known) == [
        ("CKRD081", (4,), Headline.VALID, fetched_at),
        ("CKRDQ81", (4,), Headline.VALID_ELSEWHERE, fetched_at),
    ]
    assert len(found) == 5
    assert all(one.verdict is None and one.fetched_at is None and len(one.places) == 1 for one in found[2:])


async def test_a_near_hit_of_two_places(device: Device, platform: Platform) -> None:
    """A saved plate two substitutions away is offered with both places; unsaved ones are not."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("8TKV5I2"))
    (known, *new) = await patrol.look_alikes("BTKV512", None)
    assert (known.plate, known.places) == ("8TKV5I2", (0, 5))
    assert {len(one.places) for one in new} == {1}


@pytest.mark.parametrize("unseen", [0, 1, 3, 100])
async def test_at_most_so_many_others(device: Device, platform: Platform, unseen: int) -> None:
    """Plates nobody saw are few, each one substitution away, and never the plate itself."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("B1"))
    near = [plate for plate in look_alikes("B1") if plate in {"81", "31", "BI"}]
    assert [one.plate for one in await patrol.look_alikes("B1", None, unseen=unseen)] == near[:unseen]


async def test_a_hole_finds_what_is_saved(device: Device, platform: Platform) -> None:
    """With `#` in it a plate is never asked; every saved plate that it may be is offered."""
    patrol = device.patrol(platform.url)
    for plate in ("ABC123", "ABX123", "AB0123", "ABC129"):
        await patrol.check(patrol.press(plate))
    asked = list(platform.asked)
    found = await patrol.look_alikes("ab#-123", None, unseen=0)
    assert [one.plate for one in found] == sorted(
        ["ABC123", "ABX123", "AB0123"], key=lambda p: ALPHABET.index(p[2])
    )
    assert {one.places for one in found} == {(2,)}
    assert platform.asked == asked


@pytest.mark.parametrize("text", ["", "###1", "AB?1", "777"])
async def test_where_nothing_looks_alike(device: Device, platform: Platform, text: str) -> None:
    """No text, too many holes, a foreign character, or a plate without confusable characters: none."""
    assert await device.patrol(platform.url).look_alikes(text, None) == []


async def test_another_clients_plates_are_not_offered(device: Device, platform: Platform) -> None:
    """A look-alike that was saved for another client stays hidden."""
    patrol = device.patrol(platform.url)
    await patrol.check(patrol.press("8TKV512"))
    other = device.patrol(platform.url, client="OTHER")
    assert [one.plate for one in await other.look_alikes("BTKV512", None, unseen=0)] == []
    assert [one.plate for one in await patrol.look_alikes("BTKV512", None, unseen=0)] == ["8TKV512"]


async def test_hits_come_first_and_six_are_offered(device: Device, platform: Platform) -> None:
    """Among many saved siblings the one with an alarm is not hidden; the unseen one keeps its place."""
    platform.knows("0B0123", alarm="stolen")
    patrol = device.patrol(platform.url)
    for plate in ("OB0123", "QB0123", "OBO123", "OBQ123", "OBD123", "O80123", "O30123", "0B0123"):
        await patrol.check(patrol.press(plate))
    found = await patrol.look_alikes("DB0123", None, unseen=1)
    assert len(found) == 6
    assert (found[0].plate, found[0].verdict and found[0].verdict.headline) == ("0B0123", Headline.ALARM)
    assert [one.verdict is None for one in found] == [False] * 5 + [True]
    assert found[-1].plate not in platform.asked


async def test_a_sibling_that_is_asked_is_logged_as_such(device: Device, platform: Platform) -> None:
    """One tap asks about it: a check of its own, with its reason."""
    patrol = device.patrol(platform.url)
    (sibling,) = await patrol.look_alikes("B1", None, unseen=1)
    await patrol.check(patrol.press(sibling.plate, reason="look-alike"))
    (entry,) = await device.on_disk()
    assert (entry.check.plate, entry.check.reason) == (sibling.plate, "look-alike")
