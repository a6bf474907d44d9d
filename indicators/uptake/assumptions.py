"""What the expected non-take-up assumes where no figure is published: each value with its bounds, source and date.

A territory may set each of them otherwise in `atlas.toml`: `held` returns what is in use.
"""

from dataclasses import dataclass, replace

from data.settings import settings


@dataclass(frozen=True)
class Assumption:
    """A value that the data do not settle.

    Attributes
    ----------
    key : str
        Its name in the section ``hypotheses`` of `atlas.toml`.
    row : str
        Its row in docs/hypotheses.md.
    value, low, high : float
        Central value and the bounds of its 95 % interval; equal when it is taken as it is.
    unit, source, date : str
        In French; `date` is that of the source.
    own : bool
        Whether the territory has set it.
    """

    key: str
    row: str
    value: float
    low: float
    high: float
    unit: str
    source: str
    date: str
    own: bool = False


def held(default: Assumption) -> Assumption:
    """Return an assumption as it is in use: the territory's when `atlas.toml` sets it, the project's otherwise.

    Raises
    ------
    SettingsInvalid
    """
    given = settings().hypotheses.get(default.key)
    if given is None:
        return default
    low, high = given.bounds
    return replace(default, value=given.valeur, low=low, high=high, source=given.source, date=given.date, own=True)


def _fixed(names: tuple[str, str], value: float, unit: str, source: str, date: str) -> Assumption:
    return Assumption(*names, value, value, value, unit, source, date)


# Half-width of the 95 % interval of a national rate that is published without one, in points: sampling,
# method, and the years between the rate and the counts of recipients that it is applied to.
HALF_WIDTH = {
    "rsa": _fixed(
        ("taux_rsa", "U1"),
        5,
        "points",
        "à confirmer ; 36 % en 2011 (Dares), 34 % en 2018 (DREES), environ 30 % (Cour des comptes, 2022)",
        "2022",
    ),
    "ppa": _fixed(
        ("taux_ppa", "U2"),
        8,
        "points",
        "à confirmer ; le taux est de 2016, avant l’élargissement de 2019 qui a changé le public",
        "2020",
    ),
    "c2s_gratuite": _fixed(
        ("taux_c2s_gratuite", "U3"),
        6,
        "points",
        "à confirmer ; de 32 à 44 % pour la couverture précédente (CMU-C), 31 % en 2021",
        "2022",
    ),
    "c2s_participative": _fixed(
        ("taux_c2s_participative", "U4"),
        8,
        "points",
        "à confirmer ; de 72 % en 2020 à 67 % en 2021 : 5 points en un an",
        "2022",
    ),
}
# Rates by profile rest on fewer households than the rate of all.
OF_PROFILE = _fixed(
    ("taux_par_profil", "U5"), 3, "points", "à confirmer ; s’ajoute à l’incertitude du taux d’ensemble", "2022"
)
# Share of the variance of the national rates that all benefits have in common.
SHARED = _fixed(
    ("part_commune", "U6"),
    0.5,
    "part",
    "à confirmer ; le recours évolue souvent dans le même sens pour toutes les prestations",
    "2026",
)
# Standard deviations of the logarithm of non-recipients per recipient.
OF_TERRITORY = _fixed(("ecart_territoire", "U7"), 0.10, "écart-type", "à confirmer par le baromètre", "2026")
OF_COMMUNE = _fixed(("ecart_commune", "U8"), 0.20, "écart-type", "à confirmer par le baromètre", "2026")
# How far the share of people with a housing benefit, among those entitled to RSA, follows that of the Caf's households.
ELASTICITY = Assumption("elasticite_aide_logement", "U9", 0.75, 0.5, 1.0, "élasticité", "à confirmer, Caf", "2026")
# Shares of the recipients by public, and how far they may be off.
LONE_PARENTS_RSA = _fixed(
    ("monoparents_rsa", "U10"),
    620_600 / 1_930_900,
    "part des foyers au RSA",
    "Insee, d’après Cnaf et MSA, 31 décembre 2021",
    "2023-03-07",
)
LONE_PARENTS_PPA = _fixed(
    ("monoparents_ppa", "U11"), 0.22, "part des foyers à la prime d’activité", "Cnaf, fin 2017", "2018"
)
YOUNG_PPA = _fixed(
    ("moins_de_25_ans_ppa", "U11"),
    417 / 2450,
    "part des foyers à la prime d’activité",
    "Cnaf, septembre 2016 : 417 000 sur 2,45 millions",
    "2017",
)
OF_SHARES = _fixed(("ecart_parts", "U12"), 0.20, "écart-type", "à confirmer", "2026")
# Unemployment insurance: people entitled who end a contract in a year, and registered jobseekers, in France.
ENTITLED_A_YEAR = Assumption(
    "ayants_droit_chomage",
    "U13",
    1_600_000,
    390_000 / 0.25,
    690_000 / 0.42,
    "personnes par an",
    "Dares, Document d’études n° 263 : 390 000 à 690 000 non-recourants pour 25 à 42 %",
    "2022-10",
)
REGISTERED = _fixed(
    ("inscrits_france_travail", "U13"),
    5_406_000,
    "demandeurs d’emploi",
    "Dares, catégories A, B et C, 4ᵉ trimestre 2023",
    "2024-01-25",
)
# Euros a month that a household entitled to the benefit does not claim.
RSA_TOTAL_A_QUARTER, RSA_HOUSEHOLDS_A_QUARTER = 750e6, 600e3
RSA_BASE_2018, RSA_BASE_2023 = 550.93, 607.75
RSA_EUROS = Assumption(
    "euros_rsa",
    "U14",
    RSA_TOTAL_A_QUARTER / RSA_HOUSEHOLDS_A_QUARTER / 3 * RSA_BASE_2023 / RSA_BASE_2018,
    330 * RSA_BASE_2023 / RSA_BASE_2018,
    527,
    "€ par mois et par foyer",
    "DREES, Les Dossiers de la DREES n° 92 : 750 millions d’euros par trimestre pour 600 000 foyers en 2018, portés au "
    "barème d’avril 2023",
    "2022-02",
)
PPA_EUROS = Assumption(
    "euros_ppa",
    "U15",
    144,
    100,
    188,
    "€ par mois et par foyer",
    "à confirmer ; 188 € versés en moyenne (Cnaf, juin 2023), environ 100 € perdus par non-recourant au RSA activité "
    "(Domingo et Pucci, Économie et statistique n° 467-468)",
    "2023",
)
EUROS = {"rsa": RSA_EUROS, "ppa": PPA_EUROS}
