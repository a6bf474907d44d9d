"""What a name means: a commune, an IRIS or a quartier prioritaire, and nothing when two could be meant."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from data.importers import areacodes
from data.importers.gazetteer import WORDS, Gazetteer, Match
from data.importers.spelling import beside, key, plain, wildcard
from data.importers.words import folded, visible

SUGGESTIONS = 3
NEAR = 0.75

_QPV_2015 = re.compile(r"QP[0-9]{6}", re.IGNORECASE)
_QPV_2024 = re.compile(r"QN[0-9]{5}[0-9A-Z]", re.IGNORECASE)
_CODE_THEN_NAME = re.compile(r"([0-9][0-9AB][0-9]{3}(?:[0-9]{4})?)\s*[-–—:_/,)]?\s*([^\d\s].*)", re.IGNORECASE)
_NAME_THEN_CODE = re.compile(
    r"(.*[^\d\s([–—:_/,-])\s*[-–—:_/,(\[]?\s*([0-9][0-9AB][0-9]{3}(?:[0-9]{4})?)\s*[)\]]?", re.IGNORECASE
)
_WITH_COMMUNE = re.compile(r"(.+?)(?:\s+[-–—]\s+|\s*[:/|]\s*)(.+)|(.+?)\s*[(\[](.+?)[)\]]")
# Names that every town could give to a part of itself: they say nothing without the commune.
_GENERIC = frozenset(
    ["centre", "centreville", "centrebourg", "bourg", "est", "ouest", "nord", "sud", "nordest", "nordouest", "sudest",
     "sudouest", "gare", "mairie", "eglise", "faubourg", "citadelle", "zi", "zoneindustrielle"]
)  # fmt: skip
_WIDER = frozenset(
    ["france", "francemetropolitaine", "francehorsmayotte", "hautsdefrance", "nordpasdecalais", "pasdecalais", "cua",
     "cudarras", "communauteurbainedarras", "communauteurbaine", "epci", "departement", "region", "ensemble", "total"]
)  # fmt: skip


def _understood(known: Gazetteer, base: Match, shown: str, code: str, how: str = "") -> Match:
    exact = shown == known.names[base.level][code]
    return replace(base, code=code, repaired="" if exact else f"nom lu comme {known.named(code)}{how}")


def _ambiguous(known: Gazetteer, base: Match, codes: Iterable[str]) -> Match:
    listed = known.listed(list(codes), conjunction="ou")
    return replace(base, refused=f"plusieurs territoires portent ce nom : {listed} ; donnez le code", ambiguous=True)


def unknown(known: Gazetteer, base: Match, shown: str, names: dict[str, str]) -> Match:
    """Refuse a name, with the nearest ones."""
    near = difflib.get_close_matches(key(plain(shown)), sorted({key(one) for one in names.values()}), SUGGESTIONS, NEAR)
    wanted = [code for one in near for code, name in names.items() if key(name) == one]
    word = WORDS[base.level]
    said = f"{word} inconnu{'e' if base.level == 'commune' else ''} du territoire ; "
    if wanted:
        return replace(base, refused=said + f"vouliez-vous dire {known.listed(wanted, conjunction='ou')} ?")
    return replace(base, refused=said + f"un nom ou un code {'d’' if word[0] in 'Ii' else 'de '}{word} est attendu")


def with_code(known: Gazetteer, base: Match, shown: str, commune: str | None) -> Match | None:
    """Read « 62041 Arras » or « Arras (62000) », where both must agree; None when the text is not so written."""
    match = _CODE_THEN_NAME.fullmatch(shown)
    parts = (match[1], match[2]) if match else None
    if parts is None and (match := _NAME_THEN_CODE.fullmatch(shown)) is not None:
        parts = match[2], match[1]
    if parts is None:
        return None
    code, name = parts[0].upper(), parts[1].strip(" -–—:_/,()[]")
    by_name = of_name(known, base, name, commune)
    by_code = areacodes.read(known, base, code) or base
    served = known.postcodes.get(code, ())
    if by_name.code is not None and (by_code.code == by_name.code or by_name.code in served):
        return replace(by_name, repaired=f"code et nom réunis, lus comme {known.named(by_name.code)}")
    if by_name.code is None and by_code.code is None:
        return by_code if by_code.outside and not by_name.outside else by_name
    coded = known.named(by_code.code or code)
    said = known.named(by_name.code) if by_name.code else f"« {name} »"
    return replace(base, refused=f"le code ({coded}) et le nom ({said}) ne disent pas la même chose")


def of_name(known: Gazetteer, base: Match, shown: str, commune: str | None) -> Match:
    """Return what a name means at the level of `base`."""
    if base.level == "iris":
        return _of_iris(known, base, shown, commune)
    return _of_qpv(known, base, shown) if base.level == "qpv" else _of_commune(known, base, shown)


def _of_commune(known: Gazetteer, base: Match, shown: str) -> Match:
    if key(shown) in _WIDER:
        return replace(base, refused="territoire plus large qu’une commune", outside=True)
    codes = _bearing(known, shown)
    if len(codes) == 1:
        return _understood(known, base, shown, codes[0])
    if codes:
        return _ambiguous(known, base, codes)
    former = known.former["commune"].names
    before = next((code for name, code in former.items() if key(name) == key(shown)), None)
    changed = areacodes.moved(known, base, before) if before is not None else None
    if changed is not None:
        return changed
    lost = wildcard(shown)
    fitting = sorted({one for way, of in known.keys["commune"].items() if lost and lost.fullmatch(way) for one in of})
    if len(fitting) == 1:
        said = f"lettre perdue (« œ » ?), lue comme {known.named(fitting[0])}"
        return replace(base, code=fitting[0], repaired=said)
    return unknown(known, base, shown, known.names["commune"])


def _bearing(known: Gazetteer, shown: str) -> tuple[str, ...]:
    """Return the communes that bear a name, as it is, without « Ville de… », or without « …-lez-Arras »."""
    keys = known.keys["commune"]
    for way in (key(shown), key(plain(shown))):
        if way in keys:
            return keys[way]
    parted = beside(plain(shown))
    # « lez » another town is another commune: Beaumetz-lès-Cambrai is not Beaumetz-lès-Loges.
    return keys.get(parted[0], ()) if parted is not None and parted[1] in keys else ()


def _of_iris(known: Gazetteer, base: Match, shown: str, commune: str | None) -> Match:
    names = known.names["iris"]
    if commune is not None:
        names = {code: name for code, name in names.items() if known.commune_of[code] == commune}
    fitting = [code for code, name in names.items() if key(name) == key(shown)]
    if len(fitting) == 1 and (commune is not None or key(shown) not in _GENERIC):
        return _understood(known, base, shown, fitting[0])
    if len(fitting) > 1:
        return _ambiguous(known, base, fitting)
    match = _WITH_COMMUNE.fullmatch(shown) if commune is None else None
    if match is not None:
        one, other = [part for part in match.groups() if part]
        for town, part in ((one, other), (other, one)):
            codes = _bearing(known, town)
            if len(codes) == 1:
                return _of_iris(known, base, part, codes[0])
    if fitting:
        said = f"ce nom est celui de {known.named(fitting[0])}, mais toute commune peut avoir un tel quartier"
        return replace(base, refused=f"{said} : donnez aussi la commune, ou le code de l’IRIS", ambiguous=True)
    return unknown(known, base, shown, names)


@lru_cache(maxsize=5_000)
def _parts(name: str) -> frozenset[str]:
    """Return the quartiers that a name lists, as keys: « Bonnettes - St Pol - Baudimont »."""
    return frozenset(key(part) for part in re.split(r"\s+[-–—]\s+|\s*[,/]\s*", name) if folded(part))


def _of_qpv(known: Gazetteer, base: Match, shown: str) -> Match:
    names = known.names["qpv"]
    for code in names:
        if code.casefold() == visible(shown).casefold():
            return replace(base, code=code, repaired="" if code == shown else f"code lu {code}")
    if _QPV_2015.fullmatch(shown):
        said = "c’est un code de la génération de 2015, dont les contours ne sont pas ceux de 2024"
        return replace(base, refused=said)
    if _QPV_2024.fullmatch(shown):
        said = "ce quartier n’est pas dans la liste en usage : donnez son nom, ou importez les contours officiels"
        return replace(base, refused=said)
    wanted, how = _parts(shown), ""
    fitting = [code for code, name in names.items() if key(name) == key(shown) or (wanted and _parts(name) == wanted)]
    if not fitting and wanted:
        fitting = [code for code, name in names.items() if wanted <= _parts(name)]
        how = ", d’après une partie de son nom"
    if len(fitting) == 1:
        return _understood(known, base, shown, fitting[0], how)
    return _ambiguous(known, base, fitting) if fitting else unknown(known, base, shown, names)
