"""What can go wrong between a producer's address and a table, in sentences that a screen may show."""

from data.errors import DataError
from data.formats import enumerate_words, number, typography

KILOBYTE, MEGABYTE = 1_000, 1_000_000


def megabytes(count: float) -> str:
    """Write a number of bytes as a screen shows it.

    Examples
    --------
    >>> [megabytes(count).replace("\\xa0", " ") for count in (3_012, 1_500_000, 84_300_000)]
    ['3 ko', '1,5 Mo', '84 Mo']
    """
    if 0 <= count < MEGABYTE / 10:
        return number(count / KILOBYTE, 0, "ko")
    return number(count / MEGABYTE, 0 if count >= 10 * MEGABYTE else 1, "Mo")


class OfficialError(DataError):
    """A fault of a download, or of what is asked of the official sources."""

    def __init__(self, sentence: str) -> None:
        super().__init__(typography(sentence))


class SourceUnknown(OfficialError):
    """No official source has this name."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"Aucune source officielle ne s’appelle « {name} » ; sources : {enumerate_words(known)}.")


class TransferFailed(OfficialError):
    """A file that could not be fetched; `reachable` is False when nobody answered at its address."""

    def __init__(self, what: str, why: str, *, reachable: bool = True) -> None:
        self.reachable = reachable
        super().__init__(f"« {what} » n’a pas été téléchargé : {why}. Les données en usage n’ont pas changé.")


class NotTheFile(OfficialError):
    """What was received, or dropped, is not the file that is expected."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"Le fichier de « {what} » n’est pas celui attendu : {why}. Il n’a pas été gardé.")


class TooLarge(OfficialError):
    """More bytes than the source may take."""

    def __init__(self, what: str, size: float, most: float) -> None:
        super().__init__(
            f"Le fichier de « {what} » pèse plus que prévu ({megabytes(size)}, au plus {megabytes(most)}) : "
            "il n’a pas été gardé."
        )


class DiskFull(OfficialError):
    """Not enough room for the file."""

    def __init__(self, what: str, needed: float, free: float) -> None:
        super().__init__(
            f"Il manque de la place pour « {what} » : il faut {megabytes(needed)}, il reste {megabytes(free)}. "
            "Libérez de l’espace, ou choisissez un autre dossier (ATLAS_DATA_DIR)."
        )


class TransferBusy(OfficialError):
    """The same file is being fetched by another process."""

    def __init__(self, what: str) -> None:
        super().__init__(f"« {what} » est déjà en cours de téléchargement : attendez qu’il se termine.")
