"""The overdue export. Each key has its English and its French."""

from typing import Final

TEXTS: Final[dict[str, tuple[str, str]]] = {
    "collections.once": (
        "The platform gives each overdue violation once, ever.",
        "La plateforme ne donne chaque constat échu qu’une seule fois.",
    ),
    "collections.once.text": (
        "What it gives it marks as sent to collections, and gives to nobody again.",
        "Elle marque ce qu’elle donne comme envoyé au recouvrement, et ne le redonne à personne.",
    ),
    "collections.what": (
        "The answer (JSON) is on the disk before anything reads it. A table (CSV) and a summary follow.",
        "La réponse (JSON) est sur le disque avant toute lecture. Un tableau (CSV) et un sommaire suivent.",
    ),
    "collections.where": (
        "The files go to this folder, on the machine that runs platecheck:",
        "Les fichiers vont dans ce dossier, sur la machine où tourne platecheck :",
    ),
    "collections.confirm": ("Type {client} to confirm", "Taper {client} pour confirmer"),
    "collections.first": ("Type the code first", "Taper d’abord le code"),
    "collections.go": ("Export now", "Exporter"),
    "collections.busy": (
        "Asking the platform… Do not close platecheck.",
        "Demande à la plateforme… Ne pas fermer platecheck.",
    ),
    "collections.busy.text": (
        "It can take ten minutes. What comes of it is shown here, also to whoever goes elsewhere meanwhile.",
        "Cela peut durer dix minutes. Le résultat s’affiche ici, même si l’on va ailleurs entre-temps.",
    ),
    "collections.not_asked": (
        "Nothing was asked, and nothing was marked.",
        "Rien n’a été demandé, rien n’a été marqué.",
    ),
    "collections.in_the_way": (
        "An export is still open: no other one before it.",
        "Un export reste ouvert : pas d’autre avant lui.",
    ),
    "collections.in_the_way.text": (
        "It is shown here, with what to do about it.",
        "Il est affiché ici, avec la marche à suivre.",
    ),
    "collections.one": ("1 violation, fines {fines}", "1 constat, amendes : {fines}"),
    "collections.many": ("{n} violations, fines {fines}", "{n} constats, amendes : {fines}"),
    "collections.sent": (
        "They are marked as sent to collections at the platform.",
        "La plateforme les a marqués comme envoyés au recouvrement.",
    ),
    "collections.nothing": ("Nothing was returned.", "Rien n’a été donné."),
    "collections.nothing.why": (
        "No violation is overdue, or all of them were exported before.",
        "Aucun constat n’est échu, ou tous ont déjà été exportés.",
    ),
    "collections.unreadable": ("The answer cannot be read.", "La réponse est illisible."),
    "collections.unreadable.do": (
        "It is kept whole. Violations may be marked as sent: keep the file, and ask the platform’s support.",
        "Elle est gardée entière. Des constats sont peut-être marqués : garder le fichier, aviser l’éditeur.",
    ),
    "collections.unread": ("Records that cannot be read: {n}", "Enregistrements illisibles : {n}"),
    "collections.unread.do": (
        "They are neither counted nor in the table. The answer (JSON) has them.",
        "Ils ne sont ni comptés ni dans le tableau. La réponse (JSON) les contient.",
    ),
    "collections.no_table": (
        "The table could not be written. The answer (JSON) is kept whole.",
        "Le tableau n’a pas pu être écrit. La réponse (JSON) est gardée entière.",
    ),
    "collections.files": (
        "On the machine that runs platecheck, for its user alone:",
        "Sur la machine où tourne platecheck, pour son utilisateur seulement :",
    ),
    "collections.location": ("Location", "Lieu"),
    "collections.no_location": ("No location given", "Lieu non indiqué"),
    "collections.everywhere": ("All locations", "Tous les lieux"),
    "collections.over": ("Over {n} days", "Plus de {n} jours"),
    "collections.younger": ("Up to 30 days", "Jusqu’à 30 jours"),
    "collections.no_due": ("No due date", "Sans échéance"),
    "collections.all": ("All", "Total"),
    "collections.save": ("Save the export", "Enregistrer l’export"),
    "collections.save_csv": ("Save the CSV", "Enregistrer le CSV"),
    "collections.save_json": ("Save the JSON", "Enregistrer le JSON"),
    "collections.saved": ("Saved on your device: {name}", "Enregistré sur votre appareil : {name}"),
    "collections.nowhere": (
        "It was not saved on your device. Try again.",
        "Rien n’a été enregistré sur l’appareil. Réessayer.",
    ),
    "collections.gone": (
        "This file is not there any more, or cannot be read: {file}",
        "Ce fichier n’y est plus, ou est illisible : {file}",
    ),
    "collections.rejected": (
        "Nothing was marked: the export can be made again.",
        "Rien n’a été marqué : l’export peut être refait.",
    ),
    "collections.goes_on": (
        "It goes on in another window. If that was closed, it counts as unknown after twelve minutes.",
        "Il a cours dans une autre fenêtre. Si elle a été fermée, il est réputé inconnu après douze minutes.",
    ),
    "collections.look_again": ("Look again", "Actualiser"),
    "collections.unknown": (
        "The platform may have marked them as sent to collections. It is never asked again by itself.",
        "La plateforme les a peut-être marqués comme envoyés. Rien n’est redemandé tout seul.",
    ),
    "collections.unknown.do": (
        "Find out at the platform which are marked as sent. Then let go: a new export gives the others.",
        "Voir sur la plateforme lesquels sont marqués. Puis abandonner : un nouvel export donne les autres.",
    ),
    "collections.part": (
        "If part of the answer came, it is here:",
        "Si une partie de la réponse est arrivée, elle est ici :",
    ),
    "collections.let_go": ("Let go of it", "Abandonner"),
    "collections.unkept": (
        "Do not close platecheck: the answer is in no file yet.",
        "Ne pas fermer platecheck : la réponse n’est encore dans aucun fichier.",
    ),
    "collections.unkept.do": (
        "No disk here took it, and it is not given twice. Save it on your device, or name another folder.",
        "Aucun disque ne l’a prise, elle n’est pas redonnée. L’enregistrer, ou indiquer un autre dossier.",
    ),
    "collections.have_it": ("I have the file", "J’ai le fichier"),
    "collections.folder": (
        "Another folder, on the machine that runs platecheck",
        "Autre dossier, sur la machine où tourne platecheck",
    ),
    "collections.put": ("Put it there", "L’y mettre"),
    "collections.by": ("By {officer}", "Par {officer}"),
    "collections.earlier": ("Earlier exports", "Exports précédents"),
    "collections.none": (
        "Nothing was exported from this device yet.",
        "Rien n’a encore été exporté depuis cet appareil.",
    ),
}
