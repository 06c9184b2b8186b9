"""A walk: one car after the other, and what came of it. Each key in English and French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "walk.title": ("Walk", "Ronde"),
    "walk.plates": ("{n} plates", "{n} plaques"),
    "walk.plates_one": ("{n} plate", "{n} plaque"),
    "walk.readings": ("{n} readings", "{n} lectures"),
    "walk.readings_one": ("{n} reading", "{n} lecture"),
    "walk.read": ("Read plate", "Lire la plaque"),
    "walk.check": ("Check", "Vérifier"),
    "walk.again": ("Read it again", "Relire"),
    "walk.empty": (
        "Every plate comes here with its verdict.",
        "Chaque plaque s’inscrit ici avec son verdict.",
    ),
    "walk.seen": ("seen {n}×", "vue {n}×"),
    "walk.alike": ("look-alikes: tap", "sosies : toucher"),
    "walk.queued": ("queued", "en attente"),
    "walk.saved": ("saved", "gardée"),
    "walk.asking": ("still asking", "réponse attendue"),
    "walk.refused": ("refused", "accès refusé"),
    "walk.unsaved": ("not in the log", "hors journal"),
    "walk.asked": ("{n} still asked about", "{n} encore en cours"),
    "walk.end": ("End", "Finir"),
    "walk.ended": ("Walk ended", "Ronde finie"),
    "walk.kept": ("The summary is in the history.", "Le résumé est dans l’historique."),
    "walk.unkept": ("The summary is not kept", "Le résumé n’est pas gardé"),
    "walk.done": ("Done", "Terminé"),
}
