"""Which columns of Insee's census bases by IRIS make which indicator: counts, and shares of one column in another."""

from dataclasses import dataclass

from data.importers.official_files.figures import Variable

POPULATION = "P_POP"


@dataclass(frozen=True)
class Formula:
    """An indicator made of columns of one base.

    Attributes
    ----------
    variable : Variable
    plus, minus : tuple of str
        Columns that are added and taken away, without their year: « P_POP65P ». A column that ends with « ? » counts
        where the base has it.
    over : str
        The column of which it is a share, in %; "" for a count.
    """

    variable: Variable
    plus: tuple[str, ...]
    over: str = ""
    minus: tuple[str, ...] = ()


def _count(indicator: str, label: str, unit: str, theme: str = "population", direction: int = 0) -> Variable:
    return Variable(indicator, label, label, unit, "effectif", theme, 0, "", direction)


def _share(indicator: str, label: str, unit: str, theme: str = "population", public: str = "") -> Variable:
    return Variable(indicator, label, label, unit, "taux", theme, 1, public, 1)


# The bases, by the column that only one of them has; the formulas of each.
BASES: dict[str, tuple[str, tuple[Formula, ...]]] = {
    "population": (
        "évolution et structure de la population",
        (
            Formula(_count("population", "Population", "habitants"), ("P_POP",)),
            Formula(_count("pop_0_19", "Population de 0 à 19 ans", "habitants"), ("P_POP0019",)),
            Formula(_count("pop_20_64", "Population de 20 à 64 ans", "habitants"), ("P_POP2064",)),
            Formula(_count("pop_65_plus", "Population de 65 ans ou plus", "habitants", direction=1), ("P_POP65P",)),
            Formula(
                _share("part_65_plus", "Part des 65 ans ou plus", "% de la population", public="seniors"),
                ("P_POP65P",), POPULATION,
            ),
            Formula(
                _share("part_75_plus", "Part des 75 ans ou plus", "% de la population", public="seniors"),
                ("P_POP75P",), POPULATION,
            ),
        ),
    ),
    "menages": (
        "couples, familles, ménages",
        (
            Formula(_count("menages", "Ménages", "ménages"), ("C_MEN",)),
            Formula(
                _share("part_personnes_seules", "Part des personnes vivant seules", "% des ménages"),
                ("C_MENPSEUL",), "C_MEN",
            ),
            Formula(
                _share("part_monoparents", "Part des familles monoparentales", "% des ménages", public="monoparents"),
                ("C_MENFAMMONO",), "C_MEN",
            ),
            Formula(
                _share("part_80_seuls", "Part des 80 ans ou plus vivant seuls", "% des 80 ans ou plus",
                       public="seniors"),
                ("P_POP80P_PSEUL",), "P_POP80P",
            ),
        ),
    ),
    "logement": (
        "logement",
        (
            Formula(_count("logements", "Logements", "logements", "logement"), ("P_LOG",)),
            Formula(
                _count("residences_principales", "Résidences principales", "logements", "logement"), ("P_RP",)
            ),
            Formula(
                _share("part_hlm", "Part des résidences principales HLM", "% des résidences principales", "logement"),
                ("P_RP_LOCHLMV",), "P_RP",
            ),
            Formula(
                _share("part_sans_voiture", "Part des ménages sans voiture", "% des ménages", "mobilite_numerique"),
                ("P_RP",), "P_RP", ("P_RP_VOIT1P",),
            ),
        ),
    ),
    "activite": (
        "activité des résidents",
        (
            Formula(
                _share("taux_chomage_rp", "Taux de chômage au sens du recensement, 15-64 ans", "% des actifs",
                       "emploi", "rsa_ppa_de"),
                ("P_CHOM1564",), "P_ACT1564",
            ),
            Formula(
                _share("taux_chomage_rp_15_24", "Taux de chômage au sens du recensement, 15-24 ans", "% des actifs",
                       "emploi", "jeunes"),
                ("P_CHOM1524",), "P_ACT1524",
            ),
            Formula(
                _share("part_15_24", "Part des 15-24 ans", "% de la population", public="jeunes"),
                ("P_POP1524",), POPULATION,
            ),
        ),
    ),
    "formation": (
        "diplômes et formation",
        (
            Formula(
                _share("part_sans_bac", "Part des 15 ans ou plus non scolarisés de diplôme inférieur au baccalauréat",
                       "% des non-scolarisés", "emploi"),
                ("P_NSCOL15P_DIPLMIN", "P_NSCOL15P_BEPC?", "P_NSCOL15P_CAPBEP"), "P_NSCOL15P",
            ),
        ),
    ),
}  # fmt: skip
# The columns by which a base is known: each is in that one alone.
MARKS = {
    "population": "P_POP0019",
    "menages": "C_MENFAMMONO",
    "logement": "P_RP_LOCHLMV",
    "activite": "P_CHOM1564",
    "formation": "P_NSCOL15P_DIPLMIN",
}
