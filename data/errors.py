"""What can go wrong with a data file, in sentences that a screen may show."""


class DataError(ValueError):
    """A fault in a table or a folder; its text is a French sentence that says what to do."""


class NotAvailable(ValueError):
    """What the territory in use has nothing of yet: no fault, and said as such."""


class SettingsInvalid(DataError):
    """`atlas.toml`, which names the territory, breaks a rule: names the file and the key at fault."""

    def __init__(self, path: str, key: str, what: str) -> None:
        where = f", clé « {key} »" if key else ""
        super().__init__(f"Le territoire est mal décrit ({path}{where}) : {what}. Corrigez ce fichier, puis relancez.")


class TerritoryRefused(DataError):
    """A territory that cannot be built; its text says why and what can be done."""


class TableMissing(DataError):
    """A table that the application needs is in neither folder."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"La table « {name} » est introuvable. Reconstruisez les données avec « make data », "
            "ou réinstallez l’application."
        )


class TableEmpty(NotAvailable, DataError):
    """A table that has no row for the territory in use: what comes from it is not available."""

    def __init__(self, title: str) -> None:
        super().__init__(
            f"Non disponible : la table « {title} » n’a encore aucune ligne pour ce territoire. Importez le fichier de "
            "son producteur sur la page Données."
        )


class TableDamaged(DataError):
    """A table file exists and cannot be read as what the catalogue describes."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"La table « {name} » est illisible ({what}). Supprimez la version importée ou "
            "reconstruisez les données avec « make data »."
        )


class TableConfidential(DataError):
    """A table of rows about persons, asked for by what may only show protected results."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"La table « {name} » décrit des personnes : elle ne s’affiche pas et ne s’exporte pas. "
            "Seuls ses résultats, protégés par le secret statistique, sont montrés."
        )


class RetentionEnded(DataError):
    """A table of rows about persons that should have been deleted by now."""

    def __init__(self, name: str, until: str) -> None:
        super().__init__(
            f"La table « {name} » devait être gardée jusqu’au {until} au plus tard : elle n’est plus lue. "
            "Effacez ce jeu de données, ou importez-le de nouveau si vous avez encore le droit de l’utiliser."
        )


class ImportsDamaged(DataError):
    """The list of imported tables exists and is not one that the application wrote; it is left as it is."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"La liste des données importées « {path} » est illisible ({what}). Elle n’a pas été modifiée : "
            "mettez ce fichier de côté pour revenir aux données embarquées, puis importez de nouveau."
        )


class FolderNotWritable(DataError):
    """The folder of what a user imports, downloads or saves refuses writing."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Impossible d’enregistrer {what} : le dossier des données (ATLAS_DATA_DIR) n’accepte pas "
            "l’écriture. Choisissez un dossier où vous avez le droit d’écrire, puis relancez l’application."
        )


class SourceInvalid(DataError):
    """A source row breaks a rule: names the table, the row, the column and the value."""

    def __init__(self, table: str, row: str, column: str, value: object, expected: str) -> None:
        super().__init__(
            f"{table}, ligne {row}, colonne « {column} » : la valeur « {value} » n’est pas acceptée ; "
            f"attendu : {expected}."
        )


class PlansDamaged(DataError):
    """The file of saved plans exists and is not what the application writes; it is left as it is."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(
            f"Le fichier des plans enregistrés « {path} » est illisible ({what}). Il n’a pas été modifié : "
            "mettez-le de côté ou restaurez une sauvegarde, puis recommencez."
        )


class PlansTooNew(DataError):
    """The saved plans were written by a later version of the application."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"Les plans enregistrés sont au format {found}, plus récent que celui que cette version lit "
            f"({known}). Mettez l’application à jour ; rien n’a été modifié."
        )


class PlansUnavailable(DataError):
    """The database of saved plans does not answer, or is busy for too long."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"Les plans enregistrés ne répondent pas ({what}). Rien n’a été perdu : recommencez dans un instant."
        )


class PlanNotFound(DataError):
    """No saved plan has this name or number."""

    def __init__(self, which: int | str) -> None:
        super().__init__(
            f"Aucun plan enregistré ne s’appelle « {which} ». Il a pu être renommé ou supprimé : "
            "choisissez-en un dans la liste."
        )


class PlanNameRefused(DataError):
    """A name that a plan cannot take."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"Le nom de plan « {name} » n’est pas accepté : {why}.")


class PlanContentRefused(DataError):
    """A plan holds a value that cannot be written and read back unchanged."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"Le plan « {name} » n’est pas enregistré : il contient une valeur qui ne s’écrit pas ({what})."
        )
