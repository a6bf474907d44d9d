"""The three groups of communes in which the barometer is told: Arras, the other dense communes, the rural ones."""

from dataclasses import dataclass

from geo import territory
from indicators.values import values

# Inhabitants per km² from which a commune other than Arras counts as dense. It parts Sainte-Catherine, Dainville and
# Anzin-Saint-Aubin (over 500) from Neuville-Saint-Vaast, Marœuil and all the villages (under 310).
DENSE = 500.0
CENTRE = "62041"


@dataclass(frozen=True)
class Group:
    """A group of communes."""

    key: str
    label: str
    short: str


GROUPS = (
    Group("arras", "Arras", "Arras"),
    Group("dense", "Autres communes denses", "Communes denses"),
    Group("rural", "Communes rurales", "Rural"),
)


def group(key: str) -> Group:
    """Return the group of a key."""
    return next(one for one in GROUPS if one.key == key)


def of_communes() -> dict[str, str]:
    """Return the group of every commune, by its density: population over area.

    A commune whose density is not known is rural.
    """
    people, area = values("population", "commune"), values("superficie", "commune")
    density = {code: people.of(code) / area.of(code) for code in people.codes if area.of(code) > 0}
    return {
        code: "arras" if code == CENTRE else "dense" if density.get(code, 0.0) >= DENSE else "rural"
        for code in territory.load().codes("commune")
    }
