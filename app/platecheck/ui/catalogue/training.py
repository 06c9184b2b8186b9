"""Training: its banner and what goes wrong on purpose. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "training": ("TRAINING · not real data", "FORMATION · données fictives"),
    "training.in": ("TRAINING · {condition}", "FORMATION · {condition}"),
    "training.other": ("set at the sandbox", "réglé au bac à sable"),
    "training.title": ("Training conditions", "Conditions d’exercice"),
    "training.text": (
        "In force at once, for every session of this demo. The app is told nothing: it finds out by itself.",
        "En vigueur aussitôt, pour toutes les sessions de cette démo. L’application le découvre elle-même.",
    ),
    "training.renew": ("Lay the data out anew", "Remettre les données à l’heure"),
    "training.renew.text": (
        "Permits run out and orders begin around the present moment again. The log stays.",
        "Fins de permis et débuts d’ordres entourent de nouveau l’instant présent. L’historique reste.",
    ),
    "training.renewed": ("Laid out around this moment.", "Données remises à l’heure."),
    "condition.normal": ("Normal", "Normal"),
    "condition.normal.text": (
        "Live answers, at once.",
        "Des réponses en direct, aussitôt.",
    ),
    "condition.slow": ("Slow network", "Réseau lent"),
    "condition.slow.text": (
        "A saved answer after 2 s, the live one after 4 s.",
        "Une réponse gardée après 2 s, celle en direct après 4 s.",
    ),
    "condition.dead_zone": ("Dead zone", "Zone sans réseau"),
    "condition.dead_zone.text": (
        "Nobody answers: the saved answer, or NOT CHECKED.",
        "Personne ne répond : la réponse gardée, ou NON VÉRIFIÉ.",
    ),
    "condition.portal": ("Sign-in page", "Page de connexion"),
    "condition.portal.text": (
        "A Wi-Fi answers instead: offline, and told why.",
        "Un Wi-Fi répond à la place : hors ligne, raison à l’appui.",
    ),
    "condition.refused": ("Refused token", "Jeton refusé"),
    "condition.refused.text": (
        "Said even beside a saved answer; asking stops.",
        "Dit même à côté d’une réponse gardée ; on n’insiste plus.",
    ),
    "condition.bad_answers": ("Bad answers", "Réponses illisibles"),
    "condition.bad_answers.text": (
        "What comes cannot be read: it counts as no answer.",
        "Rien de lisible n’arrive : cela ne compte pas.",
    ),
    "condition.busy": ("Busy service", "Service occupé"),
    "condition.busy.text": (
        "It asks to wait: a check takes longer, and then ends so.",
        "Il demande d’attendre : c’est plus long, puis sans réponse.",
    ),
}
