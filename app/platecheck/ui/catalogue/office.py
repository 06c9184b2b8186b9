"""The office's places, for supervisors. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav.office": ("Office", "Bureau"),
    "nav.overview": ("Overview", "Aperçu"),
    "nav.permits": ("Permits", "Permis"),
    "nav.vehicles": ("Vehicles", "Véhicules"),
    "nav.people": ("People", "Personnes"),
    "nav.collections": ("Collections", "Créances"),
    "office.back": ("Back to the office", "Retour au bureau"),
    "office.overview": ("Lots, permits and today’s checks", "Terrains, permis et contrôles du jour"),
    "office.permits": ("Issue, extend and delete permits", "Délivrer, prolonger et supprimer des permis"),
    "office.vehicles": ("Put a vehicle on file", "Inscrire un véhicule"),
    "office.people": ("One person, or many from a file", "Une personne, ou plusieurs par fichier"),
    "office.open": (
        "{n} not sent, or nobody knows what came of it",
        "{n} sans envoi, ou dont nul ne sait le résultat",
    ),
    "office.collections": ("Export overdue violations, once", "Exporter les constats échus, une seule fois"),
    "office.forbidden": ("This is for supervisors.", "C’est réservé aux superviseurs."),
    "office.forbidden.text": (
        "Ask one, or change the role in Settings.",
        "Demander à l’un d’eux, ou changer le rôle dans les réglages.",
    ),
}
