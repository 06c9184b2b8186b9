"""Lots: permits and not cars, a word for each, one to stand in, money for supervisors, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.e2e.pages import DESKTOP, PHONE, App
from tests.e2e.pages_lots import LotsPage
from tests.e2e.pages_person import as_chosen

from platecheck.sandbox.campus import LOTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Server

pytestmark = pytest.mark.browser

both = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])
FRENCH = {"check": "Vérifier", "lots": "Terrains", "settings": "Réglages"}
RENTED = {sales.lot.lot_name: (sales.rented, sales.lot.total_permits) for sales in LOTS}


@both
def test_every_lot_has_its_permits_and_its_word(size: tuple[int, int], open_app: Callable[..., App]) -> None:
    """Rented of for sale, a word for how full, the kind of permit; and that these are permits, not cars."""
    app = open_app(size)
    lots = LotsPage(app)
    lots.open()
    app.hear("not-cars", "permits, not cars")
    lots.row("TU Residence", r"full, 20 of 20 rented, Yearly · 100.%$")
    lots.row("TUSC Yearly Staff", r"nearly full, 9 of 10 rented, Yearly · 90.%$")
    lots.row("TU Semester East", r"filling, 17 of 21 rented, Semester · 80.%$")
    lots.row("Public Works", r"free, 12 of 30 rented, Other · 40.%$")
    lots.seek("north")
    lots.row("North Lot", r"none for sale, 3 rented, Monthly$")
    rented, for_sale = (f"{sum(numbers):,}" for numbers in zip(*RENTED.values(), strict=True))
    if lots.beside:
        app.hear("lots-tiles", f"{rented} / {for_sale} permits rented / for sale")
        app.hear(
            "lots-by-level", r"17 lots: 1 full, 1 nearly full, 2 filling, 8 free, 5 with none for sale\."
        )
    else:
        app.hear("lots-totals", f"{rented} of {for_sale} permits rented in 17 lots")


@both
def test_lots_are_sorted_and_searched(size: tuple[int, int], open_app: Callable[..., App]) -> None:
    """Fullest first until another order is chosen, which lasts; a search says how many it left."""
    app = open_app(size)
    lots = LotsPage(app)
    lots.open()
    lots.names("TU Residence", "TUSC Yearly Staff", "Main Street Parking")
    lots.sort("Name")
    lots.names("Main Street Parking", "Main Street Private Parking", "Mall Parking")
    lots.sort("Emptiest")
    lots.names("TU South Garage", "TU Semester Central", "Veritas Communications - All Lots")
    lots.seek("park main")
    lots.names("Main Street Private Parking", "Main Street Parking")
    expect(lots.rows).to_have_count(2)
    app.hear("lots-found", "^2 of 17 lots found$")
    app.shot("found")
    lots.seek(" nowhere")
    app.hear("lots-none", r"^No lot is called that\.$")
    app.press("lots-clear")
    lots.names("TU South Garage", "TU Semester Central")
    again = app.another_visit()
    LotsPage(again).open()
    LotsPage(again).names("TU South Garage", "TU Semester Central")


@both
def test_a_lot_chosen_here_is_where_plates_are_checked(
    size: tuple[int, int], open_app: Callable[..., App]
) -> None:
    """It is said, Check shows it and checks there; Undo brings the lot before it back."""
    app = open_app(size)
    lots = LotsPage(app)
    app.hear("lot", "Main Street Parking")
    lots.open()
    lots.stand_in("TU Semester East")
    lots.row("TU Semester East", ".*Your lot")
    app.shot("chosen")
    app.press("lots-undo")
    app.hear("lots-said", r"^Your lot is Main Street Parking again\.$")
    lots.row("Main Street Parking", ".*Your lot")
    lots.stand_in("TU Semester East")
    app.go_to("check")
    app.hear("lot", "TU Semester East")
    app.check.ready()
    app.check.ask("CKRD081")
    app.result.says("valid_elsewhere", "CKRD081")


@both
def test_money_is_shown_to_supervisors_only(
    size: tuple[int, int],
    served: Callable[..., Server],
    open_app: Callable[..., App],
    open_tab: Callable[..., App],
) -> None:
    """An officer's page never even receives an amount; a supervisor has each lot's and the total."""
    officer = open_app(size)
    lots = LotsPage(officer)
    lots.open()
    lots.detail("TU Semester East")
    officer.miss("lot-money", "lots-money", "lots-by-value")
    officer.gives(lambda: [line for line in officer.texts() if "$" in line], [], "amounts")
    assert b"3274.6" not in officer.watch.received
    assert b"3,274.60" not in officer.watch.received
    app = open_tab(served(PLATECHECK_ROLE="supervisor").url, *size)
    app.check.ready()
    lots = LotsPage(app)
    lots.open()
    lots.row("TU Semester East", "filling")
    lots.detail("TU Semester East")
    for said in (r"Projected: \$1,700.00", r"Amount: \$2,897.88", r"Tax: \$376.72", r"Total: \$3,274.60"):
        app.hear("lot-money", said)
    app.shot("supervisor")
    lots.close()
    total = r"\$[\d,]+(\.\d\d)?"
    if lots.beside:
        app.hear("lots-tiles", f"^{total} value, tax included")
        app.hear("lots-by-value", f"brings most: {total} of {total}")
    else:
        app.hear("lots-money", f"^{total} in all, tax included$")


@both
def test_lots_speak_french(size: tuple[int, int], open_app: Callable[..., App]) -> None:
    """Levels, kinds, totals and times are in French, and no English word of a lot is left."""
    app = as_chosen(open_app(size), language="fr")
    app.hear("training", "^FORMATION")
    lots = LotsPage(app)
    lots.open(FRENCH)
    lots.row("TU Residence", r"plein, 20 loués sur 20, Annuel · 100.%$")
    lots.row("TUSC Yearly Staff", r"presque plein, 9 loués sur 10, Annuel · 90.%$")
    lots.row("Public Works", r"libre, 12 loués sur 30, Autre · 40.%$")
    app.hear("not-cars", "permis, pas des voitures")
    app.hear("lots-next", "^Prochaine : ")
    app.press("lots-refresh")
    app.hear("lots-next", "^Demandé il y a moins d’une heure")
    lots.detail("TU Semester East")
    app.hear("lot-level", "^se remplit$")
    app.hear("lot-facts", "Permis en vente: 21")
    app.press("lot-choose")
    app.hear("lots-said", r"^Votre terrain : TU Semester East\.$")
    app.shot("french")
    left = {"full", "free", "filling", "rented", "Monthly", "Fullest", "Fetched", "Undo"}
    app.gives(
        lambda: [line for line in app.texts() if left & set(line.replace(",", "").split())], [], "English"
    )
