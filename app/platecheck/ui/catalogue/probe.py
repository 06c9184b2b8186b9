"""The test of the connection. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "probe.title": ("Test the connection", "Tester la liaison"),
    "probe.intro": (
        "Asks validation about one plate, logged as a test, and the controller for its user types.",
        "Interroge la validation sur une plaque, notée comme essai, et le contrôleur sur ses usagers.",
    ),
    "probe.plate": ("Plate to ask about", "Plaque à interroger"),
    "probe.go": ("Test the connection", "Tester la liaison"),
    "probe.save_go": ("Save and test", "Enregistrer et tester"),
    "probe.need": ("Enter a plate to ask about first.", "Saisir d’abord une plaque à interroger."),
    "probe.not_saved": (
        "Not tested: the changes could not be saved.",
        "Pas d’essai : les modifications n’ont pu être enregistrées.",
    ),
    "probe.running": ("Asking both services, 8 s at most…", "Interrogation des deux services, 8 s au plus…"),
    "probe.open": ("Show what came back on the plate", "Montrer la réponse sur la plaque"),
    "probe.alarm": ("There is an alarm on this plate", "Il y a une alarme sur cette plaque"),
    "probe.alarm.do": ("Open the answer and acknowledge it.", "Ouvrir la réponse et l’acquitter."),
    "probe.who.validation": ("Validation", "Validation"),
    "probe.who.controller": ("Controller", "Contrôleur"),
    "probe.the.validation": ("validation", "la validation"),
    "probe.the.controller": ("the controller", "le contrôleur"),
    "probe.answered": ("{who} answered in {time}", "{who} : réponse en {time}"),
    "probe.failed": ("{who}: failed after {time}", "{who} : échec après {time}"),
    "probe.asked.validation": ("Asked about {plate} at {host}.", "Question sur {plate} à {host}."),
    "probe.asked.controller": (
        "Asked for the user types at {host}.",
        "Question sur les types d’usagers à {host}.",
    ),
    "probe.clock.right": ("This device’s clock is right", "L’heure de l’appareil est juste"),
    "probe.clock.untold": ("The clock could not be compared", "L’heure n’a pas pu être comparée"),
    "probe.clock.ahead": ("This device’s clock is {span} ahead", "L’appareil avance de {span}"),
    "probe.clock.behind": ("This device’s clock is {span} behind", "L’appareil retarde de {span}"),
    "probe.lots": (
        "The lots’ address {host} is not tested",
        "L’adresse des terrains {host} n’est pas testée",
    ),
    "probe.lots.why": (
        "Lot values may be asked once an hour only. Open Lots to see whether it answers.",
        "Les valeurs des terrains se demandent une fois l’heure. Ouvrir Terrains pour voir si elle répond.",
    ),
    "probe.head.unsaved": ("This device could not save", "L’appareil n’a pas pu enregistrer"),
    "probe.head.drift": (
        "It works; this device’s clock is wrong",
        "Tout répond ; l’heure de l’appareil est fausse",
    ),
    "probe.means.drift": ("Saved answers get a wrong age.", "Les réponses gardées prennent un âge faux."),
    "probe.do.drift": (
        "Set this device’s date and time to automatic.",
        "Régler la date et l’heure de l’appareil sur automatique.",
    ),
    "probe.head.slow": ("It works, slowly", "Tout répond, lentement"),
    "probe.means.slow": (
        "After 2 s officers are shown a saved answer first.",
        "Après 2 s, les agents voient d’abord une réponse gardée.",
    ),
    "probe.do.slow": (
        "Test again where the signal is better; tell your office if it stays slow.",
        "Refaire l’essai avec un meilleur signal ; avertir le bureau si cela dure.",
    ),
    "probe.head.good": ("Everything works", "Tout fonctionne"),
    "probe.means.good": (
        "It accepts the client code and the token.",
        "Elle accepte le code client et le jeton.",
    ),
    "probe.means.good_types": (
        "It accepts the client code and the token.",
        "Il accepte le code client et le jeton.",
    ),
    "probe.do.good": ("Nothing to do.", "Rien à faire."),
    "probe.means.limited": (
        "Reached; this token may not list user types (code 9002).",
        "Atteint ; ce jeton ne peut pas lister les types d’usagers (code 9002).",
    ),
    "probe.do.limited": ("Nothing to do to check plates.", "Rien à faire pour vérifier des plaques."),
    "probe.head.no_right": ("The token may not check plates", "Le jeton ne peut pas vérifier de plaques"),
    "probe.means.no_right": (
        "Code 9002: the token is known, but has no right to validate plates.",
        "Code 9002 : le jeton est connu, sans le droit de valider des plaques.",
    ),
    "probe.do.no_right": ("Ask your office to add that right.", "Demander ce droit au bureau."),
    "probe.head.no_client": ("The client code is missing", "Le code client manque"),
    "probe.means.no_client": (
        "Code 9000: {who} was given no client code.",
        "Code 9000 : {who} n’a reçu aucun code client.",
    ),
    "probe.do.no_client": (
        "Enter the client code, then test again.",
        "Saisir le code client, puis refaire l’essai.",
    ),
    "probe.head.no_token": ("The token is missing", "Le jeton manque"),
    "probe.means.no_token": (
        "Code 9001: {who} was given no token.",
        "Code 9001 : {who} n’a reçu aucun jeton.",
    ),
    "probe.do.no_token": ("Enter the token, then test again.", "Saisir le jeton, puis refaire l’essai."),
    "probe.head.token_unknown": ("The token was refused", "Le jeton est refusé"),
    "probe.means.token_unknown": (
        "Code 9034: {who} does not know this token for client {client}.",
        "Code 9034 : {who} ne connaît pas ce jeton pour le client {client}.",
    ),
    "probe.do.token_unknown": (
        "Check both; else ask your office for a new token.",
        "Vérifier les deux ; sinon demander un nouveau jeton au bureau.",
    ),
    "probe.head.refused": ("Refused", "Refusé"),
    "probe.means.refused": (
        "Something at {host} refuses this device (HTTP {status}).",
        "Quelque chose à {host} refuse cet appareil (HTTP {status}).",
    ),
    "probe.do.refused": (
        "Check address, client code and token; else ask your office.",
        "Vérifier l’adresse, le code client et le jeton ; sinon demander au bureau.",
    ),
    "probe.head.address_unknown": ("The address cannot be found", "L’adresse est introuvable"),
    "probe.means.address_unknown": (
        "No name server knows {host} from here.",
        "Aucun serveur de noms ne connaît {host} d’ici.",
    ),
    "probe.do.address_unknown": (
        "Look for a typing error in the address; check that there is signal.",
        "Chercher une faute dans l’adresse ; vérifier qu’il y a du signal.",
    ),
    "probe.head.not_there": ("This is not the right address", "Ce n’est pas la bonne adresse"),
    "probe.means.not_there": (
        "Something answers at {host}, but does not know this request (HTTP {status}).",
        "Quelque chose répond à {host}, sans connaître cette demande (HTTP {status}).",
    ),
    "probe.do.not_there": ("Check the address and the client code.", "Vérifier l’adresse et le code client."),
    "probe.head.unreachable": ("No connection", "Aucune liaison"),
    "probe.means.unreachable": ("Nothing answers at {host}.", "Rien ne répond à {host}."),
    "probe.do.unreachable": (
        "Check the signal first, then the address.",
        "Vérifier d’abord le signal, puis l’adresse.",
    ),
    "probe.head.timeout": ("No answer in time", "Pas de réponse à temps"),
    "probe.means.timeout": ("{host} took longer than 8 s.", "{host} a pris plus de 8 s."),
    "probe.do.timeout": (
        "Test again where the signal is better.",
        "Refaire l’essai avec un meilleur signal.",
    ),
    "probe.head.tls": ("The certificate was not accepted", "Le certificat est refusé"),
    "probe.means.tls": (
        "Whoever answers for {host} cannot prove it. Nothing was sent.",
        "Qui répond pour {host} ne peut le prouver. Rien n’a été envoyé.",
    ),
    "probe.do.tls": (
        "Check this device’s date and time, leave this Wi-Fi, then check the address.",
        "Vérifier la date et l’heure de l’appareil, quitter ce Wi-Fi, puis vérifier l’adresse.",
    ),
    "probe.head.portal": ("A sign-in page answered", "Une page de connexion a répondu"),
    "probe.means.portal": (
        "A web page stands in for {host}: this Wi-Fi wants a sign-in.",
        "Une page web remplace {host} : ce Wi-Fi demande une connexion.",
    ),
    "probe.do.portal": (
        "Sign in to the Wi-Fi, or use mobile data.",
        "Se connecter au Wi-Fi, ou utiliser les données mobiles.",
    ),
    "probe.head.unreadable": ("The answer cannot be read", "La réponse est illisible"),
    "probe.means.unreadable": (
        "{host} answers, but not as the platform does.",
        "{host} répond, mais pas comme la plateforme.",
    ),
    "probe.do.unreadable": (
        "Check the address; else tell your office.",
        "Vérifier l’adresse ; sinon avertir le bureau.",
    ),
    "probe.head.too_large": ("The answer was too large", "La réponse est trop grande"),
    "probe.means.too_large": (
        "{host} sent far too much; it was dropped.",
        "{host} a envoyé beaucoup trop ; c’est rejeté.",
    ),
    "probe.do.too_large": ("Check the address.", "Vérifier l’adresse."),
    "probe.head.redirected": ("Sent elsewhere", "Renvoyé ailleurs"),
    "probe.means.redirected": (
        "{host} points to another address (HTTP {status}). The token is not taken there.",
        "{host} renvoie à une autre adresse (HTTP {status}). Le jeton n’y va pas.",
    ),
    "probe.do.redirected": (
        "Sign in to the Wi-Fi if it asks for that; else correct the address.",
        "Se connecter au Wi-Fi s’il le demande ; sinon corriger l’adresse.",
    ),
    "probe.head.busy": ("The service is busy", "Le service est occupé"),
    "probe.means.busy": ("{host} asks to come back later.", "{host} demande d’attendre."),
    "probe.do.busy": ("Test again in a minute.", "Refaire l’essai dans une minute."),
    "probe.head.server_error": ("The service failed", "Le service est en panne"),
    "probe.means.server_error": (
        "{host} reports an error of its own (HTTP {status}).",
        "{host} signale une erreur interne (HTTP {status}).",
    ),
    "probe.do.server_error": (
        "Test again later; else tell your office.",
        "Refaire l’essai plus tard ; sinon avertir le bureau.",
    ),
    "probe.head.wrong_plate": ("The answer is for another plate", "La réponse concerne une autre plaque"),
    "probe.means.wrong_plate": (
        "{host} answered about another car; it was not used.",
        "{host} a répondu sur un autre véhicule ; ce n’est pas utilisé.",
    ),
    "probe.do.wrong_plate": (
        "Tell your office: answers are mixed up.",
        "Avertir le bureau : les réponses se mêlent.",
    ),
}
