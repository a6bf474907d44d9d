"""What stops an import as a whole, in sentences that a screen may show."""

from data.errors import DataError
from data.formats import enumerate_words, plural, typography


class ImporterError(DataError):
    """A fault of a file that is imported, or of what is asked of the imported datasets."""

    def __init__(self, sentence: str) -> None:
        super().__init__(typography(sentence))


class KindUnknown(ImporterError):
    """No kind of file has this key."""

    def __init__(self, key: str, known: list[str]) -> None:
        super().__init__(f"Le genre de fichier « {key} » n’existe pas ; genres admis : {', '.join(known)}.")


class FileRefused(ImporterError):
    """A file that is not opened, or cannot be read: names the file, what is wrong and what to do."""

    def __init__(self, name: str, why: str, remedy: str) -> None:
        super().__init__(f"Le fichier « {name} » est refusé : {why}. {remedy.rstrip('.')}.")


class ColumnsMissing(ImporterError):
    """A file without columns that its kind needs."""

    def __init__(self, name: str, missing: list[str], found: list[str]) -> None:
        shown = enumerate_words([f"« {column} »" for column in found[:12]]) if found else "aucun"
        super().__init__(
            f"Le fichier « {name} » n’a pas ce qu’il faut : il manque {enumerate_words(missing)}. "
            f"En-têtes lus : {shown}. Corrigez la première ligne, ou partez du modèle à télécharger."
        )


class ImportIncomplete(ImporterError):
    """Lines are refused, and the user has not chosen to import the others alone."""

    def __init__(self, title: str, accepted: int, refused: int) -> None:
        one = refused < 2
        super().__init__(
            f"« {title} » n’est pas importé : {plural(refused, 'élément')} {'est refusé' if one else 'sont refusés'} "
            f"et {plural(accepted, 'accepté')}. Corrigez le fichier, ou choisissez l’import partiel."
        )


class ImportEmpty(ImporterError):
    """Nothing of the file can be kept."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"« {title} » n’est pas importé : aucune ligne du fichier n’est utilisable. "
            "Les remarques disent pourquoi, ligne par ligne."
        )


class ImportUnsound(ImporterError):
    """What an importer made is not what the tables in use need; nothing was written."""

    def __init__(self, title: str, what: str) -> None:
        super().__init__(f"« {title} » n’est pas importé : {what}. Rien n’a été modifié.")


class PersonsRemain(ImporterError):
    """A table on the point of being written still identifies persons; nothing was written."""

    def __init__(self, title: str, columns: list[str]) -> None:
        super().__init__(
            f"« {title} » n’est pas importé : des colonnes identifient des personnes "
            f"({', '.join(f'« {column} »' for column in columns)}). Retirez-les ou rendez-les moins précises ; "
            "rien n’a été modifié."
        )


class DatasetUnknown(ImporterError):
    """No imported dataset has this name."""

    def __init__(self, name: str, known: list[str]) -> None:
        listed = enumerate_words([f"« {one} »" for one in known]) if known else "aucun"
        super().__init__(f"Aucune donnée importée ne s’appelle « {name} ». Données importées : {listed}.")


class NothingToRollBack(ImporterError):
    """The dataset is already at its first state."""

    def __init__(self, name: str) -> None:
        super().__init__(f"« {name} » n’a pas de version plus ancienne à reprendre.")


class ImportBusy(ImporterError):
    """Another import is under way."""

    def __init__(self) -> None:
        super().__init__("Un autre import est en cours : recommencez dans un instant. Rien n’a été modifié.")
