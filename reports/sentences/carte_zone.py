"""What the page Carte says of an indicator inside a zone: the estimate and how it is had, or why there is none."""

import math
from collections.abc import Mapping

from data.formats import about, capital, estimated, is_missing, number, plural, typography
from data.settings import settings
from geo.travel import TravelMode
from indicators.catalogue import Indicator
from indicators.comparison import Reference
from indicators.inside import (
    BRACKET,
    COUNT,
    EMPTY,
    ESTIMATED,
    HIDDEN,
    MEAN,
    MISPLACED,
    NO_BASE,
    NO_INDEX,
    NO_MEDIAN,
    NO_SITE,
    NO_SURFACE,
    Inside,
    way,
)
from indicators.values import Values
from reports.sentences.carte import full
from reports.sentences.priorites_words import NOUNS, listed

_REFUSALS = {
    NO_MEDIAN: "une médiane ne s’estime pas dans une zone, car la moyenne de plusieurs médianes n’est pas une médiane",
    NO_INDEX: "un indice ne s’estime pas dans une zone, car il n’est pas une moyenne de ses parties",
    NO_BASE: "ce taux ne s’estime pas dans une zone, car l’effectif dont il est une part n’est pas publié",
    NO_SITE: "des équipements ne s’estiment pas dans une zone, car ils ne se répartissent pas comme les habitants",
    NO_SURFACE: "une surface ou une densité ne s’estime pas ainsi, car les habitants n’occupent pas tout le sol",
}
# A zone whose inhabitants nearly all lie in the areas needs no word on the rest.
_NEARLY_ALL = 0.99


def in_quarter(name: str) -> str:
    """« dans le quartier Saint Michel »."""
    return f"dans le quartier {name}"


def around_place(name: str, minutes: int, mode: TravelMode) -> str:
    """« à 10 minutes ou moins, à pied, du lieu « Caf » »."""
    return f"à {plural(minutes, 'minute')} ou moins, {mode.label_fr}, du lieu « {name} »"


def quarter_drawn(name: str) -> str:
    """« Quartier Saint Michel »: in the legend of its map."""
    return f"Quartier {name}"


def around_drawn(minutes: int, mode: TravelMode) -> str:
    """« Carreaux habités à 10 minutes ou moins, en voiture : estimation »: in the legend of its map."""
    return typography(f"Carreaux habités à {plural(minutes, 'minute')} ou moins, {mode.label_fr} : estimation")


def inside(found: Inside, of: Values, *, where: str, cua: Reference, name: Mapping[str, str]) -> str:
    """Say what an indicator is worth inside a zone, or why it cannot be said.

    Parameters
    ----------
    where : str
        The zone inside a sentence: see `in_quarter` and `around_place`.
    cua : Reference
        The value of the whole territory.
    name : mapping
        Code to the name of each area of the level.
    """
    indicator = of.indicator
    noun = NOUNS[indicator.level]
    start = f"**{indicator.short}**, {where} : "
    if found.state == EMPTY:
        return typography(f"{start}pas d’estimation, car aucun carreau habité n’y est.")
    if found.state == MISPLACED:
        return typography(
            f"{start}pas d’estimation, car le contour approché ne contient pas les habitants publiés du quartier "
            f"({number(found.inhabitants)} dans ses carreaux, {number(found.zone.published)} publiés)."
        )
    if found.state == HIDDEN:
        names = listed([name[code] for code in found.hidden])
        have = "n’a" if len(found.hidden) == 1 else "n’ont"
        return typography(f"{start}**non disponible**, car {names} {have} pas de valeur publiée.")
    if found.state not in (ESTIMATED, BRACKET):
        return typography(f"{start}{_REFUSALS[way(indicator)[1]]}.{_range(found, indicator)}")
    said = f"{start}**{written(found, indicator)}**, estimation."
    if found.state == BRACKET:
        masked = listed([name[code] for code in found.hidden])
        said += f" Valeur masquée ou nulle, prise de 0 à juste moins que le plus petit effectif publié : {masked}."
    if found.coverage < _NEARLY_ALL:
        said += f" {number(100 * found.coverage, 0, '%')} des habitants de la zone sont dans un territoire connu."
    if found.touched == 1 and indicator.level != "carreau":
        said += f" La zone est tout entière dans {noun.a} : l’estimation suppose qu’elle ressemble au reste."
    if not indicator.is_count and cua.entire and not is_missing(cua.value):
        said += f" Ensemble {settings().short.of} : {full(indicator, cua.value)}."
    return typography(said)


def written(found: Inside, indicator: Indicator) -> str:
    """Write an estimate with what it can bear: « environ 270 ménages », « entre 8 et 11 % »."""
    decimals = 0 if indicator.is_count else max(indicator.decimals - 1, 0)
    unit = indicator.unit
    if found.state == ESTIMATED and not is_missing(found.low):
        return estimated(found.value, found.low, found.high, decimals, unit)
    if found.state == ESTIMATED:
        return _about(found.value, indicator, decimals)
    ends = [_about(end, indicator, decimals) for end in (found.low, found.high)]
    if ends[0] == ends[1]:
        return ends[0]
    # Two significant figures of a count, as for an estimate; outwards, so that the bracket still holds.
    step = 10.0**-decimals
    if indicator.is_count and found.high >= 100:
        step = 10.0 ** (math.floor(math.log10(found.high)) - 1)
    low, high = math.floor(found.low / step) * step, math.ceil(found.high / step) * step
    return f"entre {number(low, decimals)} et {number(high, decimals, unit)}"


def _about(value: float, indicator: Indicator, decimals: int) -> str:
    if indicator.is_count:
        return about(value, indicator.unit)
    return f"environ {number(round(value, -2) if value >= 1_000 else value, decimals, indicator.unit)}"


def _range(found: Inside, indicator: Indicator) -> str:
    """Say how far the published values of the areas of a zone go, in place of an estimate."""
    if is_missing(found.lowest) or indicator.level == "carreau" or indicator.is_count:
        return ""
    noun = NOUNS[indicator.level]
    low, high = full(indicator, found.lowest), full(indicator, found.highest)
    published = found.touched - len(found.hidden)
    if published == 1:
        return f" {capital(noun.a)} publié{noun.e} y est en partie : {high}."
    if low == high:
        return f" Les {noun.count(published)} publié{noun.e}s qui y sont en partie ont la même valeur, {high}."
    return f" Les {noun.count(published)} publié{noun.e}s qui y sont en partie vont de {low} à {high}."


def method(of: Values, weight: str = "") -> str:
    """Say how the estimate is had, in one line.

    Parameters
    ----------
    weight : str
        Name of the count that a rate is weighted by.
    """
    indicator = of.indicator
    how, _ = way(indicator)
    if not how:
        return ""
    if indicator.level == "carreau":
        shared = "chaque carreau compte pour la part de sa surface qui est dans la zone"
    else:
        shared = (
            f"chaque {NOUNS[indicator.level].one} compte pour la part de ses habitants qui vivent dans la zone, "
            "d’après les carreaux de 200 m ; les totaux sont conservés"
        )
    if how == COUNT:
        said = f"Estimation : {shared}."
    elif how == MEAN:
        said = f"Estimation : moyenne des taux, pondérée par « {weight} » ; {shared}."
    else:
        said = f"Estimation : rapport de deux effectifs, estimés l’un et l’autre ; {shared}."
    if indicator.estimated:
        said += " La fourchette additionne les bornes des intervalles : elle est plus large qu’un intervalle à 95 %."
    return typography(said)
