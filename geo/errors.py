"""The faults that this room finds, each with a French sentence that names the value at fault."""


class GeoError(ValueError):
    """A fault in what was given to the room; the message is written for the screen."""


class TravelError(GeoError):
    """A position or a travel parameter from which no duration can be estimated."""


class AccessError(GeoError):
    """An argument from which no measure of access can be computed."""


class OpeningHoursError(GeoError):
    """Opening hours that cannot be read, or that no single week can represent."""


class ZoneError(GeoError):
    """Cells from which no zone can be drawn."""


class NeighbourError(GeoError):
    """Areas whose neighbours cannot be found."""


class ClassificationError(GeoError):
    """Values, breaks or a number of classes from which no legend can be made."""


class ColourError(GeoError):
    """A text that is not a colour written #RRGGBB."""


class ClusterError(GeoError):
    """Values or neighbours from which no spatial structure can be measured."""


class OverlayError(GeoError):
    """Zones between which nothing can be carried over."""
