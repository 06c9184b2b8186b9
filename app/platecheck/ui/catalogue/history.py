"""History: the patrol log. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "history.order": ("newest first", "les plus récentes d’abord"),
    "history.empty": (
        "No checks yet. The first one shows up here.",
        "Aucune vérification. La première paraîtra ici.",
    ),
    "history.saved": ("saved answer", "réponse gardée"),
}
