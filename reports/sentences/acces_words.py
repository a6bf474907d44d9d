"""The words of the page Accès: how publics, shares and hours are named in its sentences."""

from dataclasses import dataclass

from data.formats import NO_BREAK, about, number, typography
from data.nouns import after_de
from indicators.service_places import Place


@dataclass(frozen=True)
class Noun:
    """How the people of a public are named in a sentence."""

    one: str
    many: str
    feminine: bool = False
    note: str = ""

    @property
    def everybody(self) -> str:
        """« tous les habitants »."""
        return f"{'toutes' if self.feminine else 'tous'} les {self.many}"

    @property
    def nobody(self) -> str:
        """« aucun habitant »."""
        return f"{'aucune' if self.feminine else 'aucun'} {self.one}"

    @property
    def of_many(self) -> str:
        """« d’habitants », « de jeunes »."""
        return after_de(self.many)

    def count(self, value: float) -> str:
        """« environ 2 600 habitants », « moins de 1 situation »."""
        return about(value, self.one if round(value) < 2 else self.many)

    def are(self, value: float) -> str:
        """The verb that agrees with the count."""
        return "est" if round(value) < 2 else "sont"


NOUNS = {
    "population": Noun("habitant", "habitants"),
    "jeunes": Noun("jeune de 18 à 24 ans", "jeunes de 18 à 24 ans"),
    "monoparents": Noun("ménage monoparental", "ménages monoparentaux"),
    "rsa_ppa_de": Noun(
        "situation",
        "situations",
        feminine=True,
        note=" (foyers au RSA ou à la prime d’activité, demandeurs d’emploi)",
    ),
    "seniors": Noun("personne de 65 ans ou plus", "personnes de 65 ans ou plus", feminine=True),
}


def from_the(phrase: str) -> str:
    """Return « de » before a noun phrase.

    Examples
    --------
    >>> from_the("le CCAS le plus proche"), from_the("la mairie"), from_the("l’accueil de la Caf")
    ('du CCAS le plus proche', 'de la mairie', 'de l’accueil de la Caf')
    """
    return "du " + phrase[3:] if phrase.startswith("le ") else "de " + phrase


def percent(share: float) -> str:
    """Write a share, whole, without calling « 0 % » or « 100 % » what is not.

    Examples
    --------
    >>> [percent(share).replace(NO_BREAK, " ") for share in (0.0, 0.002, 0.5, 0.998, 1.0)]
    ['0 %', 'moins de 1 %', '50 %', 'plus de 99 %', '100 %']
    """
    if 0 < share < 0.005:
        return "moins de 1" + NO_BREAK + "%"
    if 0.995 <= share < 1:
        return "plus de 99" + NO_BREAK + "%"
    return number(share * 100, 0, "%")


def hours(value: float) -> str:
    """Write weekly hours: « 20,5 h », « 35 h »."""
    return number(value, 0 if abs(value - round(value)) < 0.05 else 1, "h")


def capital(sentence: str) -> str:
    """Return the sentence with a capital first letter, and French spaces."""
    return typography(sentence[:1].upper() + sentence[1:])


def weekly(place: Place) -> str:
    """« 20,5 h d’ouverture par semaine », « horaires à confirmer »."""
    if place.weekly_hours is None:
        return "horaires à confirmer"
    return f"{hours(place.weekly_hours)} d’ouverture par semaine"
