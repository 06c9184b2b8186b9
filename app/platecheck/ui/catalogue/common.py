"""What frames every screen: places, verdicts, connection. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "nav.check": ("Check", "Vérifier"),
    "nav.history": ("History", "Historique"),
    "nav.settings": ("Settings", "Réglages"),
    "nav.menu": ("Menu", "Menu"),
    "verdict.alarm": ("ALARM", "ALARME"),
    "verdict.do_not_ticket": ("DO NOT TICKET OR TOW", "NE PAS VERBALISER"),
    "verdict.valid": ("VALID", "VALIDE"),
    "verdict.valid_elsewhere": ("VALID ELSEWHERE", "VALIDE AILLEURS"),
    "verdict.expired": ("EXPIRED", "EXPIRÉ"),
    "verdict.no_permit": ("NO PERMIT", "SANS PERMIS"),
    "verdict.not_checked": ("NOT CHECKED", "NON VÉRIFIÉ"),
    "badge.do_not_ticket": ("DO NOT TICKET", "NE PAS VERBALISER"),
    "theme.day": ("Day", "Jour"),
    "theme.night": ("Night", "Nuit"),
    "theme.system": ("System", "Système"),
    "theme.label": ("Theme: {name}. Change", "Thème : {name}. Changer"),
    "connection.live": ("Live", "En ligne"),
    "connection.slow": ("Slow", "Lent"),
    "connection.offline": ("Offline since {time}", "Hors ligne depuis {time}"),
    "connection.refused": ("Refused", "Refusé"),
    "connection.unknown": ("Ready", "Prêt"),
    "connection.failing": ("No answer since {time}", "Sans réponse depuis {time}"),
    "broken.title": ("platecheck cannot start", "platecheck ne peut pas démarrer"),
    "broken.retry": ("Try again", "Réessayer"),
    "mishap.title": ("That did not work", "Cela n’a pas fonctionné"),
    "mishap.text": (
        "Something unexpected happened; nothing that was recorded is lost. Try that once more.",
        "Un imprévu est survenu ; rien de ce qui est consigné n’est perdu. Réessayer.",
    ),
    "mishap.ok": ("Go on", "Continuer"),
    "sheet.close": ("Close", "Fermer"),
    "loading": ("Opening…", "Ouverture…"),
}
