"""What can go wrong on a screen, in French sentences that the screen shows."""

from data.formats import typography


class ScreenError(ValueError):
    """A fault of what a page shows; its text says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


class MapFilesMissing(ScreenError):
    """The files that draw the maps (Leaflet, the cache folder) are not where they are served from."""

    def __init__(self, missing: str) -> None:
        super().__init__(f"Les fichiers de la carte manquent : {missing}. Relancez « make install ».")


class MapFolderNotWritable(ScreenError):
    """The folder of outlines served to the browser refuses writing."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"La carte ne peut pas préparer ses contours : le dossier « {folder} » n’accepte pas l’écriture. "
            "Donnez-vous le droit d’y écrire, puis relancez l’application."
        )


class MapInputError(ScreenError):
    """A map was asked to show something that its outlines or its palette do not hold."""
