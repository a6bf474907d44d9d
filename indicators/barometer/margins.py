"""The margins of the barometer: what the census says of the residents of 16 or more, category by category.

The survey asks people of 16 or more. What is embedded of the census is by IRIS; four variables of the questionnaire
find their totals in it: the group of communes, the class of age, the type of household and, where it is asked, the
tenure (HLM or not). Nothing embedded counts people by sex: it cannot be a margin.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import store
from geo import territory
from indicators.barometer.groups import groups, of_communes
from indicators.values import values

# Of the 20 years of age of the 0-19, the four from 16 on; the ages are taken to be equally many.
SHARE_16_19 = 4 / 20
# A margin of which a category has fewer respondents than this is left aside: its factors would be wild.
FEWEST = 5

UNKNOWN = "inconnu"
LABELS = {
    "group": "Groupe de communes",
    "age": "Âge",
    "household": "Type de ménage",
    "tenure": "Logement",
}
# Of the group of communes, see `groups`.
CATEGORIES: dict[str, dict[str, str]] = {
    "age": {"young": "16 à 25 ans", "middle": "26 à 64 ans", "senior": "65 ans ou plus"},
    "household": {
        "alone": "Personne vivant seule",
        "single_parent": "Parent d’une famille monoparentale",
        "other": "Autre ménage",
    },
    "tenure": {"social": "Locataire HLM", "other": "Autre statut d’occupation"},
}
_AGES = {
    "under_16": "young", "16_25": "young", "26_39": "middle", "40_54": "middle", "55_64": "middle",
    "65_74": "senior", "75_plus": "senior",
}  # fmt: skip
_HOUSEHOLDS = {"alone": "alone", "single_parent": "single_parent"}


@dataclass(frozen=True)
class Population:
    """Residents of 16 or more by category of each variable; every variable makes the same total.

    Attributes
    ----------
    totals : dict
        Variable to category to people.
    total : float
    """

    totals: dict[str, dict[str, float]]
    total: float


def population() -> Population:
    """Return the residents of 16 or more by group of communes, class of age, type of household and tenure.

    Sixteen or more: 65 or more, 20-64, and a fifth of the 0-19. Young (16-25): the 15-24, as many single years.
    Living alone: as many people as households of one person. Lone parents: one a household of a single parent.
    Tenants of HLM: main homes that are HLM, each with as many people of 16 or more as the other homes of its IRIS; the
    share of the homes is then that of the people, IRIS by IRIS.
    """
    codes = territory.load().codes("iris")
    read = {name: _known(name) for name in ("pop_0_19", "pop_20_64", "pop_65_plus", "population", "part_15_24")}
    adults = read["pop_20_64"] + read["pop_65_plus"] + SHARE_16_19 * read["pop_0_19"]
    total = float(adults.sum())
    group_of = of_communes()
    of_iris = np.array([group_of[territory.load().commune_of(code)] for code in codes])
    young = float((read["population"] * read["part_15_24"] / 100).sum())
    senior = float(read["pop_65_plus"].sum())
    homes = _known("menages")
    alone = float((homes * _known("part_personnes_seules") / 100).sum())
    parents = float((homes * _known("part_monoparents") / 100).sum())
    social = tenants(adults, _known("part_hlm"))
    return Population(
        {
            "group": {one.key: float(adults[of_iris == one.key].sum()) for one in groups()},
            "age": {"young": young, "middle": total - young - senior, "senior": senior},
            "household": {"alone": alone, "single_parent": parents, "other": total - alone - parents},
            "tenure": {"social": social, "other": total - social},
        },
        total,
    )


def tenants(adults: np.ndarray, share: np.ndarray) -> float:
    """Return the people of 16 or more in HLM homes: those of each area, times the share of its homes, in percent.

    Examples
    --------
    >>> tenants(np.array([1000, 500]), np.array([30, 10]))
    350.0
    """
    return float((adults * share / 100).sum())


def _known(name: str) -> np.ndarray:
    """Return an indicator by IRIS, 0 where it is not published: a margin needs a number, and these all are."""
    return np.nan_to_num(values(name, "iris").value)


def vintage() -> str:
    """Return the sources of the margins, for under a figure."""
    rows = store.read("indicators")
    used = rows[(rows["level"] == "iris") & rows["id"].isin(["pop_20_64", "part_15_24", "part_hlm"])]
    return ", ".join(sorted({f"{row.producer}, {row.dataset}, {row.vintage}" for row in used.itertuples()}))


def classify(respondents: pd.DataFrame) -> pd.DataFrame:
    """Return the category of each respondent in each variable of `LABELS`, `UNKNOWN` where it is not said."""
    return pd.DataFrame(
        {
            "group": respondents["commune"].map(of_communes()).fillna(UNKNOWN),
            "age": respondents["age_class"].map(_AGES).fillna(UNKNOWN),
            "household": [
                UNKNOWN if not said else _HOUSEHOLDS.get(said, "other") for said in respondents["household"].fillna("")
            ],
            "tenure": [
                UNKNOWN if not said else "social" if said == "social" else "other" for said in _tenure(respondents)
            ],
        },
        index=respondents.index,
        dtype=object,
    )


def _tenure(respondents: pd.DataFrame) -> list[str]:
    """Return the tenure of each respondent, "" where it is not said; tables of before the question have none."""
    if "tenure" not in respondents.columns:
        return [""] * len(respondents)
    return [str(said) for said in respondents["tenure"].fillna("")]


def margins_for(
    categories: pd.DataFrame, weights: "pd.Series[float]", people: Population
) -> tuple[dict[str, dict[str, float]], tuple[str, ...]]:
    """Return the margins that these respondents can bear, and one sentence a margin that is left aside.

    Respondents who do not say keep the share that their weights have; the known categories share the rest.
    """
    kept: dict[str, dict[str, float]] = {}
    said: list[str] = []
    for variable, label in LABELS.items():
        counts = categories[variable].value_counts()
        if variable == "tenure" and set(counts.index) <= {UNKNOWN}:
            said.append(f"{label} : la question n’est pas posée, cette marge n’est pas calée.")
            continue
        if any(counts.get(name, 0) < FEWEST for name in people.totals[variable]):
            # Which category is thin is not said: it would tell how few respondents it has.
            said.append(f"{label} : trop peu de répondants dans une catégorie, cette marge n’est pas calée.")
            continue
        silent = float(weights[categories[variable] == UNKNOWN].sum() / weights.sum())
        known = people.totals[variable]
        kept[variable] = {name: total * (1 - silent) for name, total in known.items()}
        if silent:
            kept[variable][UNKNOWN] = people.total * silent
    return kept, tuple(said)
