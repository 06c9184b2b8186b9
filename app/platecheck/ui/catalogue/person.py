"""What fits the app to the person: radio card, keys, discretion. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "radio.title": ("Radio card", "Carte radio"),
    "radio.short": ("Radio", "Radio"),
    "radio.speak": ("Speak", "Écouter"),
    "discreet.on": ("Discreet: no sound", "Discret : aucun son"),
    "keys.title": ("Keyboard shortcuts", "Raccourcis clavier"),
    "keys.label": ("Keyboard shortcuts: press ?", "Raccourcis clavier : touche ?"),
    "keys.enter": ("Enter", "Entrée"),
    "keys.escape": ("Esc", "Échap"),
    "keys.check": ("Check the plate", "Vérifier la plaque"),
    "keys.field": ("Go to the plate field", "Aller au champ de la plaque"),
    "keys.leave": ("Close, or back to the plate", "Fermer, ou retour à la plaque"),
    "keys.theme": ("Day or night", "Jour ou nuit"),
}
