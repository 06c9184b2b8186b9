"""Check: the field, the keypad, the lot, and what is no plate. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "check.plate": ("Plate", "Plaque"),
    "check.hint": ("Plate", "Plaque"),
    "check.next": ("Next plate", "Prochaine plaque"),
    "check.go": ("Check", "Vérifier"),
    "check.clear": ("Clear", "Effacer"),
    "check.undo": ("Undo", "Rétablir"),
    "check.unreadable": ("can’t read", "illisible"),
    "check.backspace": ("Backspace", "Effacer un caractère"),
    "check.recent": ("Recent plate {plate}, {verdict}, {ago}", "Plaque récente {plate}, {verdict}, {ago}"),
    "check.no_recent": ("No plates checked yet", "Aucune plaque vérifiée"),
    "check.asking": ("Asking the service…", "Interrogation du service…"),
    "check.asking_plate": ("Asking about {plate}…", "Vérification de {plate}…"),
    "check.empty_title": ("Type a plate, then Enter", "Saisir une plaque, puis Entrée"),
    "check.empty_text": (
        "The answer appears here: permits, alarms and do-not-ticket orders.",
        "La réponse paraît ici : permis, alarmes et ordres de ne pas verbaliser.",
    ),
    "check.at": ("Checked {time} in {lot}", "Vérifié à {time}, {lot}"),
    "check.at_anywhere": ("Checked {time}", "Vérifié à {time}"),
    "bad_plate.empty": ("Type the plate first.", "Saisir d’abord la plaque."),
    "bad_plate.foreign": (
        "Letters A–Z and digits only. Take out: {text}",
        "Lettres A–Z et chiffres seulement. Enlever : {text}",
    ),
    "bad_plate.long": ("At most {n} characters.", "{n} caractères au plus."),
    "bad_plate.unread": (
        "Too many unreadable characters: at most two.",
        "Trop de caractères illisibles : deux au plus.",
    ),
    "lot.choose": ("Choose the lot", "Choisir le terrain"),
    "lot.none": ("No lot chosen", "Aucun terrain choisi"),
    "lot.any": ("No lot", "Sans terrain"),
    "lot.any_text": ("Every lot counts as here", "Tous les terrains comptent"),
    "lot.label": ("Lot: {lot}. Change", "Terrain : {lot}. Changer"),
    "lot.empty": (
        "No lots are known yet. They come from the settings’ lot-name table, and from the lot figures.",
        "Aucun terrain connu. Ils viennent du tableau des réglages et des chiffres des terrains.",
    ),
}
