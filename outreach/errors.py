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


class CalendarError(OutreachError):
    """A calendar of tours that holds no usable week, day or half-day."""


class StopError(OutreachError):
    """A stop of a tour whose length, hours, rhythm or position cannot be read."""


class TeamError(OutreachError):
    """A team whose days, hours or depot cannot be read."""


class DurationError(OutreachError):
    """A matrix of travel times that does not fit the stops and the depots."""
