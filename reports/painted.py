"""Areas sorted into classes: what a map on screen and the same map on paper are drawn from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Painted:
    """Areas in classes.

    Attributes
    ----------
    classes : dict of str to int
        Code of the area to its class; -1 where it has none.
    labels, colours : tuple of str
        One a class, from the lowest.
    tips : dict of str to str
        What is said of each area.
    """

    classes: dict[str, int]
    labels: tuple[str, ...]
    colours: tuple[str, ...]
    tips: dict[str, str]
