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
    "condition.normal.text": ("Live answers, at once.", "Réponses en direct, aussitôt."),
    "condition.slow": ("Slow network", "Réseau lent"),
    "condition.slow.text": (
        "The saved answer, then the live one.",
        "La réponse gardée, puis celle en direct.",
    ),
    "condition.dead_zone": ("Dead zone", "Zone sans réseau"),
    "condition.dead_zone.text": (
        "Saved answers, else NOT CHECKED.",
        "Réponses gardées, sinon NON VÉRIFIÉ.",
    ),
    "condition.portal": ("Sign-in page", "Page de connexion"),
    "condition.portal.text": (
        "A Wi-Fi’s page answers: offline too.",
        "La page d’un Wi-Fi répond : hors ligne.",
    ),
    "condition.refused": ("Refused token", "Jeton refusé"),
    "condition.refused.text": (
        "Said even beside a saved answer.",
        "Dit même à côté d’une réponse gardée.",
    ),
    "condition.bad_answers": ("Bad answers", "Réponses illisibles"),
    "condition.bad_answers.text": (
        "Unreadable, so they count as none.",
        "Aucune ne compte comme réponse.",
    ),
    "condition.busy": ("Busy service", "Service occupé"),
    "condition.busy.text": (
        "A longer wait, then no answer.",
        "Une attente plus longue, sans réponse.",
    ),
}
