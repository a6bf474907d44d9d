"""What can go wrong with an indicator, in sentences that a screen may show."""

from data.formats import typography


class IndicatorError(ValueError):
    """A fault in what was asked of an indicator."""


class UnknownIndicator(IndicatorError):
    """An indicator that the catalogue does not describe at this level."""

    def __init__(self, identifier: str, level: str) -> None:
        super().__init__(f"L’indicateur « {identifier} » n’existe pas au niveau « {level} ».")


class UnknownPublic(IndicatorError):
    """A public that is not one of the four."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Le public « {key} » n’existe pas : choisissez l’un des quatre publics cibles.")


class UnknownService(IndicatorError):
    """A kind of service, or a place, that the table of places does not have."""

    def __init__(self, key: str) -> None:
        super().__init__(f"Le service « {key} » n’existe pas dans la table des lieux.")


class EstimateShape(IndicatorError):
    """Estimates that are not one value and one status an area."""

    def __init__(self, identifier: str, level: str, areas: int) -> None:
        super().__init__(
            f"L’estimation « {identifier} » ne donne pas une valeur et un état à chacune des {areas} zones "
            f"du niveau « {level} »."
        )


class SecrecyError(IndicatorError):
    """A fault in the statistical secrecy of a table; its message is set in French typography."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


class HierarchyError(SecrecyError):
    """A hierarchy that is no tree, or that does not know a code of the table."""


class CellsError(SecrecyError):
    """A cell that is missing, there twice, or whose figures cannot be those of a table."""


class AdditivityError(SecrecyError):
    """A total that is not the sum of its parts."""


class UnprotectableError(SecrecyError):
    """A secret that no choice of hidden cells can keep; the message names the cell."""


class LeakError(SecrecyError):
    """A table that must not leave: an attacker can compute a secret; the message says which, and how."""


class StructureLostError(SecrecyError):
    """A table whose equations are not known: they are needed to say what an attacker can compute."""


class UnknownRuleError(SecrecyError):
    """A kind of table that has no rule of secrecy."""
