"""Whole exports of survey tools: question texts as headers, ticks, choices joined in a cell, Windows accents."""

import csv
import io
from collections.abc import Callable
from itertools import cycle, islice

TOWNS = ("Arras", "Achicourt", "Beaurains", "Dainville", "St Nicolas", "Thélus", "Saint-Laurent-Blangy")
BENEFITS = ("Le RSA", "La prime d'activité", "L'aide au logement (APL, ALS, ALF)", "Le chèque énergie")
OBSTACLES = (
    "Les démarches sont trop compliquées",
    "Je n'ai pas internet ou je ne sais pas m'en servir",
    "Le guichet est trop loin",
    "Je ne savais pas que j'y avais droit",
)


def _csv(headers: list[str], rows: list[list[str]], delimiter: str, *, quoted: bool) -> bytes:
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator="\r\n")
    writer.writerows([headers, *rows])
    return text.getvalue().encode()


def _every(step: int, text: str) -> Callable[[int], str]:
    return lambda row: text if row % step == 0 else ""


def _turns(*texts: str) -> Callable[[int], str]:
    return lambda row: texts[row % len(texts)]


def _made(columns: dict[str, Callable[[int], str]], rows: int) -> tuple[list[str], list[list[str]]]:
    return list(columns), [[value(row) for value in columns.values()] for row in range(rows)]


def limesurvey(rows: int = 60) -> bytes:
    """Return a LimeSurvey export with the questions as headers, one column « Oui » or blank for each choice.

    One answer in six on work (« En contrat aidé ») is in no list.
    """
    received = "Parmi ces aides, lesquelles recevez-vous ?"
    missed = "À quelles aides pensez-vous avoir droit sans les demander ?"
    why = "Qu'est-ce qui vous empêche de demander ?"
    columns: dict[str, Callable[[int], str]] = {
        "ID de la réponse": lambda row: str(row + 1),
        "Date de soumission": lambda row: f"2024-11-{row % 28 + 1:02d} 10:11:00",
        "Dernière page": _turns("6"),
        "Adresse IP": lambda row: f"82.64.3.{row}",
        "Dans quelle commune habitez-vous ?": _turns(*TOWNS),
        "Quel âge avez-vous ?": lambda row: str(17 + row),
        "Votre foyer :": _turns("Seul(e)", "Seul(e) avec enfant(s)", "En couple sans enfant"),
        "Quelle est votre situation professionnelle ?": _turns(
            "En emploi", "Demandeur d'emploi", "Retraité(e)", "Étudiant(e)", "En contrat aidé", "En emploi"
        ),
        **{f"{received} [{one}]": _every(step, "Oui") for step, one in enumerate(BENEFITS, start=2)},
        **{f"{missed} [{one}]": _every(step, "Oui") for step, one in enumerate(BENEFITS, start=5)},
        **{f"{why} [{one}]": _every(step, "Oui") for step, one in enumerate(OBSTACLES, start=3)},
        "Êtes-vous à l'aise avec les démarches en ligne ?": _turns("Oui, seul(e)", "Avec de l'aide", "Non"),
        "Laissez votre adresse mail pour être recontacté": lambda row: f"p{row}@exemple.fr",
        "pondération": _turns("1.25", "0.75"),
    }
    return _csv(*_made(columns, rows), ",", quoted=True)


def google_forms(separator: str = ", ", rows: int = 60) -> bytes:
    """Return a Google Forms export: several choices in a cell, names and telephones beside, a town elsewhere."""
    aids = ("RSA", "Prime d'activité", "Aides au logement (APL, ALF, ALS)", "Chèque énergie")
    why = ("Trop de papiers", "C'est trop loin", "Peur d'être jugé(e)")

    def some(of: tuple[str, ...], most: int) -> Callable[[int], str]:
        return lambda row: separator.join(islice(cycle(of), row % len(of), row % len(of) + row % (most + 1)))

    columns: dict[str, Callable[[int], str]] = {
        "Horodateur": lambda row: f"{row % 28 + 1:02d}/11/2024 10:11:00",
        "Votre commune de résidence": _turns(*TOWNS, "Lens"),
        "Vous vivez": _turns("Seul(e)", "En couple avec enfants", "Seul(e) avec enfants"),
        "Quelles aides recevez-vous aujourd'hui ?": some(aids, 2),
        "À quelles aides pensez-vous avoir droit sans les recevoir ?": some(aids[::-1], 1),
        "Quelles difficultés rencontrez-vous ?": some(why, 2),
        "Nom et prénom": lambda row: f"Dupont {row}",
        "Numéro de téléphone": lambda row: f"06 12 34 56 {row:02d}",
        "Date de naissance": lambda row: f"{row % 28 + 1:02d}/03/19{40 + row % 60}",
    }
    return _csv(*_made(columns, rows), ",", quoted=False)


def sphinx(rows: int = 60) -> bytes:
    """Return a Sphinx export: numbered variables in capitals, semicolons, Windows accents, decimal commas."""
    columns: dict[str, Callable[[int], str]] = {
        "1. COMMUNE": _turns(*TOWNS),
        "2. AGE": _turns("16 à 25 ans", "26 à 39 ans", "40 à 64 ans", "65 ans et +"),
        "3. MENAGE": _turns("Isolé", "Monoparental", "Couple"),
        "4. RSA": _turns("Touche", "N'est pas concerné", "Y a droit mais ne touche pas", "NSP"),
        "5. PRIME_ACTIVITE": _turns("N'est pas concerné", "Touche", "NSP"),
        "6. FREINS_1": _turns("Complexité", "Éloignement", ""),
        "6. FREINS_2": _turns("", "Honte", "Numérique"),
        "MODE": _turns("Face à face", "Téléphone"),
        "POIDS": _turns("1,25", "0,75"),
    }
    return _csv(*_made(columns, rows), ";", quoted=False).decode().encode("cp1252")


def opaque(rows: int = 40) -> bytes:
    """Return an export of codes alone, with an address and a birth date that may be kept coarser."""
    columns: dict[str, Callable[[int], str]] = {
        "Q1": _turns("A1", "A2"),
        "Adresse": lambda row: f"{row + 1} rue de Douai, {('62000 Arras', '62217 Beaurains')[row % 2]}",
        "Date de naissance": lambda row: f"{row % 28 + 1:02d}/03/19{40 + row}",
        "Q2": _turns("B1", "B2", "B3"),
        "Transport": _turns("1", "2"),
    }
    return _csv(*_made(columns, rows), ";", quoted=False)
