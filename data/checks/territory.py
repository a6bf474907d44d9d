"""The communes: exactly those of the territory, without gaps or overlaps between them."""

from collections.abc import Sequence

import shapely

from data.checks.finding import Finding, Rule
from data.checks.limits import COMMUNE_AREA_SHARE, SLIVER_M2
from data.checks.tables import Tables
from data.formats import number, plural
from data.settings import settings

_OVERLAP = Rule(
    "communes",
    "geometry",
    f"deux communes ne se recouvrent pas de plus de {number(SLIVER_M2)} m²",
    "une adresse ou un carreau peut être compté dans deux communes",
    "à corriger",
)
_GAP = Rule(
    "communes",
    "geometry",
    f"il n’y a pas de vide de plus de {number(SLIVER_M2)} m² entre les communes",
    "une adresse ou un carreau peut n’être compté dans aucune commune",
    "à corriger",
)
_AREA = Rule(
    "communes",
    "geometry",
    f"la superficie du contour est à moins de {number(COMMUNE_AREA_SHARE * 100)} % de celle que publie l’Insee",
    "le contour n’est peut-être pas celui de la commune ; les densités sont fausses",
    "à corriger",
)


def codes(tables: Tables) -> list[Finding]:
    """Find the communes that are missing, and those that do not belong."""
    of = settings()
    rule = Rule(
        "communes",
        "code",
        f"la table contient exactement {plural(len(of.codes), 'commune')} : celles {of.common.of}",
        f"les totaux du territoire et les rangs parmi {number(len(of.codes))} sont faux",
        "bloquant",
    )
    present = set(tables["communes"]["code"])
    lost = [(code, "commune absente") for code in sorted(of.codes - present)]
    foreign = [(tables.named(code), f"hors {of.common.of}") for code in sorted(present - of.codes)]
    return rule.each(lost, of=len(of.codes), noun="communes") + rule.each(foreign, noun="communes")


def overlaps(areas: Sequence[shapely.Geometry]) -> list[tuple[int, int, float]]:
    """Return the pairs that share more than a sliver, with the shared area in m², the largest first."""
    tree = shapely.STRtree(areas)
    left, right = tree.query(areas, predicate="intersects")
    pairs = [(int(a), int(b)) for a, b in zip(left, right, strict=True) if a < b]
    shared = [(a, b, float(shapely.area(shapely.intersection(areas[a], areas[b])))) for a, b in pairs]
    return sorted((pair for pair in shared if pair[2] > SLIVER_M2), key=lambda pair: -pair[2])


def gaps(areas: Sequence[shapely.Geometry]) -> list[shapely.Polygon]:
    """Return the holes of the union that are larger than a sliver, the largest first."""
    union = shapely.union_all(areas)
    rings = [ring for part in shapely.get_parts(union) for ring in getattr(part, "interiors", ())]
    holes = [shapely.Polygon(ring) for ring in rings]
    return sorted((hole for hole in holes if hole.area > SLIVER_M2), key=lambda hole: -hole.area)


def coverage(tables: Tables) -> list[Finding]:
    """Find the communes that overlap, and the gaps that no commune covers."""
    communes = tables.metric("communes")
    areas = list(communes.geometry)
    names = [tables.named(code) for code in communes["code"]]
    doubled = [(f"{names[a]} et {names[b]}", f"{number(area)} m² en commun") for a, b, area in overlaps(areas)]
    tree = shapely.STRtree(areas)
    holes = []
    for hole in gaps(areas):
        around = sorted(names[int(index)] for index in tree.query(hole, predicate="intersects"))
        holes.append((" et ".join(around), f"un vide de {number(hole.area)} m²"))
    return _OVERLAP.each(doubled, noun="paires de communes") + _GAP.each(holes, noun="vides")


def areas(tables: Tables) -> list[Finding]:
    """Find the communes whose outline does not have the published area."""
    official = tables.figure("commune", "superficie")
    communes = tables.metric("communes").set_index("code")
    drawn = (communes.area / 1e6).reindex(official.index)
    share = ((drawn - official) / official).dropna()
    share = share[share.abs() > COMMUNE_AREA_SHARE].sort_values(key=abs, ascending=False)
    return _AREA.each(
        [
            (tables.named(str(code)), f"{number(drawn[code], 2)} km² pour {number(official[code], 2)} km² publiés")
            for code in share.index
        ],
        of=len(official),
        noun="communes",
    )


def total(tables: Tables) -> list[Finding]:
    """Find a total of the territory that is not the sum of its communes."""
    facts = tables["facts"].set_index("id")["value"]
    population = tables.figure("commune", "population")
    found = []
    for fact, counted, words in (
        ("population", float(population.sum()), "habitants"),
        ("communes", float(len(tables["communes"])), "communes"),
    ):
        if fact in facts and facts[fact] != counted:
            rule = Rule(
                "facts",
                "value",
                "le total du territoire est la somme de ses communes",
                "l’accueil et les fiches ne donnent pas le même chiffre",
                "à corriger",
            )
            stated = f"{number(facts[fact])} {words} annoncés, {number(counted)} en additionnant les communes"
            found.append(rule.broken(fact, stated))
    return found
