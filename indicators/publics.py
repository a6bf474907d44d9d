"""The four publics of the programme, everywhere in this order, and the themes of the indicators."""

from dataclasses import dataclass

from indicators.errors import UnknownPublic


@dataclass(frozen=True)
class Public:
    """A target public."""

    key: str
    label: str
    short: str


PUBLICS = (
    Public("jeunes", "Jeunes de 16 à 25 ans", "Jeunes"),
    Public("monoparents", "Familles monoparentales", "Monoparents"),
    Public(
        "rsa_ppa_de",
        "Bénéficiaires du RSA ou de la prime d’activité, demandeurs d’emploi",
        "RSA, prime, emploi",
    ),
    Public("seniors", "Personnes de 65 ans ou plus", "Seniors"),
)

THEMES = {
    "population": "Population",
    "revenus": "Revenus et pauvreté",
    "prestations": "Prestations sociales",
    "non_recours": "Non-recours estimé",
    "emploi": "Emploi et formation",
    "sante": "Santé",
    "retraite": "Retraite",
    "logement": "Logement",
    "mobilite_numerique": "Mobilité et numérique",
    "equipements": "Équipements",
}


def public(key: str) -> Public:
    """Return the public of a key.

    Raises
    ------
    UnknownPublic
    """
    for one in PUBLICS:
        if one.key == key:
            return one
    raise UnknownPublic(key)
