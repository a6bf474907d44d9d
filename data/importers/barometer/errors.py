"""What stops the reading of a barometer, in sentences that a screen may show."""

from data.formats import enumerate_words
from data.importers.errors import ImporterError


def _quoted(names: list[str]) -> str:
    shown = [f"« {name} »" for name in names[:8]]
    return enumerate_words([*shown, f"{len(names) - 8} autres"] if len(names) > 8 else shown)


class MappingInvalid(ImporterError):
    """A correspondence that no file can be read with: names the column and what would be right."""

    def __init__(self, column: str, why: str) -> None:
        where = f", colonne « {column} »" if column else ""
        super().__init__(f"La correspondance ne peut pas servir{where} : {why}.")


class ProfileMismatch(ImporterError):
    """A profile replayed on a file that has not the columns that it reads."""

    def __init__(self, profile: str, missing: list[str], found: list[str]) -> None:
        super().__init__(
            f"Le profil « {profile or 'sans nom'} » n’est pas fait pour ce fichier : "
            f"il y manque {_quoted(missing)}. En-têtes lus : {_quoted(found) or 'aucun'}. "
            "Choisissez un autre profil, ou laissez l’Atlas proposer la correspondance."
        )


class ProfileUnknown(ImporterError):
    """No profile has this name, or this version."""

    def __init__(self, name: str, known: list[str]) -> None:
        super().__init__(f"Aucun profil ne s’appelle « {name} ». Profils enregistrés : {_quoted(known) or 'aucun'}.")


class ProfileNameRefused(ImporterError):
    """A name that a profile cannot take."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le nom de profil « {name} » n’est pas accepté : il faut de 1 à 60 lettres, chiffres ou tirets, "
            "par exemple « barometre-2024 »."
        )


class ProfileDamaged(ImporterError):
    """The file of a profile exists and is not one that the application wrote; it is left as it is."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Le profil « {name} » est illisible ; il n’a pas été modifié. Supprimez-le, ou enregistrez la "
            "correspondance sous un autre nom."
        )


class OptionRefused(ImporterError):
    """A choice of the user that is out of bounds."""

    def __init__(self, name: str, value: object, expected: str) -> None:
        super().__init__(f"L’option « {name} » vaut « {value} » ; attendu : {expected}.")


class WaveTwice(ImporterError):
    """The same people's answers under the names of two waves."""

    def __init__(self, wave: str, other: str, *, inside: bool = False) -> None:
        if inside:
            super().__init__(
                f"Dans ce fichier, les réponses des vagues « {other or 'sans nom'} » et « {wave or 'sans nom'} » sont "
                "pour la plupart les mêmes : l’écart entre les deux dirait ce que quelques personnes ont répondu. "
                "Vérifiez la colonne qui dit la vague, ou ne gardez que l’une des deux."
            )
            return
        super().__init__(
            f"Ces réponses sont pour la plupart celles de la vague « {other or 'sans nom'} », déjà importée : sous un "
            f"autre nom (« {wave or 'sans nom'} »), l’écart entre les deux dirait ce que quelques personnes ont "
            f"répondu. Donnez-leur la vague « {other} » pour en prendre la place, ou oubliez d’abord celle-ci."
        )
