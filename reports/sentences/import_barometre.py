"""What is said of a barometer before it is imported: its columns, what is lacking, what it would hold."""

from datetime import date

from data.formats import day, enumerate_words, number, plural
from data.importers.barometer.entries import THRESHOLD
from data.importers.barometer.mapping import Mapping
from data.importers.barometer.preview import Preview

FEW = f"moins de {THRESHOLD}"
UNASKED = "Le fichier n’en dit rien"
SHAPES = {"respondents": "Une ligne par répondant", "aggregates": "Des effectifs déjà comptés"}
COARSER = {"age_class": "la classe d’âge", "commune": "la commune"}


def count(value: int | None) -> str:
    """Write a number of respondents, « moins de 11 » when it may not be shown.

    Examples
    --------
    >>> count(None), count(12)
    ('moins de 11', '12')
    """
    return FEW if value is None else number(value)


def times(value: int) -> str:
    """Say how often a text comes back, without a small number.

    Examples
    --------
    >>> times(3), times(12)
    ('moins de 11 fois', '12 fois')
    """
    return f"{FEW if value < THRESHOLD else number(value)} fois"


def file(name: str, sheet: str, rows: int, columns: int) -> str:
    """Say what the file is: its sheet, its lines and its columns."""
    where = f", feuille « {sheet} »" if sheet else ""
    return f"« {name} »{where} : {plural(rows, 'ligne')}, {plural(columns, 'colonne')}."


def columns(sure: int, doubtful: int, aside: int, persons: int) -> str:
    """Count the columns: recognised, to check, left aside, identifying persons."""
    parts = [f"**{plural(sure, 'colonne reconnue', 'colonnes reconnues')}**"]
    if doubtful:
        parts.append(f"**{number(doubtful)} à vérifier**")
    if aside:
        parts.append(f"{number(aside)} laissée{'s' if aside > 1 else ''} de côté")
    if persons:
        verb = "identifient" if persons > 1 else "identifie"
        parts.append(f"{number(persons)} qui {verb} des personnes")
    return f"{', '.join(parts)}."


def person(column: str, reason: str, coarsened: str, held: str) -> str:
    """Say what becomes of a column that identifies persons.

    Parameters
    ----------
    coarsened : str
        What it was confirmed to be reduced to, "" when it is dropped.
    held : str
        The column that already says what it could be reduced to, "" when there is none.
    """
    if coarsened:
        return f"« {column} » ({reason}) : seule {COARSER[coarsened]} en sera gardée."
    if held:
        return f"« {column} » ({reason}) : écartée ; la colonne « {held} » dit déjà ce qui pourrait en être gardé."
    return f"« {column} » ({reason}) : écartée."


def lacking(missing: list[str], addresses: list[str]) -> str:
    """Say what the mapping still lacks, and what to do; "" when it says enough.

    Parameters
    ----------
    addresses : list of str
        Columns that identify persons and of which the commune may be kept.
    """
    if not missing:
        return ""
    said = f"Il manque {enumerate_words(missing)} : dites quelle colonne le donne pour pouvoir importer."
    if addresses and "résidence" in missing[0]:
        said += f" La colonne « {addresses[0]} » peut le donner, si vous confirmez de n’en garder que la commune."
    return said


def unread(texts: int, columns: int) -> str:
    """Say how many different answers nobody has said how to read yet; "" when there is none."""
    if not texts:
        return ""
    where = "une colonne" if columns == 1 else plural(columns, "colonne")
    if texts == 1:
        return f"**1 réponse n’est pas comprise**, dans {where}. Dites ce qu’elle veut dire ; sinon elle sera refusée."
    what = f"{number(texts)} réponses différentes ne sont pas comprises"
    return f"**{what}**, dans {where}. Dites ce que chacune veut dire ; sinon elle sera refusée."


def found(preview: Preview, communes: int, refused: int) -> str:
    """Say what would be imported: respondents and communes; what is refused.

    Parameters
    ----------
    communes : int
        How many communes the territory has.
    refused : int
        Lines and answers that are refused.
    """
    towns = f"{plural(preview.communes, 'commune')} sur {number(communes)}"
    where = f", dans **{towns}**" if preview.communes else ", sans commune"
    if preview.counted:
        what = f"**{plural(preview.respondents or 0, 'effectif prêt', 'effectifs prêts')}**"
    else:
        ready = "prêts" if preview.respondents is None or preview.respondents > 1 else "prêt"
        what = f"**{count(preview.respondents)} répondants {ready}**"
    if refused:
        return f"{what}{where} ; **{plural(refused, 'élément refusé', 'éléments refusés')}**. Rien n’est encore écrit."
    return f"{what}{where}, aucun élément refusé. Rien n’est encore écrit."


def kept(until: date, months: int) -> str:
    """Say until which day the rows are kept, and what is shown of them."""
    return (
        f"Les lignes seront gardées hors de vue jusqu’au {day(until)} ({number(months)} mois), puis effacées. "
        "Seuls des résultats protégés par le secret statistique sont montrés, sur la page Baromètre."
    )


def done(title: str) -> str:
    """Say what follows an import."""
    return (
        f"« {title} » est importé. Ses lignes restent hors de vue ; la page Baromètre n’en montre que des résultats "
        "protégés."
    )


def profile(one: Mapping, current: int) -> str:
    """Describe a saved mapping: version, day, number of columns; and an older questionnaire.

    Parameters
    ----------
    current : int
        Version of the list of questions in use.
    """
    said = f"Version {number(one.version)}, enregistrée le {day(date.fromisoformat(one.saved[:10]))} : "
    said += f"{plural(len(one.used()), 'colonne lue', 'colonnes lues')}."
    if one.questionnaire != current:
        said += (
            f" Elle a été faite pour la liste de questions n° {number(one.questionnaire)}, la liste en usage est "
            f"la n° {number(current)} : vérifiez ce qu’elle lit."
        )
    return said
