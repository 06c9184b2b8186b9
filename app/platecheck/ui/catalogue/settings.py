"""Settings and the first start. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "settings.person": ("For you", "Pour vous"),
    "settings.access": ("Access to the platform", "Accès à la plateforme"),
    "setup.title": ("Not set up", "Non configuré"),
    "setup.text": (
        "platecheck needs the platform’s client code and token before it can ask about a plate.",
        "platecheck a besoin du code client et du jeton de la plateforme pour interroger une plaque.",
    ),
    "setup.go": ("Set up", "Configurer"),
    "setup.client": ("Client code", "Code client"),
    "setup.token": ("Token", "Jeton"),
    "setup.officer": ("Officer (optional)", "Agent (facultatif)"),
    "setup.save": ("Save and start", "Enregistrer et commencer"),
    "setup.saving": ("Saving…", "Enregistrement…"),
    "setup.need": ("Fill in the client code and the token.", "Remplir le code client et le jeton."),
    "setup.token_saved": (
        "Saved. Type a new one to replace it",
        "Enregistré. En saisir un nouveau pour le remplacer",
    ),
    "setup.token_hint": ("Up to 50 letters, digits and dashes", "Jusqu’à 50 lettres, chiffres et tirets"),
}
