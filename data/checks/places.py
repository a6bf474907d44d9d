"""The services and host places: where they are, whether they are there twice, when they are open."""

import itertools
import re
import unicodedata
from difflib import SequenceMatcher
from typing import Any

import numpy as np
import shapely

from data.checks.finding import Finding, Rule
from data.checks.limits import POSITION_M, SAME_NAME_RATIO, SAME_PLACE_M
from data.checks.tables import Tables, each_row
from data.formats import number

_POSITION = Rule(
    "places",
    "geometry",
    "chaque lieu a une position",
    "le lieu n’entre dans aucun calcul de temps et manque sur la carte ; géocodez son adresse",
    "à corriger",
)
_MISMATCH = Rule(
    "places",
    "geometry",
    "le point est celui de la longitude et de la latitude écrites",
    "la carte et les exports ne placent pas le lieu au même endroit",
    "à corriger",
)
_COMMUNE = Rule(
    "places",
    "commune",
    "un lieu est dans une commune du territoire",
    "le lieu ne se rattache à aucune commune",
    "à corriger",
)
_OUTSIDE = Rule(
    "places",
    "geometry",
    f"un lieu est dans sa commune, à {number(POSITION_M)} m près",
    "les temps d’accès vers ce lieu sont calculés depuis le mauvais endroit",
    "à corriger",
)
_TWICE = Rule(
    "places",
    "name",
    f"un lieu n’est décrit qu’une fois (même type, et même adresse ou nom semblable à moins de "
    f"{number(SAME_PLACE_M)} m)",
    "le lieu compte double dans l’offre et peut recevoir deux guichets",
    "à corriger",
)
_TOGETHER = Rule(
    "places",
    "address",
    f"deux lieux d’accueil sont à plus de {number(SAME_PLACE_M)} m l’un de l’autre et à deux adresses",
    "ouvrir les deux n’apporte rien de plus : gardez-en un pour un plan de guichets",
    "à savoir",
)
_TOWN_HALL = Rule(
    "places",
    "kind",
    "chaque commune a sa mairie",
    "la commune n’a pas de mairie où ouvrir un guichet",
    "à corriger",
)


def _plain(text: str) -> str:
    """Reduce a name or address to its letters and digits, so that two spellings compare."""
    letters = (
        unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("’", " "))
        .encode("ascii", "ignore")
        .decode()
    )
    return re.sub(r"[^a-z0-9]+", " ", letters).strip()


def _called(row: Any) -> str:
    return f"{row.id} ({row.name})"


def positions(tables: Tables) -> list[Finding]:
    """Find the places without a position, and those whose point is not the coordinates written beside it."""
    places = tables["places"]
    absent = places[places.geometry.isna()]
    found = [_POSITION.broken(_called(row), f"aucune position pour « {row.address} »") for row in each_row(absent)]
    placed = places[places.geometry.notna()]
    apart = ~(
        np.isclose(placed.geometry.x, placed["lon"], atol=1e-6)
        & np.isclose(placed.geometry.y, placed["lat"], atol=1e-6)
    )
    moved = placed[apart]
    return found + _MISMATCH.each(
        [
            (_called(row), f"point ({row.geometry.x:.5f}, {row.geometry.y:.5f}), écrit ({row.lon}, {row.lat})")
            for row in each_row(moved)
        ],
        of=len(placed),
        noun="lieux",
    )


def inside(tables: Tables) -> list[Finding]:
    """Find the places that lie outside their commune, and say where they lie."""
    places = tables.metric("places")
    communes = tables.metric("communes").set_index("code").geometry
    strange = places[~places["commune"].isin(communes.index)]
    found = _COMMUNE.each([(_called(row), f"commune {row.commune}") for row in each_row(strange)], noun="lieux")
    placed = places[places.geometry.notna() & places["commune"].isin(communes.index)]
    own = communes.reindex(placed["commune"]).to_numpy()
    away = shapely.distance(placed.geometry.to_numpy(), own)
    tree = shapely.STRtree(communes.to_numpy())
    nowhere = f"hors des {number(len(communes))} communes"
    for row, distance in zip(each_row(placed), away, strict=True):
        if distance <= POSITION_M:
            continue
        hits = tree.query(row.geometry, predicate="intersects")
        lies = f"dans {tables.named(communes.index[hits[0]])}" if len(hits) else nowhere
        own_name = tables.named(row.commune)
        found.append(_OUTSIDE.broken(_called(row), f"{lies}, à {number(distance)} m de {own_name}"))
    return found


def duplicates(tables: Tables) -> list[Finding]:
    """Find the places described twice, and the host places so close that one would do."""
    places = tables.metric("places")
    records = [(row, _plain(str(row.name)), _plain(str(row.address or ""))) for row in each_row(places)]
    twice: list[tuple[str, str]] = []
    together: list[tuple[float, str, str]] = []
    for (a, a_name, a_address), (b, b_name, b_address) in itertools.combinations(records, 2):
        at_once = a_address != "" and a_address == b_address and a.commune == b.commune
        distance = _distance(a.geometry, b.geometry)
        if not at_once and not distance <= SAME_PLACE_M:
            continue
        pair = f"{a.id} et {b.id}"
        far = "distance inconnue" if np.isnan(distance) else f"{number(distance)} m"
        said = f"{a.name} et {b.name}, {far}" + (", même adresse" if at_once else "")
        alike = SequenceMatcher(None, a_name, b_name).ratio() >= SAME_NAME_RATIO
        if a.kind == b.kind:
            if at_once or alike:
                twice.append((pair, said))
        elif a.role == b.role == "hote":
            together.append((distance, pair, said))
    close = [(pair, said) for _, pair, said in sorted(together)]
    return _TWICE.each(twice, noun="paires de lieux") + _TOGETHER.each(close, noun="paires de lieux d’accueil")


def _distance(a: object, b: object) -> float:
    if isinstance(a, shapely.Geometry) and isinstance(b, shapely.Geometry):
        return float(shapely.distance(a, b))
    return float("nan")


def town_halls(tables: Tables) -> list[Finding]:
    """Find the communes without a town hall."""
    places = tables["places"]
    having = set(places.loc[places["kind"].eq("mairie"), "commune"])
    lost = sorted(set(tables["communes"]["code"]) - having)
    return _TOWN_HALL.each([(tables.named(code), "aucune mairie") for code in lost], noun="communes")
