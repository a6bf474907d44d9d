"""From what people write to the codes in use: communes, IRIS, quartiers prioritaires, postcodes.

A code is only ever given when one area alone fits what is written; near misses are named, never taken. What was
understood rather than read (an accent, a lost zero, « St » for « Saint ») is said.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from data import store
from data.errors import TableMissing
from data.importers import areacodes, areanames, changes
from data.importers.gazetteer import WORDS, Gazetteer, Level, Match
from data.importers.words import folded, visible

__all__ = ["WORDS", "Gazetteer", "Level", "Match", "gazetteer", "level_of", "match"]


@lru_cache(maxsize=2)
def _gazetteer(fingerprint: str, changed: str) -> Gazetteer:
    communes = store.read_plain("communes", ["code", "name", "siren", "postcodes"])
    iris = store.read_plain("iris", ["code", "name", "commune"])
    qpv = store.read_plain("qpv", ["code", "name"])
    served: dict[str, list[str]] = {}
    for code, postcodes in zip(communes["code"], communes["postcodes"], strict=True):
        for one in str(postcodes).split(";"):
            served.setdefault(one, []).append(code)
    return Gazetteer(
        names={
            "commune": dict(zip(communes["code"], communes["name"], strict=True)),
            "iris": dict(zip(iris["code"], iris["name"], strict=True)),
            "qpv": dict(zip(qpv["code"], qpv["name"], strict=True)),
        },
        commune_of=dict(zip(iris["code"], iris["commune"], strict=True)),
        postcodes={one: tuple(codes) for one, codes in served.items()},
        sirens=dict(zip(communes["siren"], communes["code"], strict=True)),
        former={level: changes.read(level) for level in ("commune", "iris")},
    )


def gazetteer() -> Gazetteer:
    """Return the areas of the tables in use.

    Raises
    ------
    TableMissing, TableDamaged
    """
    changed = []
    for name in ("commune_changes", "iris_changes"):
        try:
            changed.append(store.fingerprint(name))
        except TableMissing:
            changed.append("")
    return _gazetteer(store.fingerprint("communes", "iris", "qpv"), "/".join(changed))


_MOST_SEEN = 100_000


def match(text: str, level: Level, *, commune: str | None = None, known: Gazetteer | None = None) -> Match:
    """Find the area that a text means.

    Parameters
    ----------
    level : {"commune", "iris", "qpv", "quartier", "postcode"}
        What the column holds. "quartier": a quartier prioritaire or an IRIS; "postcode": the commune that the
        postcode serves alone.
    commune : str, optional
        Code of the commune that the same row names: it settles names that several communes use.
    known : Gazetteer, optional
        Those of the tables in use by default; to be read once for a whole file.

    Examples
    --------
    >>> match("St Nicolas lez Arras", "commune").code, match("ROEUX", "commune").code
    ('62764', '62718')
    >>> match("62217", "postcode").code is None
    True
    """
    areas = known or gazetteer()
    seen = areas.seen.get((text, level, commune))
    if seen is None:
        if len(areas.seen) > _MOST_SEEN:
            areas.seen.clear()
        seen = areas.seen[text, level, commune] = _found(areas, text, level, commune)
    return seen


def _found(known: Gazetteer, text: str, level: Level, commune: str | None) -> Match:
    shown = visible(text)
    base = Match(text=text, code=None, level="commune" if level == "postcode" else level)
    if not shown:
        return replace(base, refused=f"cellule vide, {WORDS[level]} attendu{'e' if level == 'commune' else ''}")
    if areacodes.SCIENTIFIC.fullmatch(shown):
        said = "code en notation scientifique, dont des chiffres sont perdus : mettez la colonne au format texte"
        return replace(base, refused=said)
    if level == "postcode":
        return areacodes.postcode(known, base, shown)
    if level == "quartier":
        return _quartier(known, base, commune)
    found = areacodes.read(known, base, text)
    if found is None and level != "qpv":
        found = areanames.with_code(known, base, shown, commune)
    return found if found is not None else areanames.of_name(known, base, shown, commune)


def _quartier(known: Gazetteer, base: Match, commune: str | None) -> Match:
    """Find a quartier prioritaire or an IRIS: the name of both is refused, with the two of them."""
    of_qpv = _found(known, base.text, "qpv", None)
    of_iris = _found(known, base.text, "iris", commune)
    found = [one for one in (of_qpv, of_iris) if one.code is not None]
    if len(found) == 1:
        return found[0]
    if found:
        listed = known.listed([one.code for one in found if one.code is not None], conjunction="ou")
        said = f"ce nom est celui d’un quartier prioritaire et d’un IRIS : {listed} ; donnez le code"
        return replace(base, refused=said, ambiguous=True)
    if areacodes.CODE.fullmatch(visible(base.text)):
        return replace(of_iris, level="quartier")
    return areanames.unknown(known, base, visible(base.text), known.names["qpv"] | known.names["iris"])


# Words of a folded header that say what a column holds; the postcode before the commune, whose word it may hold.
_HEADERS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("postcode", re.compile(r".*\b(?:code postal|codes postaux|cp|postal|zip)\b.*")),
    ("iris", re.compile(r".*\b(?:iris|dcomiris|libiris)\b.*")),
    ("qpv", re.compile(r".*\b(?:qpv|qp|quartiers? prioritaires?|codeqp)\b.*")),
    ("quartier", re.compile(r".*\bquartiers?\b.*")),
    ("commune", re.compile(r".*\b(?:communes?|insee|codgeo|libgeo|depcom|com|villes?|municipalites?)\b.*")),
)
# A column holds areas of a level when this share of its different texts are understood as such.
UNDERSTOOD_SHARE = 0.5
_SAMPLE = 500


def level_of(header: str, texts: Iterable[str]) -> Level | None:
    """Tell what areas a column holds, from its header and its texts; None when it holds none.

    A column of postcodes is never taken for one of commune codes, though several numbers are both.
    """
    names = folded(header)
    said = next((level for level, words in _HEADERS if words.fullmatch(names)), None)
    different = list(dict.fromkeys(text for text in texts if text.strip()))[:_SAMPLE]
    if not different or said == "postcode":
        return said
    known = gazetteer()

    def understood(level: Level) -> int:
        found = [match(text, level, known=known) for text in different]
        return sum(one.code is not None or (said == level and (one.outside or one.ambiguous)) for one in found)

    needed = UNDERSTOOD_SHARE * len(different)
    levels: tuple[Level, ...] = ("commune", "iris", "qpv", "quartier")
    if said is not None and understood(said) >= needed:
        return said
    best = max(levels, key=understood)
    if understood(best) >= needed:
        return best
    served = sum(visible(text) in known.postcodes for text in different)
    return "postcode" if served >= needed else said
