"""The three groups of communes in which the barometer is told: the largest, the other dense ones, the rural ones."""

from dataclasses import dataclass
from functools import lru_cache

from data import store
from geo import territory
from indicators.values import values

# Inhabitants per km² from which a commune other than the largest counts as dense. Around Arras it parts Dainville,
# Anzin-Saint-Aubin and those denser (over 500) from Agny, Rœux and all the villages (under 310).
DENSE = 500.0
CENTRE, DENSE_ONES, RURAL = "centre", "dense", "rural"


@dataclass(frozen=True)
class Group:
    """A group of communes."""

    key: str
    label: str


def groups() -> tuple[Group, ...]:
    """Return the groups, the largest commune's first, which bears its name."""
    return (
        Group(CENTRE, territory.load().label(largest())),
        Group(DENSE_ONES, "Autres communes denses"),
        Group(RURAL, "Communes rurales"),
    )


def largest() -> str:
    """Return the code of the most populous commune."""
    people = values("population", "commune")
    return max(people.codes, key=lambda code: (people.of(code) if people.of(code) > 0 else 0.0, code))


def of_communes() -> dict[str, str]:
    """Return the group of every commune, by its density: population over area.

    A commune whose density is not known is rural.
    """
    return _of_communes(store.fingerprint("figures", "indicators", "communes"))


@lru_cache(maxsize=2)
def _of_communes(fingerprint: str) -> dict[str, str]:
    people, area = values("population", "commune"), values("superficie", "commune")
    centre = largest()
    density = {code: people.of(code) / area.of(code) for code in people.codes if area.of(code) > 0}
    return {
        code: CENTRE if code == centre else DENSE_ONES if density.get(code, 0.0) >= DENSE else RURAL
        for code in territory.load().codes("commune")
    }


def definition() -> str:
    """Return the sentence that says how the groups are made."""
    return (
        f"Communes denses : {DENSE:.0f} habitants par km² ou plus, hors {territory.load().label(largest())} ; "
        "communes rurales : toutes les autres."
    )
