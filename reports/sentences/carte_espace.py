"""What the page Carte says of an indicator in space: whether like values lie together, where, and what is left out."""

from collections.abc import Mapping

from data.formats import number, plural, typography
from geo.shuffles import FEWEST
from indicators.spatial import (
    ALL_EQUAL,
    COLD,
    FALSE_ALARMS,
    HIGH_EXCEPTION,
    HOT,
    LOW_EXCEPTION,
    ORDINARY,
    OUTSIDE,
    Grouping,
)
from reports.sentences.carte import full
from reports.sentences.priorites_words import NOUNS, Noun, grouped, listed

LABELS = {
    HOT: "Valeurs hautes regroupées",
    COLD: "Valeurs basses regroupées",
    HIGH_EXCEPTION: "Haute parmi des basses",
    LOW_EXCEPTION: "Basse parmi des hautes",
    ORDINARY: "Rien que le hasard n’explique",
    OUTSIDE: "Hors du calcul",
}
"""What an area is, in the legend and the table."""
# Under so many areas, a p-value says little.
_ENOUGH = 30


def together(found: Grouping, name: Mapping[str, str]) -> str:
    """Say whether an indicator is grouped in space, where, and which areas stand out.

    Parameters
    ----------
    name : mapping
        Code to the name of each area; for cells, of their commune.
    """
    indicator = found.of.indicator
    noun = NOUNS[indicator.level]
    left_out = _left_out(found, name, noun)
    if found.whole is None:
        return typography(" ".join(part for part in (_nothing(found, noun), left_out) if part))
    of = found.whole
    figures = f"(indice de Moran {number(of.statistic, 2)}, p {_p(of.p)})"
    if of.p > FALSE_ALARMS:
        said = f"**Rien ne montre un regroupement** {figures} : le hasard suffirait à expliquer qui est à côté de qui."
    elif of.statistic > of.expected:
        said = (
            f"**Oui, c’est regroupé** {figures} : des {noun.several} voisin{noun.e}s se ressemblent plus qu’au hasard."
        )
    else:
        said = f"**Non, cela alterne** {figures} : des {noun.several} voisin{noun.e}s diffèrent plus qu’au hasard."
    parts = [said, *_standing(found, name, noun)]
    if of.n < _ENOUGH:
        parts.append(f"Le calcul ne porte que sur {noun.count(of.n)} : à lire avec prudence.")
    if indicator.is_count:
        parts.append("Un effectif suit d’abord le nombre d’habitants : un taux dit mieux où le besoin est fort.")
    if indicator.estimated:
        parts.append("Le calcul porte sur les estimations et ne compte pas leurs intervalles.")
    return typography(" ".join(part for part in (*parts, left_out) if part))


def _nothing(found: Grouping, noun: Noun) -> str:
    known = found.of.value[found.of.known]
    if found.reason == ALL_EQUAL:
        value = full(found.of.indicator, float(known[0]))
        return f"**Il n’y a rien à situer** : la valeur est la même partout où elle est publiée, {value}."
    if not known.size:
        return f"**On ne peut pas le dire** : aucun{noun.e} {noun.one} n’a de valeur publiée."
    return (
        f"**On ne peut pas le dire** : trop peu de {noun.several} ont une valeur publiée à côté d’{noun.a} "
        f"qui en a une ({noun.count(known.size)} avec une valeur ; il en faut {FEWEST} qui se touchent)."
    )


def _standing(found: Grouping, name: Mapping[str, str], noun: Noun) -> list[str]:
    said = []
    for kind in (HOT, COLD, HIGH_EXCEPTION, LOW_EXCEPTION):
        codes = found.areas(kind)
        if codes:
            said.append(f"{LABELS[kind]} : {_who([name[code] for code in codes], noun)}.")
    if not said:
        return [
            f"{noun.none}, pris{noun.e} à part, ne se distingue avec ses voisin{noun.e}s de ce que le hasard donnerait."
        ]
    return said


def _who(names: list[str], noun: Noun) -> str:
    if noun.one == "carreau":
        return f"{noun.count(len(names))}, à {grouped(names)}"
    return listed(names)


def _left_out(found: Grouping, name: Mapping[str, str], noun: Noun) -> str:
    """Name what takes no part: hidden areas, then those beside which no area has a value."""
    of = found.of
    hidden = [code for code, known in zip(of.codes, of.known, strict=True) if not known]
    alone = list(found.whole.islands) if found.whole is not None else []
    said = []
    if hidden and len(hidden) < len(of.codes):
        without = "sans valeur publiée, hors du calcul"
        said.append(f"{noun.count(len(hidden))} {without} : {_who([name[code] for code in hidden], noun)}.")
    if alone:
        if noun.one == "carreau":
            said.append(f"{noun.count(len(alone))} sans voisin habité, hors du calcul.")
        else:
            beside = f"sans voisin{noun.e} publié{noun.e}, hors du calcul"
            said.append(f"{noun.count(len(alone))} {beside} : {_who([name[code] for code in alone], noun)}.")
    return " ".join(said)


def _p(value: float) -> str:
    return f"= {number(value, 3)}" if value >= 0.001 else f"< {number(0.001, 3)}"


def method(found: Grouping) -> str:
    """Say how it was measured, in one line."""
    tested = 0 if found.whole is None else found.whole.n
    areas = f"{plural(tested, 'territoire testé', 'territoires testés')}, " if tested else ""
    return typography(
        "Regroupements : G* de Getis et Ord ; exceptions : indice de Moran local ; 9 999 mélanges des valeurs. "
        f"{areas[:1].upper()}{areas[1:]}fausses alertes limitées à {number(100 * FALSE_ALARMS)} % "
        "(Benjamini et Hochberg)."
    )
