"""What can go wrong with a data file, in sentences that a screen may show."""


class DataError(ValueError):
    """A fault in a table or a folder; its text is a French sentence that says what to do."""


class TableMissing(DataError):
    """A table that the application needs is in neither folder."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"La table « {name} » est introuvable. Reconstruisez les données avec « make data », "
            "ou réinstallez l’application."
        )


class TableDamaged(DataError):
    """A table file exists and cannot be read as what the catalogue describes."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            f"La table « {name} » est illisible ({what}). Supprimez la version importée ou "
            "reconstruisez les données avec « make data »."
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
