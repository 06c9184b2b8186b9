"""A supervisor puts a vehicle on file, adds a person, and 200 people from a file with three wrong rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.e2e.pages import DESKTOP, PHONE, SMALL
from tests.e2e.pages_people import Form, choose_file, people
from tests.e2e.pages_person import as_chosen, english

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.driving import Server
    from tests.e2e.pages import App

pytestmark = pytest.mark.browser

SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["412x860", "1280x800"])


@SIZES
def test_two_hundred_people_are_sent_from_a_file(
    size: tuple[int, int], supervised: Server, open_tab: Callable[..., App]
) -> None:
    """Three wrong rows are told before anything is sent; stopped, it goes on; each row is sent once."""
    app = open_tab(supervised.url, *size)
    app.check.ready()
    app.go_to_office("people", "People")
    app.press("people-file")
    begin = f"b{size[0]}"
    choose_file(app, "people.csv", people(200, wrong=(7, 90, 200), begin=begin))
    app.hear("import-held", "197 of 200 rows are right")
    app.scroll_to("row-8", "people")
    app.see("row-91")
    app.miss("row-2")
    app.shot("looked-through")
    app.fits()
    app.scroll_to("import-go", "people", step=-300)
    app.press("import-go")
    app.scroll_to("import-stop", "people")
    app.press("import-stop")
    app.hear("import-progress", "Stopped")
    app.shot("stopped")
    app.box("import-go")
    app.press("import-go")
    app.hear("import-progress", "Done: 197 of 197")
    app.shot("done")
    choose_file(app, "people.csv", people(200, wrong=(7,), begin=begin))
    app.hear("import-held", "199 of 200 rows are right")
    app.box("import-go")
    app.press("import-go")
    app.hear("import-progress", "Done: 199 of 199")
    app.scroll_to("import-show-all", "people")
    app.press("import-show-all")
    app.hear("row-2", "earlier run")
    app.shot("again")


def test_a_person_and_a_vehicle_are_pushed_and_what_is_wrong_stands_at_its_field(
    supervised: Server, open_tab: Callable[..., App], new_plate: Callable[..., str]
) -> None:
    """Each mistake is told at its field, a refusal in the receipt, which is corrected and sent once."""
    app, plate = open_tab(supervised.url, *PHONE), new_plate()
    app.check.ready()
    app.go_to_office("vehicles", "Vehicles")
    car = Form(app, "vehicles")
    car.enter("plate", plate)
    car.go()
    app.hear("wrong-vehicles-plate_type", "Fill this in")
    app.shot("wrong")
    car.enter("plate_type", "Passenger")
    car.enter("prov", "ON")
    car.go()
    app.hear("vehicles-outcome", f"{plate}: APPLIED")
    app.press("to-office")
    app.see("go-people")
    app.shot("office")
    app.press("go-people")
    person = Form(app, "people")
    person.enter("unique_id", f"id-{plate}")
    person.enter("login_source", "OPSCOM")
    app.scroll_to("kind", "people")
    app.press("kind")
    app.press("kinds-1")
    person.go()
    app.hear("people-outcome", f"id-{plate}: REJECTED")
    app.scroll_to("people-edit", "people")
    app.shot("rejected")
    app.press("people-edit")
    app.see("people-stop")
    person.enter("email", f"{plate.lower()}@test.com")
    person.enter("first_name", "Ada")
    person.enter("last_name", "Tester")
    person.go()
    app.hear("people-outcome", f"id-{plate}: APPLIED")


@pytest.mark.parametrize(
    ("size", "theme", "text_size"),
    [(SMALL, "day", "largest"), (DESKTOP, "night", "normal")],
    ids=["360x640-french-200", "1280x800-french-night"],
)
def test_people_and_vehicles_fit_every_window(
    size: tuple[int, int], theme: str, text_size: str, supervised: Server, open_tab: Callable[..., App]
) -> None:
    """In French, by night, with larger text: nothing is cut, and no English is left."""
    app = as_chosen(open_tab(supervised.url, *size), language="fr", theme=theme, text_size=text_size)
    app.go_to_office("vehicles", "Véhicules", "Bureau")
    app.see("vehicles-go")
    app.shot("vehicles")
    app.fits()
    app.gives(lambda: english(app.texts()), [], "English")
    app.go_to_office("people", "Personnes", "Bureau")
    app.see("people-go")
    app.shot("person")
    app.fits()
    app.press("people-file")
    choose_file(app, "gens.csv", people(6, wrong=(2,), begin="fr"))
    app.see("row-3")
    app.shot("file")
    app.fits()
    app.gives(lambda: english(app.texts()), [], "English")
