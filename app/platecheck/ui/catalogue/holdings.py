"""What this device holds, and its wipe. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "holdings.title": ("What this device holds", "Ce que garde l’appareil"),
    "holdings.text": (
        "All clients together. Plates, answers and officers are sealed on the disk.",
        "Tous clients confondus. Plaques, réponses et agents sont scellés sur le disque.",
    ),
    "holdings.counting": ("Counting…", "Décompte…"),
    "holdings.empty": ("Nothing is recorded here.", "Rien n’est consigné ici."),
    "holdings.checks": ("Checks", "Vérifications"),
    "holdings.answers": ("Answers to them", "Leurs réponses"),
    "holdings.acknowledgements": ("Acknowledged alarms", "Alarmes acquittées"),
    "holdings.lookups": ("Saved answers, by plate", "Réponses gardées, par plaque"),
    "holdings.queued": ("Waiting for a live answer", "En attente d’une réponse"),
    "holdings.lot_snapshots": ("Lot reports", "Rapports de terrains"),
    "holdings.exports": ("Notes of exports", "Exports consignés"),
    "holdings.oldest": ("Oldest", "Le plus ancien"),
    "holdings.newest": ("Newest", "Le plus récent"),
    "holdings.size": ("On disk", "Sur le disque"),
    "holdings.wiped_at": ("Last wiped", "Dernier effacement"),
    "holdings.kib": ("{n} KB", "{n} Ko"),
    "holdings.mib": ("{n} MB", "{n} Mo"),
    "holdings.wiped": ("The records are wiped", "Les données sont effacées"),
    "holdings.wiped.text": (
        "Nothing of them is left in the database. The settings are kept.",
        "Il n’en reste rien dans la base. Les réglages sont gardés.",
    ),
    "wipe.ask": ("Wipe the records…", "Effacer les données…"),
    "wipe.title": ("Wipe every record on this device?", "Effacer toutes les données de l’appareil ?"),
    "wipe.unsent": (
        "Checks that still wait for a live answer: {n}. They will never get one.",
        "Vérifications encore en attente d’une réponse : {n}. Elles n’en auront jamais.",
    ),
    "wipe.alarms": (
        "Alarms never acknowledged: {n}.",
        "Alarmes jamais acquittées : {n}.",
    ),
    "wipe.goes": ("This goes for good: {what}.", "Disparaît pour de bon : {what}."),
    "wipe.goes.checks": ("checks: {n}", "vérifications : {n}"),
    "wipe.goes.answers": ("answers: {n}", "réponses : {n}"),
    "wipe.goes.acknowledgements": ("acknowledgements: {n}", "acquittements : {n}"),
    "wipe.goes.lookups": ("saved answers: {n}", "réponses gardées : {n}"),
    "wipe.goes.queued": ("waiting checks: {n}", "vérifications en attente : {n}"),
    "wipe.goes.lot_snapshots": ("lot reports: {n}", "rapports de terrains : {n}"),
    "wipe.goes.exports": ("notes of exports: {n}", "exports consignés : {n}"),
    "wipe.stays": (
        "The settings stay, and a note of when the records were wiped.",
        "Restent les réglages, et la date de l’effacement.",
    ),
    "wipe.type": ("Type {word} to confirm", "Taper {word} pour confirmer"),
    "wipe.word": ("WIPE", "EFFACER"),
    "wipe.go": ("Wipe the records", "Effacer les données"),
    "wipe.busy": ("Wiping…", "Effacement…"),
    "wipe.keep": ("Keep them", "Les garder"),
}
