"""The errors of this room: each message is a French sentence that reaches the screen."""

from data.formats import typography


class OutreachError(ValueError):
    """A decision that cannot be computed as it was asked."""


class SitesError(OutreachError):
    """A fault in the choice of sites; its message is set in French typography."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


class SiteInputError(SitesError):
    """An argument of a location model that has the wrong shape, sign or meaning."""


class MeaninglessOptionError(SitesError):
    """An option that the chosen location model has no use for."""


class ImpossiblePlanError(SitesError):
    """A plan that no choice of sites can satisfy; the message says by how much."""


class UnsolvedPlanError(SitesError):
    """No plan was found before the time limit, and none was proven impossible."""


class ToursError(OutreachError):
    """A fault in what tours are planned from; its message is set in French typography."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


class CalendarError(ToursError):
    """A calendar of tours that holds no usable week, day or half-day."""


class StopError(ToursError):
    """A stop of a tour whose length, hours, rhythm or position cannot be read."""


class TeamError(ToursError):
    """A team whose days, hours or depot cannot be read."""


class DurationError(ToursError):
    """A matrix of travel times that does not fit the stops and the depots."""


class ScenarioError(OutreachError):
    """A plan that is kept, or asked for, and cannot be used."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


class UnknownPlaceError(ScenarioError):
    """A place that cannot have a desk: it is no host place, or its position is not known."""

    def __init__(self, identifier: str) -> None:
        super().__init__(
            f"Le lieu « {identifier} » n’est pas un lieu d’accueil dont la position est connue : il ne peut pas "
            "recevoir de guichet. Retirez-le du plan, ou complétez la table des lieux."
        )


class PlanUnreadableError(ScenarioError):
    """A kept plan that this version cannot read."""

    def __init__(self) -> None:
        super().__init__(
            "Ce plan a été enregistré par une autre version de l’application et ne peut pas être relu. "
            "Refaites-le sur la page Guichets."
        )
