"""What can go wrong when non-take-up is estimated."""

from data.formats import number, typography
from indicators.errors import IndicatorError


class UptakeError(IndicatorError):
    """A fault in what expected non-take-up is estimated from; its message is set in French typography."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


class RateImpossible(UptakeError):
    """A rate of non-take-up that is not between 0 and 100 %, or outside its own interval."""

    def __init__(self, benefit: str, rate: float) -> None:
        super().__init__(f"Le taux de non-recours de « {benefit} » ({number(rate, 1)} %) n’est pas entre 0 et 100 %.")


class CountImpossible(UptakeError):
    """A published total that the published parts and the bounds of the masked ones cannot meet."""

    def __init__(self, total: float, left: int, most: int) -> None:
        super().__init__(
            f"Le total publié ({number(total)}) laisse {number(left)} aux communes masquées, "
            f"qui ne peuvent en compter que {number(most)} au plus."
        )
