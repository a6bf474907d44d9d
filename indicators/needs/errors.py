"""What can go wrong with a need index, in sentences that a screen may show."""

from data.errors import NotAvailable
from data.formats import typography
from indicators.errors import IndicatorError


class NeedsError(IndicatorError):
    """Components, weights or choices from which no index can be made."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


class NothingToRank(NotAvailable, NeedsError):
    """No component has a value at a level."""

    def __init__(self) -> None:
        super().__init__("Non disponible : aucune composante de l’indice n’a de valeur à ce niveau.")
