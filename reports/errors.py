"""What can go wrong with a document, in sentences that a screen may show."""

from data.formats import typography


class ReportError(ValueError):
    """A fault of a document to make; its text is a French sentence."""


class TypesettingError(ReportError):
    """A template that cannot be set with its data."""

    def __init__(self, template: str, why: str) -> None:
        super().__init__(typography(f"Le document « {template} » n’a pas pu être composé : {why}."))


class PrintMapError(ReportError):
    """A map that cannot be printed, or that would say something false."""
