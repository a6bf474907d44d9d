"""What can go wrong with an indicator, in sentences that a screen may show."""


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
