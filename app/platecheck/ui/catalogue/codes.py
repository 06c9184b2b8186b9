"""What to do about each error code of the platform: the English is the client's table."""

from typing import Final

from platecheck.opscom.codes import CODES

_FRENCH: Final[dict[int, str]] = {
    9000: "Saisir le code client dans les réglages.",
    9001: "Saisir le jeton dans les réglages.",
    9002: "Demander à votre représentant OPS-COM un jeton qui a ce droit.",
    9003: "Le service n’a pas pu lire l’envoi. Vérifier son adresse dans les réglages, "
    "et mettre cette application à jour.",
    9004: "Saisir la fin du permis.",
    9005: "Saisir de nouveau la fin : une date et une heure après le début.",
    9006: "Saisir la plaque.",
    9007: "Saisir de nouveau le début : une date et une heure.",
    9008: "Saisir la référence du permis, telle que le reçu de son envoi la montre.",
    9009: "Comparer la référence avec son reçu ; le permis a peut-être été supprimé depuis.",
    9010: "Saisir le type de plaque, par son nom ou son numéro.",
    9011: "Saisir la province ou l’État, par son nom ou ses lettres.",
    9012: "Rien à envoyer : la plateforme connaît ce véhicule.",
    9013: "Saisir l’identifiant unique de la personne.",
    9014: "Saisir la source de connexion.",
    9015: "Choisir une source de connexion que la plateforme connaît, comme OPSCOM.",
    9016: "Une nouvelle personne a besoin d’une adresse de courriel : la saisir.",
    9017: "Une nouvelle personne a besoin d’un prénom : le saisir.",
    9018: "Une nouvelle personne a besoin d’un nom de famille : le saisir.",
    9019: "Quelqu’un d’autre a cette adresse de courriel. En saisir une autre, ou modifier cette personne.",
    9020: "Quelqu’un d’autre a ce nom d’utilisateur. En saisir un autre, ou modifier cette personne.",
    9021: "Raccourcir la plaque à 50 caractères au plus.",
    9022: "Le même enregistrement existe déjà. Le chercher avant de l’envoyer de nouveau.",
    9030: "Raccourcir le champ trop long, puis envoyer de nouveau.",
    9031: "Remplir ce qui manque, puis envoyer de nouveau.",
    9032: "Compléter le champ trop court, puis envoyer de nouveau.",
    9033: "Corriger la valeur fausse, puis envoyer de nouveau.",
    9034: "Vérifier le code client et le jeton dans les réglages : ils ne vont pas ensemble.",
}

TEXTS: Final[dict[str, tuple[str, str]]] = {
    **{f"code.{number}": (code.advice, _FRENCH[number]) for number, code in CODES.items()},
    "code.unknown": (
        "The documents do not list code {code}. Try again; if it stays so, tell your supervisor.",
        "Les documents ne connaissent pas le code {code}. Réessayer ; avertir le superviseur si cela dure.",
    ),
}
