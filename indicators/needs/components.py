"""What makes the need of each public, at each level: the components of the index, chosen from the catalogue."""

from dataclasses import dataclass
from typing import Final

from indicators import catalogue
from indicators.errors import UnknownPublic

#: Minutes by car to the nearest place that informs about rights: computed, not of the catalogue.
ACCESS = "minutes_droits"
EVERYBODY = "ensemble"
#: Who the index can be about, in the order of the menus.
KEYS = (EVERYBODY, "jeunes", "monoparents", "rsa_ppa_de", "seniors")

# By public and level. A component that is not of the commune level is had from the IRIS (`indicators.of_communes`).
_CHOSEN: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    EVERYBODY: {
        "commune": (
            "part_menages_pauvres",
            "part_qf_moins_400",
            "part_demandeurs_emploi",
            "part_sans_medecin_traitant",
            "part_sans_voiture",
            "fragilite_numerique",
            ACCESS,
        ),
        "iris": (
            "part_menages_pauvres",
            "taux_chomage_rp",
            "part_sans_bac",
            "part_hlm",
            "part_sans_voiture",
            "fragilite_numerique",
            ACCESS,
        ),
        "carreau": ("taux_menages_pauvres", "taux_monoparents", "taux_personnes_seules", ACCESS),
    },
    "jeunes": {
        "commune": (
            "part_15_24",
            "taux_chomage_rp_15_24",
            "part_allocataires_moins_30",
            "part_menages_pauvres",
            "part_sans_voiture",
            ACCESS,
        ),
        "iris": (
            "part_15_24",
            "taux_chomage_rp_15_24",
            "part_sans_bac",
            "part_menages_pauvres",
            "part_sans_voiture",
            ACCESS,
        ),
        "carreau": ("taux_18_24", "taux_menages_pauvres", ACCESS),
    },
    "monoparents": {
        "commune": (
            "part_monoparents",
            "part_asf",
            "part_qf_moins_400",
            "part_menages_pauvres",
            "part_sans_voiture",
            ACCESS,
        ),
        "iris": (
            "part_monoparents",
            "part_hlm",
            "part_menages_pauvres",
            "part_sans_voiture",
            "fragilite_numerique",
            ACCESS,
        ),
        "carreau": ("taux_monoparents", "taux_menages_pauvres", ACCESS),
    },
    "rsa_ppa_de": {
        "commune": (
            "part_rsa",
            "part_ppa",
            "part_demandeurs_emploi",
            "part_sans_bac",
            "part_sans_voiture",
            "fragilite_numerique",
            ACCESS,
        ),
        "iris": (
            "taux_chomage_rp",
            "part_sans_bac",
            "part_menages_pauvres",
            "part_sans_voiture",
            "fragilite_numerique",
            ACCESS,
        ),
        "carreau": ("taux_menages_pauvres", "taux_personnes_seules", ACCESS),
    },
    "seniors": {
        "commune": (
            "part_65_plus",
            "part_80_seuls",
            "part_retraites_exoneres_csg",
            "part_sans_medecin_traitant",
            "part_sans_voiture",
            "fragilite_numerique",
            ACCESS,
        ),
        "iris": (
            "part_65_plus",
            "part_80_seuls",
            "part_menages_pauvres",
            "part_sans_voiture",
            "fragilite_numerique",
            ACCESS,
        ),
        "carreau": ("taux_65_plus", "taux_80_plus", "taux_personnes_seules", "taux_menages_pauvres", ACCESS),
    },
}


@dataclass(frozen=True)
class Component:
    """A part of the need index.

    Attributes
    ----------
    key : str
        In the address and in the tables.
    label, short, unit : str
    decimals : int
    direction : int
        1 when more is more need, -1 when less is.
    source, licence, note : str
        Of the indicator; the note ends with how it was brought to the level.
    estimated : bool
        Whether it is an estimate of the Atlas, shown with its interval.
    """

    key: str
    label: str
    short: str
    unit: str
    decimals: int
    direction: int
    source: str
    licence: str
    note: str
    estimated: bool = False


def keys(public: str, level: str) -> tuple[str, ...]:
    """Return the keys of the components of a public at a level.

    An estimated rate of non-take-up of the public, where the catalogue has one at the level, comes last.

    Parameters
    ----------
    public : str
        One of `KEYS`.
    level : {"commune", "iris", "carreau"}

    Raises
    ------
    UnknownPublic
    """
    if public not in _CHOSEN:
        raise UnknownPublic(public)
    whose = "" if public == EVERYBODY else public
    estimated = (
        one.id
        for one in catalogue.at(level, public=whose)
        if one.estimated and one.nature == "taux" and one.direction == 1
    )
    return (*_CHOSEN[public][level], *estimated)
