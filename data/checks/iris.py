"""The IRIS: inside their commune, covering it, with its inhabitants and their official area."""

import shapely

from data.checks import territory
from data.checks.finding import Finding, Rule
from data.checks.limits import APPROXIMATE_AREA_SHARE, IRIS_OUTSIDE_SHARE, IRIS_POPULATION_SHARE, SLIVER_M2
from data.checks.tables import Tables, each_row
from data.formats import number

_COMMUNE = Rule(
    "iris",
    "commune",
    "un IRIS appartient à une commune du territoire, et son code commence par le sien",
    "l’IRIS ne s’additionne pas avec ceux de sa commune",
    "bloquant",
)
_EVERY = Rule(
    "iris",
    "commune",
    "chaque commune a au moins un IRIS",
    "la commune disparaît de la carte par IRIS et de ses totaux",
    "bloquant",
)
_OUTSIDE = Rule(
    "iris",
    "geometry",
    f"moins de {number(IRIS_OUTSIDE_SHARE * 100)} % de la superficie d’un IRIS est hors de sa commune",
    "des carreaux et des lieux sont attribués à un IRIS d’une autre commune",
    "à corriger",
)
_OVERLAP = Rule(
    "iris",
    "geometry",
    f"deux IRIS d’une même commune ne se recouvrent pas de plus de {number(SLIVER_M2)} m²",
    "un carreau peut être compté dans deux IRIS",
    "à corriger",
)
_GAP = Rule(
    "iris",
    "geometry",
    f"les IRIS d’une commune ne laissent pas entre eux de vide de plus de {number(SLIVER_M2)} m²",
    "un carreau peut n’être compté dans aucun IRIS",
    "à corriger",
)
_AREA = Rule(
    "iris",
    "area_km2",
    f"un contour approché est à moins de {number(APPROXIMATE_AREA_SHARE * 100)} % de la superficie officielle",
    "les cartes par IRIS de cette commune situent mal les quartiers ; importez les contours officiels",
    "à savoir",
)
_POPULATION = Rule(
    "figures",
    "population",
    "la somme des IRIS (recensement 2022) est à moins de "
    f"{number(IRIS_POPULATION_SHARE * 100)} % de la population de la commune (2023)",
    "les deux niveaux de la carte ne racontent pas la même commune",
    "à corriger",
)


def communes(tables: Tables) -> list[Finding]:
    """Find the IRIS of no commune, those whose code is another's, and the communes without IRIS."""
    iris, known = tables["iris"], set(tables["communes"]["code"])
    wrong = iris[[row.commune not in known or not row.code.startswith(row.commune) for row in each_row(iris)]]
    lost = sorted(known - set(iris["commune"]))
    return _COMMUNE.each(
        [(f"IRIS {tables.named(row.code)}", f"commune {row.commune}") for row in each_row(wrong)],
        of=len(iris),
        noun="IRIS",
    ) + _EVERY.each([(tables.named(code), "aucun IRIS") for code in lost], noun="communes")


def inside(tables: Tables) -> list[Finding]:
    """Find the IRIS that leave their commune."""
    iris = tables.metric("iris")
    own = tables.metric("communes").set_index("code").geometry.reindex(iris["commune"]).to_numpy()
    known = ~shapely.is_missing(own)
    area = iris.area.to_numpy()
    out = shapely.area(shapely.difference(iris.geometry.to_numpy(), own))
    cases = [
        (out[i] / area[i], f"IRIS {tables.named(iris['code'].iat[i])}", f"{number(out[i])} m² hors de la commune")
        for i in range(len(iris))
        if known[i] and out[i] > max(IRIS_OUTSIDE_SHARE * area[i], SLIVER_M2)
    ]
    cases.sort(reverse=True)
    shown = [(row, f"{value}, {number(share * 100, 1)} %") for share, row, value in cases]
    return _OUTSIDE.each(shown, of=len(iris), noun="IRIS")


def coverage(tables: Tables) -> list[Finding]:
    """Find the overlaps and the gaps between the IRIS of one commune."""
    doubled: list[tuple[float, str, str]] = []
    empty: list[tuple[float, str, str]] = []
    for commune, rows in tables.metric("iris").groupby("commune"):
        areas = list(rows.geometry)
        names = [tables.named(code) for code in rows["code"]]
        doubled += [
            (area, f"IRIS {names[a]} et {names[b]}", f"{number(area)} m² en commun")
            for a, b, area in territory.overlaps(areas)
        ]
        empty += [
            (hole.area, tables.named(str(commune)), f"un vide de {number(hole.area)} m²")
            for hole in territory.gaps(areas)
        ]
    return _OVERLAP.each(_worst(doubled), noun="paires d’IRIS") + _GAP.each(_worst(empty), noun="vides")


def _worst(cases: list[tuple[float, str, str]]) -> list[tuple[str, str]]:
    return [(row, value) for _, row, value in sorted(cases, reverse=True)]


def areas(tables: Tables) -> list[Finding]:
    """Find the approximate outlines that are far from the official area."""
    iris = tables.metric("iris")
    iris = iris[iris["outline"].eq("approché")]
    drawn = iris.area / 1e6
    share = (drawn - iris["area_km2"]) / iris["area_km2"]
    far = share[share.abs() > APPROXIMATE_AREA_SHARE].sort_values(key=abs, ascending=False)
    return _AREA.each(
        [
            (
                f"IRIS {tables.named(iris['code'][i])}",
                f"{number(drawn[i], 2)} km² dessinés pour {number(iris['area_km2'][i], 2)} km² officiels",
            )
            for i in far.index
        ],
        of=len(iris),
        noun="IRIS approchés",
    )


def population(tables: Tables) -> list[Finding]:
    """Find the communes whose IRIS do not add up to their population."""
    of_commune = tables.figure("commune", "population")
    of_iris = tables.figure("iris", "population")
    if of_iris.empty:
        return []
    summed = of_iris.groupby(of_iris.index.str[:5]).sum().reindex(of_commune.index)
    share = ((summed - of_commune) / of_commune).dropna()
    far = share[share.abs() > IRIS_POPULATION_SHARE].sort_values(key=abs, ascending=False)
    return _POPULATION.each(
        [
            (tables.named(str(code)), f"{number(summed[code])} par IRIS pour {number(of_commune[code])} habitants")
            for code in far.index
        ],
        of=len(of_commune),
        noun="communes",
    )
