"""The words of the page Priorités: levels, publics, places, probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass

from data import formats
from data.formats import NO_BREAK, enumerate_words, number, plural, uncapital
from indicators.publics import PUBLICS


@dataclass(frozen=True)
class Noun:
    """How the areas of a level are named."""

    one: str
    several: str
    feminine: bool

    def count(self, value: int) -> str:
        """« 3 communes »."""
        return plural(value, self.one, self.several)

    @property
    def none(self) -> str:
        """« Aucune commune »."""
        return f"Aucun{self.e} {self.one}"

    @property
    def a(self) -> str:
        """« une commune »."""
        return f"un{self.e} {self.one}"

    @property
    def e(self) -> str:
        """What agrees with it."""
        return "e" if self.feminine else ""

    @property
    def first(self) -> str:
        """« premières », before or after the noun."""
        return "premières" if self.feminine else "premiers"

    def place(self, rank: float) -> str:
        """« 1ʳᵉ », « 12ᵉ »."""
        return ordinal(rank, feminine=self.feminine)


def ordinal(rank: float, *, feminine: bool = True) -> str:
    """« 1ʳᵉ », « 1ᵉʳ », « 12ᵉ »: a place is feminine."""
    return formats.ordinal(round(rank), feminine=feminine)


NOUNS = {
    "commune": Noun("commune", "communes", True),
    "iris": Noun("IRIS", "IRIS", False),
    "carreau": Noun("carreau", "carreaux", False),
}
AUDIENCES = {"ensemble": "Tous publics"} | {one.key: one.label for one in PUBLICS}
PHRASES = {
    "ensemble": "tous publics confondus",
    "jeunes": "pour les jeunes de 16 à 25 ans",
    "monoparents": "pour les familles monoparentales",
    "rsa_ppa_de": "pour les bénéficiaires du RSA ou de la prime d’activité et les demandeurs d’emploi",
    "seniors": "pour les personnes de 65 ans ou plus",
}
# How a choice is named, and how it is said to be alone.
FACTORS = {
    "weights": ("les poids donnés aux composantes", "eux seuls"),
    "normalisation": ("la mise à l’échelle", "elle seule"),
    "aggregation": ("la façon de combiner les composantes", "elle seule"),
    "error": ("l’erreur sur les valeurs", "elle seule"),
    "hidden": ("les valeurs non publiées", "elles seules"),
}
NAMED = 8
"""As many areas are named in a sentence; of more, the others are counted."""


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """Name some areas, and say how many more there are."""
    if len(names) <= most:
        return enumerate_words(list(names))
    return enumerate_words([*names[: most - 1], f"{number(len(names) - most + 1)} autres"])


def grouped(communes: Sequence[str]) -> str:
    """Say in which communes cells lie, most first."""
    counts: dict[str, int] = {}
    for name in communes:
        counts[name] = counts.get(name, 0) + 1
    if len(communes) == 1:
        return communes[0]
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return listed([f"{name} ({number(count)})" for name, count in ordered], 6)


def places(value: float) -> str:
    """« 4,8 places » of a mean, « 1 place »."""
    shown = number(value, 1) if value < 10 else number(value)
    return f"{shown}{NO_BREAK}{'place' if round(value, 1) < 2 else 'places'}"


def audience(public: str) -> str:
    """Name a public inside a sentence: « bénéficiaires du RSA ou… ».

    Examples
    --------
    >>> audience("ensemble"), audience("rsa_ppa_de")[:20]
    ('tous publics', 'bénéficiaires du RSA')
    """
    label = AUDIENCES[public]
    return uncapital(label)


def top(noun: Noun, level: str, count: int) -> str:
    """Name the first ones: « les 10 premières communes », « les 173 premiers carreaux (10 %) »."""
    share = {86: 5, 173: 10, 259: 15}
    about = f" ({share[count]}{NO_BREAK}%)" if level == "carreau" and count in share else ""
    return f"les {number(count)} {noun.first} {noun.several}{about}"


def chance(value: float) -> str:
    """Write a probability, never more certain than the draws are.

    Examples
    --------
    >>> chance(1.0), chance(0.0), chance(0.998).replace(NO_BREAK, "_"), chance(0.5).replace(NO_BREAK, "_")
    ('toujours', 'jamais', 'plus de 99_%', '50_%')
    """
    if value >= 1 - 1e-12:
        return "toujours"
    if value <= 1e-12:
        return "jamais"
    if value > 0.99:
        return f"plus de {number(99, 0, '%')}"
    if value < 0.01:
        return f"moins de {number(1, 0, '%')}"
    return number(100 * value, 0, "%")
