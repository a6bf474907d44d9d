"""What a terminal and a page say of the official files, in the same words."""

from data.formats import typography
from data.official.entry import Entry
from data.official.errors import megabytes
from data.official.run import Obtained, drop_folder

AWAY = typography("Internet n’est pas accessible d’ici. Depuis un poste relié, ouvrez dans un navigateur :")


def declared(entry: Entry) -> str:
    """Say what a source is: « Contours des IRIS – IGN, Licence Ouverte 2.0 »."""
    return typography(f"{entry.title} – {origin(entry)}")


def origin(entry: Entry) -> str:
    """Say who publishes a source, and under which licence."""
    return typography(f"{entry.producer}, {entry.licence}{entry.caution}")


def received(obtained: Obtained) -> str:
    """Say how a file came."""
    how = {
        "téléchargé": "téléchargé",
        "inchangé": "déjà là, inchangé chez le producteur",
        "déposé": "pris tel que déposé",
    }[obtained.how]
    return typography(f"{obtained.entry.title} : {how} ({megabytes(obtained.receipt.size)}).")


def progress(entry: Entry, done: int, total: int) -> str:
    """Say how far a download is; `total` is -1 when the server does not tell."""
    whole = f" sur {megabytes(total)}" if total > 0 else ""
    return typography(f"{entry.title} : {megabytes(done)}{whole}")


def drop() -> str:
    """Say where to drop the files obtained by hand."""
    where = drop_folder()
    return typography(f"Déposez les fichiers dans le dossier « {where} », puis recommencez : ils y seront pris.")


def named(entry: Entry) -> str:
    """Say under which name to save a file."""
    return typography(f"à enregistrer sous le nom « {entry.file_name} »")


def by_hand(entries: list[Entry]) -> str:
    """Return what to do without internet, a line a file: which address to open, and where to drop what it gives."""
    lines = [typography(f"- {entry.title}{entry.caution} : ") + f"{entry.opened}, {named(entry)}" for entry in entries]
    return "\n".join([AWAY, *lines, drop()])
