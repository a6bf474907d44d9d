"""The sheet of a commune: every theme against the territory and the communes of similar size."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from data import store
from geo import territory
from indicators import comparison
from indicators.around import of_territory
from indicators.catalogue import Indicator
from indicators.comparison import Rank, Reference
from indicators.of_communes import from_iris, range_within
from indicators.publics import THEMES
from indicators.values import Values, values

# A commune of similar size has between half and twice the population.
SIZE_FACTOR = 2.0
# Fewer published values than this among them make no reference.
FEWEST = 3
# Of fewer published communes, no spread is measured.
FEWEST_COMMUNES = 5
# A departure is told when it is at least this share of the communes' interquartile range…
CLEAR = 0.5
# …and at least this many people, households or dwellings: producers round both terms of a rate to
# multiples of 5, and a village's rate swings with one family.
FEWEST_PEOPLE = 10.0

# What the sheet shows, theme by theme: the level where it is published, the indicator.
CONTENT: dict[str, tuple[tuple[str, str], ...]] = {
    "population": (
        ("commune", "population"),
        ("commune", "densite"),
        ("iris", "part_15_24"),
        ("iris", "part_65_plus"),
        ("iris", "part_75_plus"),
        ("iris", "part_80_seuls"),
        ("iris", "part_monoparents"),
        ("iris", "part_personnes_seules"),
    ),
    "revenus": (
        ("commune", "revenu_median"),
        ("commune", "taux_pauvrete"),
        ("commune", "part_menages_pauvres"),
    ),
    "prestations": (
        ("commune", "part_allocataires_caf"),
        ("commune", "part_rsa"),
        ("commune", "part_ppa"),
        ("commune", "part_asf"),
        ("commune", "part_aide_logement"),
        ("commune", "part_aah"),
        ("commune", "part_qf_moins_400"),
        ("commune", "part_allocataires_moins_30"),
    ),
    "emploi": (
        ("commune", "part_demandeurs_emploi"),
        ("commune", "part_demandeurs_emploi_50"),
        ("iris", "taux_chomage_rp"),
        ("iris", "taux_chomage_rp_15_24"),
        ("iris", "part_sans_bac"),
    ),
    "sante": (
        ("commune", "part_css_gratuite"),
        ("commune", "part_css_participative"),
        ("commune", "part_sans_medecin_traitant"),
    ),
    "retraite": (("commune", "part_retraites_exoneres_csg"),),
    "logement": (("iris", "part_hlm"),),
    "mobilite_numerique": (("iris", "part_sans_voiture"), ("iris", "fragilite_numerique")),
    "equipements": (("commune", "bureaux_poste"), ("commune", "pharmacies"), ("commune", "bibliotheques")),
}
# Rates of a few people whose number is not published: shown, never told as a departure.
_UNSTEADY = frozenset({"part_80_seuls", "taux_chomage_rp_15_24"})
# Where the number of people that a rate is a share of is not published, a count that is at least as large:
# it rules out departures of a handful of people, and nothing else.
_AT_MOST = {"taux_chomage_rp": "pop_20_64", "part_sans_bac": "population"}
# Whatever its likes are, a commune under the national mean of an index is not told as one in need.
_NATIONAL_MEAN = {"fragilite_numerique": 100.0}
# Where less need is good news. Few old or young people is neither good nor bad, and few recipients of a
# benefit may be non-take-up.
GOOD_NEWS = frozenset(
    {
        "revenu_median",
        "taux_pauvrete",
        "part_menages_pauvres",
        "part_demandeurs_emploi",
        "taux_chomage_rp",
        "part_sans_bac",
        "part_sans_medecin_traitant",
        "part_sans_voiture",
        "fragilite_numerique",
    }
)


@dataclass(frozen=True)
class Row:
    """An indicator of a commune beside its references.

    Attributes
    ----------
    indicator : Indicator
    value : float
        NaN when there is none; `status` tells why.
    status : str
        As in `indicators.values`.
    between : tuple of two floats or None
        Lowest and highest value among the commune's IRIS, when it has several.
    count : float
        The number of people, households or dwellings behind a rate; NaN when it is not published.
    count_unit : str
    whole, similar : Reference
        The territory's value, the median of the communes of similar size.
    rank : Rank or None
    one_iris_only : bool
        True when the communes cut into several IRIS have no value, for want of a base to average with.
    everyone : tuple of float
        The published values of the communes, ascending.
    gap : float
        How far the value lies from the reference, in interquartile ranges of the communes, positive towards
        more need; NaN when it cannot be told or must not be.
    """

    indicator: Indicator
    value: float
    status: str
    between: tuple[float, float] | None
    count: float
    count_unit: str
    whole: Reference
    similar: Reference
    rank: Rank | None
    one_iris_only: bool
    everyone: tuple[float, ...]
    gap: float

    @property
    def known(self) -> bool:
        """Whether the commune has a published value."""
        return not np.isnan(self.value)

    @property
    def against(self) -> Reference:
        """The reference that the departure is told from: similar communes, else the territory."""
        return _against(self.similar, self.whole)


@dataclass(frozen=True)
class Sheet:
    """What is known of a commune.

    Attributes
    ----------
    code, name : str
    population : float
        Inhabitants.
    peers : tuple of str
        Codes of the communes of similar size, nearest first; empty when there is none.
    peers_population : tuple of two floats
        The least and the most populous of them; NaN when there is none.
    themes : dict
        Key of a theme to its rows, in the order of `THEMES`.
    """

    code: str
    name: str
    population: float
    peers: tuple[str, ...]
    peers_population: tuple[float, float]
    themes: dict[str, tuple[Row, ...]]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in the order of the themes."""
        return tuple(row for rows in self.themes.values() for row in rows)

    @property
    def hidden(self) -> tuple[Row, ...]:
        """The rows whose value the producer does not publish (secret, masked or nil)."""
        return tuple(row for row in self.rows if not row.known and row.between is None)

    def needs(self) -> tuple[Row, ...]:
        """Return the rows that depart clearly towards more need, the farthest first."""
        return tuple(sorted((row for row in self.rows if row.gap >= CLEAR), key=lambda row: -row.gap))

    def strengths(self) -> tuple[Row, ...]:
        """Return the rows of `GOOD_NEWS` that depart clearly towards less need, the farthest first."""
        good = (row for row in self.rows if row.gap <= -CLEAR and row.indicator.id in GOOD_NEWS)
        return tuple(sorted(good, key=lambda row: row.gap))

    def lacking(self) -> tuple[tuple[Indicator, int], ...]:
        """Return the facilities that the commune has none of, and how many peers have at least one.

        Only those that at least half of the communes of similar size have.
        """
        found = []
        for row in self.themes.get("equipements", ()):
            there = values(row.indicator.id, "commune")
            having = sum(there.of(code) >= 1 for code in self.peers)
            if row.value == 0 and len(self.peers) >= FEWEST and having * 2 >= len(self.peers):
                found.append((row.indicator, having))
        return tuple(found)


def peers(code: str) -> tuple[str, ...]:
    """Return the communes of similar size, nearest first: at most eight, from half to twice the population.

    Raises
    ------
    geo.territory.UnknownArea
    """
    territory.load().area(code)
    people = values("population", "commune")
    own = people.of(code)
    return tuple(
        other for other in comparison.similar(code) if own / SIZE_FACTOR <= people.of(other) <= own * SIZE_FACTOR
    )


def sheet(code: str) -> Sheet:
    """Return the sheet of a commune.

    Raises
    ------
    geo.territory.UnknownArea
    """
    return _sheet(code, store.fingerprint())


@dataclass(frozen=True)
class _Shown:
    """An indicator of the sheet on all the communes, with what every commune's row needs of it."""

    of: Values
    whole: Reference
    everyone: tuple[float, ...]
    count: Values | None
    base: Values | None
    base_factor: float
    from_iris: bool
    spread: float


@lru_cache(maxsize=2)
def _shown(fingerprint: str) -> dict[str, tuple[_Shown, ...]]:
    return {
        theme: tuple(_one_shown(identifier, level) for level, identifier in CONTENT[theme])
        for theme in THEMES
        if theme in CONTENT
    }


def _one_shown(identifier: str, level: str) -> _Shown:
    of = values(identifier, "commune") if level == "commune" else from_iris(identifier)
    indicator, known = of.indicator, of.value[of.known]
    base, factor = None, np.nan
    if indicator.is_ratio:
        base, factor = values(indicator.denominator, "commune"), indicator.factor
    elif level == "iris" and (name := indicator.weight or _AT_MOST.get(identifier, "")):
        base, factor = from_iris(name), 100.0
    low, high = np.percentile(known, [25, 75]) if len(known) >= FEWEST_COMMUNES else (np.nan, np.nan)
    return _Shown(
        of=of,
        whole=of_territory(values(identifier, level)),
        everyone=tuple(np.sort(known).tolist()),
        count=values(indicator.numerator, "commune") if indicator.is_ratio else None,
        base=base,
        base_factor=factor,
        from_iris=level == "iris",
        spread=float(high - low),
    )


@lru_cache(maxsize=64)
def _sheet(code: str, fingerprint: str) -> Sheet:
    name = territory.load().area(code).name
    alike = peers(code)
    people = values("population", "commune")
    sizes = [people.of(other) for other in alike] or [np.nan]
    themes = {theme: tuple(_row(one, code, alike) for one in shown) for theme, shown in _shown(fingerprint).items()}
    return Sheet(code, name, people.of(code), alike, (min(sizes), max(sizes)), themes)


def _row(shown: _Shown, code: str, alike: tuple[str, ...]) -> Row:
    of = shown.of
    similar = comparison.median_of(of, alike, "communes de taille semblable")
    if sum(not np.isnan(of.of(other)) for other in alike) < FEWEST:
        why = "trop peu de valeurs publiées" if alike else "aucune commune de taille semblable"
        similar = Reference(np.nan, similar.label, why)
    return Row(
        indicator=of.indicator,
        value=of.of(code),
        status=of.status_of(code),
        between=range_within(of.indicator.id, code) if shown.from_iris else None,
        count=shown.count.of(code) if shown.count is not None else np.nan,
        count_unit=shown.count.indicator.unit if shown.count is not None else "",
        whole=shown.whole,
        similar=similar,
        rank=comparison.rank(of, code),
        one_iris_only=shown.from_iris and not (of.indicator.weight or of.indicator.is_count),
        everyone=shown.everyone,
        gap=_gap(shown, code, _against(similar, shown.whole)),
    )


def _against(similar: Reference, whole: Reference) -> Reference:
    """Return what to tell a departure from; the median of the IRIS is no value of the whole territory."""
    if not np.isnan(similar.value):
        return similar
    return whole if whole.entire else Reference(np.nan, whole.label, whole.note)


def _gap(shown: _Shown, code: str, reference: Reference) -> float:
    indicator, value, against = shown.of.indicator, shown.of.of(code), reference.value
    if not indicator.direction or indicator.is_count or indicator.id in _UNSTEADY:
        return np.nan
    if np.isnan(value) or np.isnan(against) or not shown.spread > 0:
        return np.nan
    base = shown.base.of(code) / shown.base_factor if shown.base is not None else np.nan
    if abs(value - against) * base < FEWEST_PEOPLE:
        return 0.0
    gap = float(indicator.direction * (value - against) / shown.spread)
    mean = _NATIONAL_MEAN.get(indicator.id)
    return min(gap, 0.0) if mean is not None and indicator.direction * (value - mean) < 0 else gap
