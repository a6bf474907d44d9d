"""What a commune has at hand: minutes to each service, places on its ground, its publics, its neighbourhoods."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data import store
from geo import territory
from geo.travel import MODES
from indicators import demand as demands
from indicators.service_access import SERVICE_KEYS, CommuneService, minutes_to_services, of_commune
from indicators.service_places import Place, places

# Minutes by car beyond which a service is no longer called near.
NEAR_MINUTES = 15.0


@dataclass(frozen=True)
class ServiceLine:
    """A kind of service seen from a commune, by each way of travelling.

    Attributes
    ----------
    key : str
        The kind.
    by_mode : dict
        Key of a mode ("walk", "bike", "car") to the minutes of the commune's inhabitants.
    """

    key: str
    by_mode: dict[str, CommuneService]

    @property
    def car(self) -> CommuneService:
        """By car."""
        return self.by_mode["car"]

    @property
    def minutes(self) -> float:
        """Mean minutes by car; inf where no place of the kind has a known position."""
        return np.inf if self.car.reach.mean is None else self.car.reach.mean

    @property
    def place(self) -> Place | None:
        """The place that is nearest for most inhabitants."""
        return self.car.place


@dataclass(frozen=True)
class PublicCount:
    """How many people of a public live in a commune.

    Attributes
    ----------
    key, label, unit : str
    value : float
        The sum over the commune's inhabited cells.
    share : float
        Percentage of the territory's total.
    estimated : bool
        True when the cells are an estimate.
    method, source : str
    """

    key: str
    label: str
    unit: str
    value: float
    share: float
    estimated: bool
    method: str
    source: str


@dataclass(frozen=True)
class Neighbourhood:
    """A priority neighbourhood that lies in a commune, at least in part.

    Attributes
    ----------
    code, name : str
    population : float
        Inhabitants of the whole neighbourhood, 2020.
    shared_with : tuple of str
        Codes of the other communes that it lies in.
    """

    code: str
    name: str
    population: float
    shared_with: tuple[str, ...]


@dataclass(frozen=True)
class Vicinity:
    """What a commune has at hand.

    Attributes
    ----------
    services : tuple of ServiceLine
    hall : Place or None
        Its town hall.
    places : tuple of Place
        The services and host places on its ground, the town hall aside.
    publics : tuple of PublicCount
        The four publics and the poor households.
    people_share : float
        Percentage of the territory's inhabitants (cells) that live there, to read the publics' shares by.
    imputed : float
        Share of its inhabitants who live in cells that Insee imputed, 0 to 1.
    neighbourhoods : tuple of Neighbourhood
    """

    services: tuple[ServiceLine, ...]
    hall: Place | None
    places: tuple[Place, ...]
    publics: tuple[PublicCount, ...]
    people_share: float
    imputed: float
    neighbourhoods: tuple[Neighbourhood, ...]

    def service(self, key: str) -> ServiceLine:
        """Return the line of a kind of service; KeyError when it is not shown."""
        return {line.key: line for line in self.services}[key]

    @property
    def farthest(self) -> ServiceLine | None:
        """The located service that is farthest by car, None when none is located."""
        located = [line for line in self.services if np.isfinite(line.minutes)]
        return max(located, key=lambda line: line.minutes, default=None)

    @property
    def unlocated(self) -> tuple[Place, ...]:
        """The services that no minutes count, for want of a position."""
        return tuple(one for line in self.services for one in line.car.unplaced)


def vicinity(code: str) -> Vicinity:
    """Return what a commune has at hand.

    Raises
    ------
    geo.territory.UnknownArea
    """
    return _vicinity(code, store.fingerprint())


@lru_cache(maxsize=64)
def _vicinity(code: str, fingerprint: str) -> Vicinity:
    ground = territory.load()
    ground.area(code)
    by_mode = {
        mode: {one.key: one for one in of_commune(minutes_to_services(mode, SERVICE_KEYS), code)} for mode in MODES
    }
    inside = ground.cells["commune"].to_numpy(dtype=str) == code
    people = ground.cells["ind"].to_numpy(dtype=float)
    imputed = ground.cells["imputed"].to_numpy(dtype=bool)
    own = people[inside].sum()
    halls = places("mairie", commune=code)
    return Vicinity(
        services=tuple(ServiceLine(key, {mode: found[key] for mode, found in by_mode.items()}) for key in SERVICE_KEYS),
        hall=halls[0] if halls else None,
        places=tuple(one for one in places(commune=code) if one.kind != "mairie"),
        publics=tuple(
            _public(key, inside) for key in ("jeunes", "monoparents", "rsa_ppa_de", "seniors", "menages_pauvres")
        ),
        people_share=float(100 * own / people.sum()) if people.sum() > 0 else np.nan,
        imputed=float(people[inside & imputed].sum() / own) if own > 0 else np.nan,
        neighbourhoods=_neighbourhoods(code),
    )


def _public(key: str, inside: NDArray[np.bool_]) -> PublicCount:
    of = demands.demand(key)
    # Nobody in the whole territory: the cells, or the counts spread over them, are not available.
    known = of.total > 0
    value = float(of.value[inside].sum()) if known else np.nan
    share = 100 * value / of.total if known else np.nan
    return PublicCount(key, of.label, of.unit, value, share, of.estimated, of.method, of.source)


def _neighbourhoods(code: str) -> tuple[Neighbourhood, ...]:
    found = []
    for row in store.read("qpv").to_dict("records"):
        communes = tuple(str(row["communes"]).split(";"))
        if code in communes:
            others = tuple(other for other in communes if other != code)
            found.append(Neighbourhood(row["code"], row["name"], float(row["population_2020"]), others))
    return tuple(found)


def usual_hours(codes: tuple[str, ...]) -> float:
    """Return the median weekly hours of some communes' town halls, NaN when none is known."""
    hours = [one.weekly_hours for code in codes for one in places("mairie", commune=code)]
    known = [value for value in hours if value is not None]
    return float(np.median(known)) if known else np.nan
