"""Positions for the places that have none: asked of the national address base, or given by hand.

What is found becomes an import of its own, with its vintage: the place stays its source's, its note says where the
position comes from, and going back takes the position away.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from data import catalogue, current, store
from data.checks.limits import POSITION_M
from data.formats import number, plural
from data.importers import coordinates, geocoding, geography, numbers
from data.importers.errors import ImporterError
from data.importers.geocoding import Address
from data.importers.outcome import Import
from data.importers.places.located import LEAST_SCORE, SURE_SCORE
from data.importers.places.place import Place, known
from data.importers.places.positions import ASTRAY_M, communes
from data.importers.remark import Remark

DATASET = "positions-des-lieux"
TITLE = "Positions données aux lieux"
BY_HAND = "placé à la main"
_WAITING = "position à géocoder"


class PositionRefused(ImporterError):
    """A position that cannot be a place's."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(f"La position « {what} » est refusée : {why}.")


@dataclass(frozen=True)
class Position:
    """A position given to a place.

    Attributes
    ----------
    place : str
        Identifier.
    lon, lat : float
        Degrees (WGS84), to a hundred-thousandth: a metre.
    how : str
        What the note of the place will say.
    warning : str
        What there is to check; "" when nothing is.
    """

    place: str
    lon: float
    lat: float
    how: str
    warning: str = ""


@dataclass(frozen=True)
class Proposal:
    """What the address base answers for a place.

    Attributes
    ----------
    place : Place
    position : Position or None
        None when the address was not found, or too far from what was asked.
    score : float
        Its confidence, 0 to 1; NaN when nothing was found.
    label : str
        The address that it understood.
    """

    place: Place
    position: Position | None
    score: float
    label: str

    @property
    def sure(self) -> bool:
        """Whether the confidence is high enough to be proposed without a check, and nothing contradicts it."""
        return self.position is not None and self.score >= SURE_SCORE and not self.position.warning


def waiting() -> list[Place]:
    """Return the places in use that have no position, sorted by name."""
    return sorted((one for one in known("") if not one.placed), key=lambda one: one.name)


def read(first: str, second: str) -> tuple[float, float, str]:
    """Return the longitude and latitude that two typed numbers mean, and what was understood ("" for degrees).

    Degrees, Lambert-93 metres and their neighbours are told apart by where they fall, as in a file; the two may be
    given in either order.

    Raises
    ------
    PositionRefused
    """
    written = f"{first.strip()} ; {second.strip()}"
    x, y = numbers.number(first), numbers.number(second)
    if x is None or y is None:
        raise PositionRefused(written, "deux nombres sont attendus, en degrés (2,7766 et 50,2907) ou en Lambert-93")
    system = coordinates.detect([x], [y])
    if system is None:
        raise PositionRefused(written, "elle n’est pas en France, ni en degrés, ni en Lambert-93")
    lon, lat = coordinates.to_degrees([x], [y], system)
    return round(float(lon[0]), 5), round(float(lat[0]), 5), system.words


def by_hand(place: Place, lon: float, lat: float) -> Position:
    """Return a position given by hand.

    Raises
    ------
    PositionRefused
        Further than `ASTRAY_M` from the commune of the place: it would falsify every travel time.
    """
    at = replace(place, lon=round(lon, 5), lat=round(lat, 5))
    away = communes().away(at, place.commune)
    town = geography.gazetteer().named(place.commune)
    if away > ASTRAY_M:
        written, far = f"{number(at.lon, 5)} ; {number(at.lat, 5)}", number(away / 1_000, 1)
        raise PositionRefused(written, f"elle est à {far} km de {town}, commune de « {place.name} »")
    return Position(place.id, at.lon, at.lat, BY_HAND, _doubt(away, town))


def _doubt(away: float, town: str) -> str:
    return f"à {number(away)} m hors de {town}, à vérifier" if away > POSITION_M else ""


def ask(
    places: Sequence[Place], *, base_url: str = geocoding.GEOPLATEFORME, opener: geocoding.Open | None = None
) -> list[Proposal]:
    """Ask the national address base for the positions of places; their addresses and communes alone are sent.

    Raises
    ------
    geocoding.GeocodingUnavailable
    """
    asked = [Address(one.address, one.commune) for one in places]
    answer = geocoding.geocode(asked, base_url=base_url, opener=opener)
    outlines, names = communes(), geography.gazetteer()
    found: list[Proposal] = []
    for place, row in zip(places, answer.to_dict("records"), strict=True):
        score, label = float(row["score"]), str(row["label"])
        if not score >= LEAST_SCORE:
            found.append(Proposal(place, None, score, label))
            continue
        at = replace(place, lon=round(float(row["lon"]), 5), lat=round(float(row["lat"]), 5))
        away = outlines.away(at, place.commune)
        sure = "" if score >= SURE_SCORE else ", à vérifier"
        how = f"position de la Base Adresse Nationale (confiance {number(score, 2)}{sure})"
        position = Position(place.id, at.lon, at.lat, how, _doubt(away, names.named(place.commune)))
        found.append(Proposal(place, position if away <= ASTRAY_M else None, score, label))
    return found


def prepare(positions: Sequence[Position], *, today: date) -> Import:
    """Return the import that gives positions to places in use; earlier ones of this kind are kept.

    Raises
    ------
    PositionRefused
        For a place that is not, or no longer, in use.
    """
    import geopandas as gpd

    columns = [column.name for column in catalogue.read_embedded("places").columns]
    table = store.read("places")
    rows = pd.DataFrame(table.drop(columns="geometry", errors="ignore")).set_index("id", drop=False)
    given = {one.place: one for one in positions}
    lost = sorted(set(given) - set(rows.index))
    if lost:
        raise PositionRefused(lost[0], "ce lieu n’est pas dans la table des lieux")
    # What this dataset gave before is kept as it is now in use: another import may have moved the place since.
    kept = rows.loc[[one for one in rows.index if one in _given_before() and one not in given]]
    kept = kept[kept["lon"].notna()]
    new = rows.loc[list(given)].copy()
    new["lon"] = [one.lon for one in given.values()]
    new["lat"] = [one.lat for one in given.values()]
    new["note"] = [
        _noted(note, f"{one.how}, le {today:%d/%m/%Y}") for note, one in zip(new["note"], given.values(), strict=True)
    ]
    remarks = [
        Remark("à savoir", None, "", name, one.warning)
        for name, one in zip(new["name"], given.values(), strict=True)
        if one.warning
    ]
    frame = pd.concat([kept, new]).sort_index().reset_index(drop=True)
    frame[["lon", "lat"]] = frame[["lon", "lat"]].astype(float)
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    made = gpd.GeoDataFrame(frame.assign(geometry=points)[columns], geometry="geometry", crs=4326)
    hand = sum(one.how == BY_HAND for one in positions)
    said = plural(len(positions), "position donnée", "positions données")
    entry = catalogue.read_embedded("places").model_copy(
        update={
            "title": f"{catalogue.read_embedded('places').title} : {TITLE.lower()}",
            "producer": "Base Adresse Nationale" if hand < len(positions) else "saisie à la main",
            "dataset": TITLE,
            "vintage": f"{today:%Y-%m-%d}",
            "accessed": today.isoformat(),
            "licence": "Licence Ouverte 2.0",
            "quality": "réel",
            "obtained": f"{said}, dont {number(hand)} à la main",
            "notes": (),
            "checksum": "",
        }
    )
    return Import(
        kind="positions",
        dataset=DATASET,
        title=TITLE,
        tables={"places": made},
        entries={"places": entry},
        remarks=tuple(remarks),
        accepted=len(positions),
        refused=0,
        added=frozenset({"places"}),
    )


def _noted(before: object, how: str) -> str:
    """Return the note of a place: what it was waiting for gives way to where the position comes from."""
    parts = [part.strip() for part in before.split(";")] if isinstance(before, str) else []
    return " ; ".join([*(part for part in parts if part and not part.startswith(_WAITING)), how])


def _given_before() -> set[str]:
    """Return the places to which the vintage in use of this dataset gives a position."""
    from data.importers import layers
    from data.paths import user_folder

    dataset = current.pointer().dataset(DATASET)
    version = dataset.active if dataset is not None else None
    if version is None:
        return set()
    path = user_folder() / layers.folder_of(DATASET, version, "places") / "places.parquet"
    return set(np.asarray(store.read_file(path, "places")["id"], dtype=str))
