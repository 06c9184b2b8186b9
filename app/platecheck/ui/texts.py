"""Every text of the screens, once, in English and French.

A text is asked for by its key; a missing key or placeholder is an error that a test finds first.
Longer than other files: a catalogue in one place is found, translated and checked as a whole.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from platecheck.answers import Outcome
    from platecheck.errors import ProblemKind
    from platecheck.verdict import DnttState, Headline

LANGUAGES: Final = ("en", "fr")

# Each key has its English and its French.
CATALOGUE: Final[dict[str, tuple[str, str]]] = {
    "training": ("TRAINING · not real data", "FORMATION · données fictives"),
    # places
    "nav.check": ("Check", "Vérifier"),
    "nav.history": ("History", "Historique"),
    "nav.settings": ("Settings", "Réglages"),
    "nav.menu": ("Menu", "Menu"),
    # verdicts
    "verdict.alarm": ("ALARM", "ALARME"),
    "verdict.do_not_ticket": ("DO NOT TICKET OR TOW", "NE PAS VERBALISER"),
    "verdict.valid": ("VALID", "VALIDE"),
    "verdict.valid_elsewhere": ("VALID ELSEWHERE", "VALIDE AILLEURS"),
    "verdict.expired": ("EXPIRED", "EXPIRÉ"),
    "verdict.no_permit": ("NO PERMIT", "SANS PERMIS"),
    "verdict.not_checked": ("NOT CHECKED", "NON VÉRIFIÉ"),
    "badge.do_not_ticket": ("DO NOT TICKET", "NE PAS VERBALISER"),
    # check
    "check.plate": ("Plate", "Plaque"),
    "check.hint": ("Plate", "Plaque"),
    "check.next": ("Next plate", "Prochaine plaque"),
    "check.go": ("Check", "Vérifier"),
    "check.clear": ("Clear", "Effacer"),
    "check.undo": ("Undo", "Rétablir"),
    "check.unreadable": ("can’t read", "illisible"),
    "check.backspace": ("Backspace", "Effacer un caractère"),
    "check.recent": ("Recent plate {plate}, {verdict}, {ago}", "Plaque récente {plate}, {verdict}, {ago}"),
    "check.no_recent": ("No plates checked yet", "Aucune plaque vérifiée"),
    "check.asking": ("Asking the service…", "Interrogation du service…"),
    "check.asking_plate": ("Asking about {plate}…", "Vérification de {plate}…"),
    "check.empty_title": ("Type a plate, then Enter", "Saisir une plaque, puis Entrée"),
    "check.empty_text": (
        "The answer appears here: permits, alarms and do-not-ticket orders.",
        "La réponse paraît ici : permis, alarmes et ordres de ne pas verbaliser.",
    ),
    "check.at": ("Checked {time} in {lot}", "Vérifié à {time}, {lot}"),
    "check.at_anywhere": ("Checked {time}", "Vérifié à {time}"),
    "bad_plate.empty": ("Type the plate first.", "Saisir d’abord la plaque."),
    "bad_plate.foreign": (
        "Letters A–Z and digits only. Take out: {text}",
        "Lettres A–Z et chiffres seulement. Enlever : {text}",
    ),
    "bad_plate.long": ("At most {n} characters.", "{n} caractères au plus."),
    "bad_plate.unread": (
        "Too many unreadable characters: at most two.",
        "Trop de caractères illisibles : deux au plus.",
    ),
    # lot
    "lot.choose": ("Choose the lot", "Choisir le terrain"),
    "lot.none": ("No lot chosen", "Aucun terrain choisi"),
    "lot.any": ("No lot", "Sans terrain"),
    "lot.any_text": ("Every lot counts as here", "Tous les terrains comptent"),
    "lot.label": ("Lot: {lot}. Change", "Terrain : {lot}. Changer"),
    "lot.empty": (
        "No lots are known yet. They come from the settings’ lot-name table, and from the lot figures.",
        "Aucun terrain connu. Ils viennent du tableau des réglages et des chiffres des terrains.",
    ),
    # theme, language
    "theme.day": ("Day", "Jour"),
    "theme.night": ("Night", "Nuit"),
    "theme.system": ("System", "Système"),
    "theme.label": ("Theme: {name}. Change", "Thème : {name}. Changer"),
    # connection
    "connection.live": ("Live", "En ligne"),
    "connection.slow": ("Slow", "Lent"),
    "connection.offline": ("Offline since {time}", "Hors ligne depuis {time}"),
    "connection.refused": ("Refused", "Refusé"),
    "connection.unknown": ("Ready", "Prêt"),
    "connection.failing": ("No answer since {time}", "Sans réponse depuis {time}"),
    # age
    "age.live": ("live, {span} ago", "en direct, {span}"),
    "age.cache": ("from cache, {span} old", "copie, {span}"),
    "age.none": ("no answer", "pas de réponse"),
    "age.old": ("{span} OLD", "IL Y A {span}"),
    "age.saved": ("saved answer of {time}, not live", "réponse gardée de {time}, pas en direct"),
    "recheck.title": ("RECHECK BEFORE ACTING", "REVÉRIFIER AVANT D’AGIR"),
    "recheck.text": (
        "A saved answer is no ground for a ticket.",
        "Une réponse gardée ne justifie pas un constat.",
    ),
    "beneath.title": ("Saved answer, too old to act on", "Réponse gardée, trop ancienne pour agir"),
    "beneath.text": ("It said {verdict}, {span} ago.", "Elle disait {verdict}, il y a {span}."),
    # the line under the headline
    "line.until": ("{lot}, until {time}", "{lot}, jusqu’au {time}"),
    "line.until_today": ("{lot}, until {time}", "{lot}, jusqu’à {time}"),
    "line.grace": ("{lot}, in grace: expired {ago}", "{lot}, délai de grâce : expiré {ago}"),
    "line.unknown": (
        "{lot}, expiry unreadable: see the raw answer",
        "{lot}, échéance illisible : voir la réponse brute",
    ),
    "line.elsewhere": ("valid in {lot}, not in {here}", "valide à {lot}, pas à {here}"),
    "line.expired": ("{lot}, expired {ago}", "{lot}, expiré {ago}"),
    "line.no_permit": ("for this plate, as typed", "pour cette plaque, telle que saisie"),
    "line.dntt": ("{place}, until {time}", "{place}, jusqu’au {time}"),
    "line.dntt_today": ("{place}, until {time}", "{place}, jusqu’à {time}"),
    "line.dntt_open": ("{place}, no end given", "{place}, sans fin indiquée"),
    "line.no_name": ("lot not named", "terrain non nommé"),
    "everywhere": ("everywhere", "partout"),
    # bands
    "band.alarm": ("Alarm", "Alarme"),
    "band.alarm.none": ("No alarm on file", "Aucune alarme au dossier"),
    "band.alarm.none_saved": ("No alarm in the saved answer", "Aucune alarme dans la réponse gardée"),
    "band.alarm.unknown": ("Alarm: not known", "Alarme : inconnu"),
    "band.alarm.who": (
        "Tied to this plate or a linked driver.",
        "Liée à cette plaque ou à un conducteur lié.",
    ),
    "band.alarm.hold": ("Hold to read", "Maintenir pour lire"),
    "band.alarm.lines": ("{n} lines", "{n} lignes"),
    "band.alarm.line": ("1 line", "1 ligne"),
    "hold.show": ("Show 5 s", "Montrer 5 s"),
    "band.dntt": ("Do not ticket or tow", "Ne pas verbaliser"),
    "band.dntt.quiet": ("Do-not-ticket order, not in force here", "Ordre sans effet ici"),
    "band.dntt.none": ("No do-not-ticket order", "Aucun ordre de ne pas verbaliser"),
    "band.dntt.none_saved": ("No do-not-ticket in the saved answer", "Aucun ordre dans la réponse gardée"),
    "band.dntt.unknown": ("Do-not-ticket order: not known", "Ordre de ne pas verbaliser : inconnu"),
    "band.permits.one": ("1 permit", "1 permis"),
    "band.permits.many": ("{n} permits", "{n} permis"),
    "band.permits.none": ("No permit on file", "Aucun permis au dossier"),
    "band.permits.none_saved": ("No permit in the saved answer", "Aucun permis dans la réponse gardée"),
    "band.permits.unknown": ("Permits: not known", "Permis : inconnu"),
    "dntt.active": ("Active", "En vigueur"),
    "dntt.upcoming": ("Upcoming", "À venir"),
    "dntt.over": ("Over", "Terminé"),
    "dntt.elsewhere": ("For another lot", "Pour un autre terrain"),
    "dntt.until": ("until {time}", "jusqu’au {time}"),
    "dntt.until_today": ("until {time}", "jusqu’à {time}"),
    "dntt.starts": ("starts {time}", "débute {time}"),
    "dntt.ended": ("ended {time}", "terminé {time}"),
    "dntt.open": ("no end given", "sans fin indiquée"),
    "permit.expires": ("expires {time}", "échéance {time}"),
    "permit.expired": ("expired {time}, {ago}", "expiré {time}, {ago}"),
    "permit.grace": ("in grace: expired {time}", "délai de grâce : expiré {time}"),
    "permit.unknown": ("expiry unreadable: “{text}”", "échéance illisible : « {text} »"),
    "permit.no_expiry": ("no expiry given", "aucune échéance indiquée"),
    "permit.elsewhere": ("another lot · expires {time}", "autre terrain · échéance {time}"),
    "permit.elsewhere_unknown": ("another lot · expiry unreadable", "autre terrain · échéance illisible"),
    "permit.type_missing": ("permit", "permis"),
    # result
    "result.again": ("Check again", "Revérifier"),
    "result.again_short": ("Again", "Revérifier"),
    "result.try": ("Try again", "Réessayer"),
    "result.raw": ("Raw answer", "Réponse brute"),
    "result.raw_short": ("Raw", "Brute"),
    "result.fix": ("Fix plate", "Corriger"),
    "result.back": ("Back", "Retour"),
    "result.still_asking": (
        "Still asking: the live answer replaces this one.",
        "Appel en cours : la réponse en direct remplacera celle-ci.",
    ),
    "result.drift": (
        "This device’s clock is {span} {direction}. Decided at the service’s time.",
        "L’horloge de l’appareil {direction} de {span}. Décidé à l’heure du service.",
    ),
    "result.drift.slow": ("slow", "retarde"),
    "result.drift.fast": ("fast", "avance"),
    "result.clock_back": (
        "This device’s clock is behind the last trusted time; that time was used.",
        "L’horloge de l’appareil est en retard sur la dernière heure sûre, qui a été utilisée.",
    ),
    "result.unsaved": (
        "This check could not be written to the log: {why}",
        "Cette vérification n’a pas pu être consignée : {why}",
    ),
    "result.unread": ("A saved answer cannot be read.", "Une réponse gardée est illisible."),
    "result.queued": ("Kept for a recheck", "Gardé pour une revérification"),
    "result.queued_text": (
        "{n} waiting for a live answer on this device. Ask again when the signal is back.",
        "{n} en attente d’une réponse en direct. Redemander au retour du signal.",
    ),
    "raw.title": ("Raw answer of the service", "Réponse brute du service"),
    "raw.none": ("No answer was kept for this check.", "Aucune réponse gardée pour cette vérification."),
    "raw.hold": (
        "It holds an alarm’s text. Hold to read.",
        "Elle contient le texte d’une alarme. Maintenir pour lire.",
    ),
    "raw.close": ("Close", "Fermer"),
    "alike.title": ("Could it be one of these?", "Serait-ce l’une de celles-ci ?"),
    "alike.text": ("Look at the plate again before you write.", "Regarder encore la plaque avant d’écrire."),
    "alike.text_unread": ("Tap the plate you see.", "Toucher la plaque que vous voyez."),
    "alike.none": (
        "No look-alike is saved on this device. Type the missing character to ask.",
        "Aucune plaque semblable gardée. Saisir le caractère manquant pour demander.",
    ),
    "alike.near": ("near hit · cached {ago}", "proche · copie {ago}"),
    "alike.unseen": ("not seen before · ask the service", "jamais vue · demander au service"),
    "alike.ask": ("Ask", "Demander"),
    "alike.plate_is": ("Plate is", "La plaque est"),
    # acknowledging
    "ack.question": ("What came of the alarm?", "Quelle suite à l’alarme ?"),
    "ack.go": ("Acknowledge", "Confirmer"),
    "ack.choose": ("Choose one first", "Choisir d’abord"),
    "ack.first": ("Acknowledge the alarm first.", "Confirmer d’abord l’alarme."),
    "ack.done": ("Acknowledged: {outcome}", "Confirmé : {outcome}"),
    "ack.seen": ("Seen", "Vu"),
    "ack.misread": ("Misread", "Mal lu"),
    "ack.reported": ("Reported", "Signalé"),
    "ack.stood_down": ("Stood down", "Levé"),
    # could not check: why, and what to do
    "why.unreachable": ("Nobody could be asked.", "Personne n’a pu être interrogé."),
    "why.unreachable.do": (
        "There is no connection to the service. Move to where there is signal, then try again.",
        "Aucune liaison avec le service. Se déplacer vers du signal, puis réessayer.",
    ),
    "why.timeout": ("No answer in time.", "Pas de réponse à temps."),
    "why.timeout.do": (
        "The service took longer than 8 seconds. Try again.",
        "Le service a pris plus de 8 secondes. Réessayer.",
    ),
    "why.tls": ("The connection is not safe.", "La liaison n’est pas sûre."),
    "why.tls.do": (
        "The service’s certificate was not accepted. Check this device’s date, or leave this Wi-Fi.",
        "Le certificat du service a été refusé. Vérifier la date de l’appareil, ou quitter ce Wi-Fi.",
    ),
    "why.portal": ("A sign-in page answered.", "Une page de connexion a répondu."),
    "why.portal.do": (
        "This Wi-Fi wants you to sign in. Do so, or use mobile data.",
        "Ce Wi-Fi demande une connexion. Se connecter, ou passer aux données mobiles.",
    ),
    "why.unreadable": ("The answer could not be read.", "La réponse est illisible."),
    "why.unreadable.do": (
        "Try again; tell your supervisor if it stays so.",
        "Réessayer ; avertir le superviseur si cela dure.",
    ),
    "why.too_large": ("The answer was too large.", "La réponse est trop grande."),
    "why.too_large.do": (
        "It was dropped. Tell your supervisor.",
        "Elle a été rejetée. Avertir le superviseur.",
    ),
    "why.redirected": ("The service points elsewhere.", "Le service renvoie ailleurs."),
    "why.redirected.do": (
        "The address in the settings may be wrong; it is not followed.",
        "L’adresse des réglages est peut-être fausse ; elle n’est pas suivie.",
    ),
    "why.refused": ("The service refused this device.", "Le service a refusé cet appareil."),
    "why.refused.do": (
        "The token or client code is not accepted. Tell your supervisor: nothing can be checked until then.",
        "Le jeton ou le code client est refusé. Avertir le superviseur : rien ne peut être vérifié d’ici là.",
    ),
    "why.busy": ("The service is busy.", "Le service est occupé."),
    "why.busy.do": (
        "It asks to come back later. Try again in a minute.",
        "Il demande d’attendre. Réessayer dans une minute.",
    ),
    "why.server_error": ("The service failed.", "Le service est en panne."),
    "why.server_error.do": (
        "It reports an error of its own. Try again.",
        "Il signale une erreur interne. Réessayer.",
    ),
    "why.wrong_plate": ("The answer is for another plate.", "La réponse concerne une autre plaque."),
    "why.wrong_plate.do": ("It was not used. Try again.", "Elle n’a pas été utilisée. Réessayer."),
    "why.bad_plate": ("This is not a plate.", "Ce n’est pas une plaque."),
    "why.bad_plate.do": ("Letters A–Z and digits only.", "Lettres A–Z et chiffres seulement."),
    "why.storage": ("This device could not save.", "L’appareil n’a pas pu enregistrer."),
    "why.storage.do": ("Free some space, then check again.", "Libérer de l’espace, puis revérifier."),
    "why.code": ("Code {code}.", "Code {code}."),
    "why.nothing": ("This says nothing about the permit.", "Cela ne dit rien du permis."),
    "history.order": ("newest first", "les plus récentes d’abord"),
    "history.empty": (
        "No checks yet. The first one shows up here.",
        "Aucune vérification. La première paraîtra ici.",
    ),
    "history.saved": ("saved answer", "réponse gardée"),
    "settings.person": ("For you", "Pour vous"),
    "settings.access": ("Access to the platform", "Accès à la plateforme"),
    # not set up, failures
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
    "broken.title": ("platecheck cannot start", "platecheck ne peut pas démarrer"),
    "broken.retry": ("Try again", "Réessayer"),
    "mishap.title": ("That did not work", "Cela n’a pas fonctionné"),
    "mishap.text": (
        "Something unexpected happened; nothing that was recorded is lost. Try that once more.",
        "Un imprévu est survenu ; rien de ce qui est consigné n’est perdu. Réessayer.",
    ),
    "mishap.ok": ("Go on", "Continuer"),
    "loading": ("Opening…", "Ouverture…"),
}


class Words:
    """The catalogue in one language: `words("nav.check")`."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._column = LANGUAGES.index(self.language)

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of `key` with its placeholders filled. Raises KeyError for an unknown key."""
        return CATALOGUE[key][self._column].format(**values)

    def verdict(self, headline: Headline) -> str:
        """Return the word of a verdict."""
        return self(f"verdict.{headline.value}")

    def badge(self, headline: Headline) -> str:
        """Return the word of a verdict where there is little room."""
        short = f"badge.{headline.value}"
        return self(short if short in CATALOGUE else f"verdict.{headline.value}")

    def why(self, kind: ProblemKind) -> tuple[str, str]:
        """Return what happened and what to do, for a problem."""
        return self(f"why.{kind.value}"), self(f"why.{kind.value}.do")

    def outcome(self, outcome: Outcome) -> str:
        """Return the word of an alarm's outcome."""
        return self(f"ack.{outcome.value}")

    def dntt(self, state: DnttState) -> str:
        """Return the word of an order's state."""
        return self(f"dntt.{state.value}")


@functools.cache
def words_in(language: str) -> Words:
    """Return the catalogue in `language`, one and the same each time."""
    return Words(language)
