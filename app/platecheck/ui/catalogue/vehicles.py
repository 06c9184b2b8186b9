"""Vehicles that are put on file. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "vehicles.title": ("Put a vehicle on file", "Inscrire un véhicule"),
    "vehicles.go": ("Put it on file", "Inscrire le véhicule"),
    "vehicles.search": ("Find a receipt by plate or reference", "Chercher un reçu : plaque ou référence"),
    "vehicles.plate": ("Plate", "Plaque"),
    "vehicles.plate_type": ("Plate type, such as Passenger", "Type de plaque, comme Passenger"),
    "vehicles.prov": ("Province or state, such as ON", "Province ou État, comme ON"),
    "vehicles.make": ("Make (optional)", "Marque (facultatif)"),
    "vehicles.type": ("Type of vehicle (optional)", "Type de véhicule (facultatif)"),
    "vehicles.colour": ("Colour (optional)", "Couleur (facultatif)"),
    "vehicles.year": ("Year (optional)", "Année (facultatif)"),
    "vehicles.vin": ("VIN (optional)", "NIV (facultatif)"),
    "vehicles.numbers": (
        "The platform’s numbers, in the place of the names above: one of both.",
        "Les numéros de la plateforme, à la place des noms ci-dessus : l’un ou l’autre.",
    ),
    "vehicles.plate_type_id": ("Number of the plate type", "Numéro du type de plaque"),
    "vehicles.prov_id": ("Number of the province", "Numéro de la province"),
    "vehicles.make_id": ("Number of the make", "Numéro de la marque"),
    "vehicles.type_id": ("Number of the type", "Numéro du type"),
    "vehicles.colour_id": ("Number of the colour", "Numéro de la couleur"),
}
