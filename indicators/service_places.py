"""The places where rights are opened: their kinds in French, where they stand, when they open."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from data import catalogue, store
from geo import opening
from indicators.errors import UnknownService


@dataclass(frozen=True)
class ServiceKind:
    """A kind of place.

    Attributes
    ----------
    key : str
        As in the table of places.
    label : str
        French name that stands alone: « France services ».
    phrase : str
        The nearest of its kind, as a sentence says it: « la France services la plus proche ».
    own_commune : bool
        True when people can only turn to the one of their own commune.
    """

    key: str
    label: str
    phrase: str
    own_commune: bool = False


# Where a right is opened or explained, then the host places of outreach desks.
SERVICES = (
    ServiceKind("france_services", "France services", "l’espace France services le plus proche"),
    ServiceKind("caf", "Caf", "l’accueil de la Caf"),
    ServiceKind("france_travail", "France Travail", "l’agence France Travail"),
    ServiceKind("carsat", "Carsat", "l’accueil de la Carsat"),
    ServiceKind("finances_publiques", "Finances publiques", "le centre des finances publiques"),
    ServiceKind("ccas", "CCAS", "le CCAS le plus proche"),
    ServiceKind("emploi", "Maison de l’emploi", "la maison de l’emploi"),
    ServiceKind("mairie", "Mairie de la commune", "la mairie", own_commune=True),
)
HOSTS = (
    ServiceKind("centre_social", "Centre social", "le centre social le plus proche"),
    ServiceKind("mediatheque", "Médiathèque ou bibliothèque", "la médiathèque la plus proche"),
    ServiceKind("maison_services", "Ancienne maison de services", "l’ancienne maison de services au public"),
    ServiceKind("salle_communale", "Salle communale", "la salle communale la plus proche"),
)
KINDS = {one.key: one for one in (*SERVICES, *HOSTS)}


@dataclass(frozen=True)
class Place:
    """A service or a host place.

    Attributes
    ----------
    id, kind, role, name, commune, address : str
        `role` is "service" or "hote" (host place); `commune` a code.
    lon, lat : float
        Degrees; NaN when the position is not known yet.
    x, y : float
        EPSG:2154 metres; NaN likewise.
    opening_hours : str
        OpenStreetMap's notation; "" when the hours are unknown, which is not closed.
    source, vintage, note : str
    """

    id: str
    kind: str
    role: str
    name: str
    commune: str
    address: str
    lon: float
    lat: float
    x: float
    y: float
    opening_hours: str
    source: str
    vintage: str
    note: str

    @property
    def placed(self) -> bool:
        """Whether its position is known."""
        return bool(np.isfinite(self.x))

    @property
    def weekly_hours(self) -> float | None:
        """Hours open in a week, None when unknown."""
        return opening.weekly_hours(self.opening_hours)

    @property
    def hours_in_french(self) -> str:
        """« lundi au vendredi 9 h – 12 h », or « horaires non renseignés »."""
        return opening.describe(self.opening_hours)


def kind(key: str) -> ServiceKind:
    """Return a kind of place.

    Raises
    ------
    UnknownService
    """
    try:
        return KINDS[key]
    except KeyError as error:
        raise UnknownService(key) from error


def places(*kinds: str, commune: str | None = None) -> tuple[Place, ...]:
    """Return the places of the named kinds (all by default), of one commune if asked, in the table's order.

    Raises
    ------
    UnknownService
    data.errors.DataError
    """
    wanted = {kind(key).key for key in kinds} or None
    return tuple(
        one
        for one in _places(store.fingerprint("places"))
        if (wanted is None or one.kind in wanted) and (commune is None or one.commune == commune)
    )


def place(identifier: str) -> Place:
    """Return a place by its identifier.

    Raises
    ------
    UnknownService
    """
    for one in _places(store.fingerprint("places")):
        if one.id == identifier:
            return one
    raise UnknownService(identifier)


def source() -> str:
    """Return the line under a figure that uses the places: producers and vintages."""
    return catalogue.read("places").source


@lru_cache(maxsize=2)
def _places(fingerprint: str) -> tuple[Place, ...]:
    from pyproj import Transformer

    table = pd.DataFrame(store.read("places").drop(columns="geometry"))
    known = (table["lon"].notna() & table["lat"].notna()).to_numpy()
    x, y = np.full(len(table), np.nan), np.full(len(table), np.nan)
    to_metres = Transformer.from_crs(4326, 2154, always_xy=True)
    x[known], y[known] = to_metres.transform(
        table["lon"].to_numpy(dtype=float)[known], table["lat"].to_numpy(dtype=float)[known]
    )
    texts = ["id", "kind", "role", "name", "commune", "address", "opening_hours", "source", "vintage", "note"]
    table[texts] = table[texts].fillna("").astype(str)
    return tuple(
        Place(**{name: row[name] for name in texts}, lon=row["lon"], lat=row["lat"], x=float(at), y=float(up))
        for row, at, up in zip(table.to_dict("records"), x, y, strict=True)
    )
