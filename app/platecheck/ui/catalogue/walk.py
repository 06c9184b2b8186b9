"""A walk: one car after the other, and what came of it. Each key in English and French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "walk.go": ("Walk", "Ronde"),
    "walk.here": ("Walk · {lot}", "Ronde · {lot}"),
    "walk.length": ("{span} · {n} plates", "{span} · {n} plaques"),
    "walk.length_one": ("{span} · 1 plate", "{span} · 1 plaque"),
    "walk.read": ("Read plate", "Lire la plaque"),
    "walk.check": ("Check", "Vérifier"),
    "walk.again": ("Read it again", "Relire"),
    "walk.empty": (
        "Every plate comes here with its verdict.",
        "Chaque plaque s’inscrit ici avec son verdict.",
    ),
    "walk.seen": ("seen {n}×", "vue {n}×"),
    "walk.queued": ("queued", "en attente"),
    "walk.saved": ("saved", "gardée"),
    "walk.asking": ("still asking", "réponse attendue"),
    "walk.refused": ("refused", "accès refusé"),
    "walk.unsaved": ("not in the log", "hors journal"),
    "walk.asked": ("{n} still asked about", "{n} encore en cours"),
    "walk.end": ("End", "Finir"),
    "walk.ended": ("Walk ended", "Ronde finie"),
    "walk.cars": ("{n} plates, {readings} readings", "{n} plaques, {readings} lectures"),
    "walk.cars_one": ("1 plate, {readings} readings", "1 plaque, {readings} lectures"),
    "walk.kept": ("The summary is in the history.", "Le résumé est dans l’historique."),
    "walk.unkept": ("The summary is not kept", "Le résumé n’est pas gardé"),
    "walk.done": ("Done", "Terminé"),
}
