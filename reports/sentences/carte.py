"""What the map shows, said in one or two sentences that are true in every state of the values."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.formats import bearable, capital, enumerate_words, estimated, is_missing, kept_decimals, number, plural
from data.settings import settings
from geo.bivariate import Bivariate, Level
from indicators.catalogue import Indicator
from indicators.comparison import Reference
from indicators.values import ABSENT, MASKED, SECRET, UNRELIABLE, Values

NAMED = 3
"""How many territories a sentence names before it counts them."""


@dataclass(frozen=True)
class Words:
    """The words of a level: « commune », « communes », « à elle seule », « une autre commune »."""

    one: str
    several: str
    alone: str
    other: str

    def count(self, n: int) -> str:
        """« 1 commune », « 46 communes »."""
        return plural(n, self.one, self.several)


WORDS = {
    "commune": Words("commune", "communes", "à elle seule", "Une autre commune"),
    "iris": Words("IRIS", "IRIS", "à lui seul", "Un autre IRIS"),
    "carreau": Words("carreau", "carreaux", "à lui seul", "Un autre carreau"),
}
# Verb in the singular and the plural, then what follows it.
_HIDDEN = {
    SECRET: ("relève", "relèvent", "du secret statistique"),
    MASKED: ("a", "ont", "une valeur masquée ou nulle"),
    ABSENT: ("est", "sont", "sans valeur disponible"),
    UNRELIABLE: ("a", "ont", "une estimation trop peu fiable pour être publiée"),
}
_FEMININE = frozenset({"personnes", "situations"})
_IN_FULL = {"low": "bas", "middle": "moyen", "high": "haut"}


def full(indicator: Indicator, value: float) -> str:
    """Write a value with its whole unit; an index has none to write."""
    return indicator.write(value, unit=indicator.nature != "indice")


def brief(indicator: Indicator, value: float, between: tuple[float, float] | None = None) -> str:
    """Write a value once its unit is known, « 8,2 % » and not « 8,2 % des ménages »; an estimate with its interval."""
    unit = next((sign for sign in ("%", "€") if indicator.unit.startswith(sign)), "")
    if between is None or is_missing(value):
        return number(value, indicator.decimals, unit)
    decimals = kept_decimals(value, *between, indicator.decimals)
    value, low, high = bearable(value, *between, indicator.decimals)
    return f"{number(value, decimals, unit)} ({number(low, decimals)} à {number(high, decimals)})"


def split(indicator: Indicator, value: float, between: tuple[float, float] | None = None) -> tuple[str, str]:
    """Write a value for a large figure: the number with a short unit, then the rest of a long unit.

    Of an estimate, the number is rounded to what its interval bears, and the interval is told after the unit.
    """
    unit = indicator.unit
    if between is not None and not is_missing(value):
        decimals = kept_decimals(value, *between, indicator.decimals)
        value, low, high = bearable(value, *between, indicator.decimals)
        bounds = f"de {number(low, decimals)} à {number(high, decimals)} (estimation)"
        said, rest = split(replace(indicator, decimals=decimals), value)
        return f"environ {said}", f"{rest}, {bounds}" if rest else bounds
    if is_missing(value) or indicator.nature == "indice":
        return full(indicator, value), ""
    if unit.startswith("%"):
        return brief(indicator, value), unit[1:].strip()
    return (full(indicator, value), "") if len(unit) <= 12 else (number(value, indicator.decimals), unit)


def view(
    of: Values,
    *,
    name: Mapping[str, str],
    cua: Reference,
    under: Indicator | None = None,
    imputed: int = 0,
) -> str:
    """Say what a map of one indicator shows.

    Parameters
    ----------
    of : Values
        What is mapped.
    name : mapping
        Code to the name of each area, « Ronville (Arras) » for an IRIS.
    cua : Reference
        The value of the whole territory.
    under : Indicator, optional
        The rate in colour under the circles of a count.
    imputed : int
        How many cells Insee imputed.
    """
    indicator, words = of.indicator, WORDS[of.indicator.level]
    if not of.known.any():
        return f"**{indicator.short}** : aucune valeur n’est publiée. {_hidden(of, words)}".strip()
    if indicator.is_count:
        said = _count(of, name, words, cua)
    elif indicator.level == "carreau":
        said = _rate_of_cells(of, cua)
    else:
        said = _rate(of, name, cua, words)
    more = [_hidden(of, words)]
    if under is not None:
        more.append(f"En couleur, sous les cercles : {under.short} ({under.unit}).")
    if imputed:
        more.append(f"{number(imputed)} carreaux sur {number(len(of.codes))} ont des valeurs imputées par l’Insee.")
    return " ".join(part for part in (f"**{indicator.short}** : {said}", *more) if part)


def crossed(x: Values, y: Values, of: Bivariate, *, name: Mapping[str, str]) -> str:
    """Say where the need is great by two rates at once."""
    words = WORDS[x.indicator.level]
    levels = _need(x.indicator), _need(y.indicator)
    both = of.where(x=levels[0], y=levels[1])
    what = " et ".join(
        f"un niveau {_IN_FULL[level]} de « {one.short} »"
        for level, one in zip(levels, (x.indicator, y.indicator), strict=True)
    )
    count = int(both.sum())
    if not count:
        said = f"aucun territoire ne cumule {what}."
    else:
        order = np.argsort(x.value[both] * (-1 if levels[0] == "high" else 1), kind="stable")
        listed = [name[code] for code in np.array(x.codes)[both][order]]
        where = ""
        if x.indicator.level != "carreau":
            few = count <= NAMED + 2
            where = f" : {enumerate_words(listed)}" if few else f", dont {enumerate_words(listed[:NAMED])}"
        said = f"**{words.count(count)}** {'cumule' if count == 1 else 'cumulent'} {what}{where}."
    missing = int((of.index < 0).sum())
    if missing:
        verb = "n’a" if missing == 1 else "n’ont"
        said += f" {words.count(missing)} {verb} pas les deux valeurs."
    return capital(said)


def terms(top: Indicator, bottom: Indicator, of: tuple[float, float]) -> str:
    """Say what a ratio is made of: « soit 2 205 foyers sur 19 654 ménages »; "" when a term is hidden."""
    if any(is_missing(term) for term in of):
        return ""
    above = top.write(of[0], unit=top.unit != bottom.unit)
    return f"soit {above} sur {bottom.write(of[1])}"


def _need(indicator: Indicator) -> Level:
    """Which end of an indicator is need: the low one of an income, the high one of a poverty rate."""
    return "low" if indicator.direction < 0 else "high"


def _named(value: str, label: str) -> str:
    """« Arras (12,9 %) », « Ronville (Arras, 25,0 %) »."""
    return f"{label[:-1]}, {value})" if label.endswith(")") else f"{label} ({value})"


def _who(codes: Sequence[str], name: Mapping[str, str], words: Words) -> str:
    """Name up to three areas, count more."""
    if len(codes) > NAMED:
        return words.count(len(codes))
    return enumerate_words([name[code] for code in codes])


def _at(of: Values, value: float) -> list[str]:
    """Return the areas that read the same as a value."""
    shown = of.indicator.write(value)
    return [
        code
        for code, value, known in zip(of.codes, of.value, of.known, strict=True)
        if known and of.indicator.write(value) == shown
    ]


def _rate(of: Values, name: Mapping[str, str], cua: Reference, words: Words) -> str:
    indicator, known = of.indicator, of.value[of.known]
    low = indicator.direction < 0
    first, last = (known.min(), known.max()) if low else (known.max(), known.min())
    partial = len(known) < len(of.codes) / 2
    start = f"**{words.count(len(known))} sur {number(len(of.codes))}** seulement " if partial else ""
    if partial:
        start += "a une valeur publiée" if len(known) == 1 else "ont une valeur publiée"
    leaders = _at(of, first)
    end = f" {_whole(indicator, cua)}" if not is_missing(cua.value) else ""
    if len(leaders) == len(known):
        if len(known) == 1:
            one = _named(full(indicator, first), name[leaders[0]])
            return (f"{start}, {one}" if partial else f"seule valeur publiée, {one}") + f".{end}"
        return f"{start + ', ' if partial else ''}la même valeur partout, {full(indicator, first)}.{end}"
    verb = "a" if len(leaders) == 1 else "ont"
    extreme = "basse" if low else "haute"
    value = "la" if partial else "la valeur la"
    alone = leaders[0] if len(leaders) == 1 else ""
    between = of.bounds(alone) if alone else None
    first_written = full(indicator, first) if between is None else brief(indicator, first, between)
    said = f"**{_who(leaders, name, words)}** {verb} {value} plus {extreme}, {first_written}"
    followers = _followers(of, leaders, low) if len(leaders) == 1 else []
    if followers:
        said += ", puis " + enumerate_words([_named(brief(indicator, of.of(code)), name[code]) for code in followers])
    trailing = _at(of, last)
    other = _who(trailing, name, words)
    if not set(trailing) & set(followers):
        said += f" ; à l’autre bout, {_named(brief(indicator, last), other)}"
    if between is not None and _overlapped(of, alone, low):
        said += " ; les intervalles se recouvrent, cet ordre n’est pas assuré"
    return (f"{start} ; " if start else "") + f"{said}.{end}"


def _overlapped(of: Values, leader: str, low: bool) -> bool:
    """Tell whether the interval of the first area meets that of any other."""
    assert of.low is not None
    assert of.high is not None
    place = of.codes.index(leader)
    others = of.known & (np.arange(len(of.codes)) != place)
    if not others.any():
        return False
    if low:
        return bool(of.high[place] >= of.low[others].min())
    return bool(of.low[place] <= of.high[others].max())


def _followers(of: Values, leaders: Sequence[str], low: bool) -> list[str]:
    """Return the second and the third, unless ties make the choice arbitrary."""
    ranked = sorted(
        (code for code, known in zip(of.codes, of.known, strict=True) if known and code not in leaders),
        key=lambda code: (of.of(code) if low else -of.of(code), code),
    )
    chosen = ranked[: NAMED - 1]
    rest = ranked[NAMED - 1 : NAMED]
    if rest and of.write(rest[0]) == of.write(chosen[-1]):
        chosen = [code for code in chosen if of.write(code) != of.write(rest[0])]
    return chosen


def _whole(indicator: Indicator, cua: Reference) -> str:
    everyone = f"Ensemble {settings().short.of}"
    if cua.between is not None:
        return f"{everyone} : {estimated(cua.value, *cua.between, indicator.decimals, indicator.unit)}."
    if cua.entire:
        return f"{everyone} : {full(indicator, cua.value)}."
    return f"{capital(cua.label)} : {full(indicator, cua.value)}."


def _rate_of_cells(of: Values, cua: Reference) -> str:
    """Say the level of the whole and of the tenth of the cells where the need is greatest.

    The extremes of cells of one or two households say nothing.
    """
    indicator, known = of.indicator, np.sort(of.value[of.known])
    low = indicator.direction < 0
    tenth = math.ceil(len(known) / 10)
    bound = float(known[tenth - 1] if low else known[-tenth])
    said = f"{full(indicator, cua.value)} dans l’ensemble ; " if not is_missing(cua.value) else ""
    return f"{said}dans **un carreau sur dix**, {brief(indicator, bound)} ou {'moins' if low else 'plus'}."


def _count(of: Values, name: Mapping[str, str], words: Words, cua: Reference) -> str:
    indicator, known = of.indicator, of.value[of.known]
    total, n = float(known.sum()), len(known)
    if total == 0:
        return f"aucun effectif dans {words.count(n)} où il est publié."
    if indicator.estimated:
        return _estimated_count(of, name, words, cua)
    whole = number(total, 0, indicator.unit)
    if n < len(of.codes):
        whole += " publiées" if indicator.unit in _FEMININE else " publiés"
    # Stable: equal counts keep the order of their codes.
    order = np.argsort(-known, kind="stable")
    ranked = [code for code, there in zip(of.codes, of.known, strict=True) if there]
    ranked = [ranked[place] for place in order]
    without = int((known == 0).sum())
    lacking = f"**{words.count(without)} sur {number(len(of.codes))}** n’en {_have(without)} pas ; "
    start = lacking if indicator.direction < 0 and without else ""
    top = float(known.max())
    first = f"**{name.get(ranked[0], words.one)}**"
    if top == total:
        return f"{start}{first} compte {words.alone} les {whole}."
    if top >= total / 3:
        share = number(100 * top / total, 0, "%")
        return f"{start}{first} compte {words.alone} {number(top)} des {whole} ({share})."
    half = int(np.searchsorted(np.cumsum(known[order]), total / 2 - 1e-9)) + 1
    where = f"**{words.count(half)} sur {number(len(of.codes))}**"
    if half <= NAMED and indicator.level != "carreau":
        where += f" : {_who(ranked[:half], name, words)}"
    else:
        where += f" ({number(100 * half / len(of.codes), 0, '%')})"
    return f"{start}la moitié des {whole} se trouve dans {where}."


def _estimated_count(of: Values, name: Mapping[str, str], words: Words, cua: Reference) -> str:
    """Say how many in all, with the interval, and how few areas hold half of those that can be published."""
    indicator, known = of.indicator, of.value[of.known]
    between = cua.between
    if between is None or is_missing(cua.value):
        said = f"environ {number(float(known.sum()), 0, indicator.unit)} au total, estimation"
    else:
        said = f"**{estimated(cua.value, *between, indicator.decimals, indicator.unit)}** au total, estimation"
    order = np.argsort(-known, kind="stable")
    ranked = [code for code, there in zip(of.codes, of.known, strict=True) if there]
    half = int(np.searchsorted(np.cumsum(known[order]), known.sum() / 2 - 1e-9)) + 1
    where = f"**{words.count(half)} sur {number(len(of.codes))}**"
    if half <= NAMED and indicator.level != "carreau":
        where += f" : {_who([ranked[place] for place in order[:half]], name, words)}"
    return f"{said} ; la moitié de ce qui est publié se trouve dans {where}."


def _have(count: int) -> str:
    return "a" if count == 1 else "ont"


def _hidden(of: Values, words: Words) -> str:
    """Say how many areas have no value, and why."""
    reasons = [state for state, known in zip(of.status, of.known, strict=True) if not known]
    if not reasons:
        return ""
    kinds = list(dict.fromkeys(reasons))
    everywhere = len(reasons) == len(of.codes)
    if len(kinds) == 1:
        singular, several, what = _HIDDEN[kinds[0]]
        if everywhere:
            return f"Les {words.count(len(reasons))} {several} {what}."
        if len(reasons) == 1:
            return f"{words.other} {singular} {what}."
        return f"Les {number(len(reasons))} autres {several} {what}."
    parts = []
    for kind in kinds:
        singular, several, what = _HIDDEN[kind]
        n = reasons.count(kind)
        parts.append(f"{number(n)} {singular if n == 1 else several} {what}")
    head = f"Sur les {words.count(len(reasons))}" if everywhere else f"Des {number(len(reasons))} autres"
    return f"{head}, {enumerate_words(parts)}."
