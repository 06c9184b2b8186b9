"""Why a plate could not be checked, and what to do. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
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
}
