"""What changed since the officer left, and the recheck queue. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "changes.title": ("Changed since you left", "Changé depuis votre départ"),
    "changes.none": (
        "Nothing: what was answered late says what you were shown.",
        "Rien : les réponses tardives disent ce qui vous a été montré.",
    ),
    "changes.said": (
        "{plate}, {lot}, checked {time}. It was {was}, it is {now}.",
        "{plate}, {lot}, vérifiée à {time}. C’était {was}, c’est {now}.",
    ),
    "changes.seen": ("Seen", "Vu"),
    "changes.open": ("Open and acknowledge", "Ouvrir et confirmer"),
    "changes.far": (
        "These are cars you checked before, not the one in front of you.",
        "Ce sont des voitures vérifiées plus tôt, pas celle devant vous.",
    ),
    "changes.show": ("Show what changed", "Voir ce qui a changé"),
    "queue.title": ("Recheck queue", "File d’attente"),
    "queue.label": (
        "{way}. {waiting} waiting for a recheck, {changed} changed. Open the queue",
        "{way}. {waiting} à revérifier, {changed} changés. Ouvrir la file d’attente",
    ),
    "queue.label_empty": ("{way}. Open the queue", "{way}. Ouvrir la file d’attente"),
    "queue.waiting": ("{n} waiting", "{n} en attente"),
    "queue.empty": (
        "Nothing waits: every check has its live answer.",
        "Rien n’attend : chaque vérification a sa réponse en direct.",
    ),
    "queue.now": ("Ask now", "Demander maintenant"),
    "queue.checked": ("checked {time} · receipt {receipt}", "vérifiée {time} · reçu {receipt}"),
    "queue.asked": ("asking now", "appel en cours"),
    "queue.next": ("next", "la prochaine"),
    "queue.later": ("waiting", "en attente"),
    "queue.answered": ("answered {time}", "réponse à {time}"),
    "queue.forgotten": ("plate no longer kept", "plaque non gardée"),
    "queue.tried": ("{why} Asked {n} × again.", "{why} Redemandée {n} ×."),
    "queue.state.open": (
        "Asked again one by one, oldest first.",
        "Redemandées une par une, la plus ancienne d’abord.",
    ),
    "queue.state.offline": (
        "The service cannot be reached. They are asked again by themselves as soon as it can.",
        "Le service est hors d’atteinte. Elles seront redemandées dès son retour.",
    ),
    "queue.state.failing": (
        "The service does not answer as it should. They are asked again by themselves, later.",
        "Le service ne répond pas comme il faut. Elles seront redemandées plus tard.",
    ),
    "queue.state.refused": (
        "The service refused this device: nothing is asked until the settings mend that.",
        "Le service a refusé l’appareil : rien n’est demandé avant que les réglages le corrigent.",
    ),
    "queue.state.elsewhere": (
        "Another platecheck on this device asks for them.",
        "Un autre platecheck sur cet appareil les redemande.",
    ),
}
