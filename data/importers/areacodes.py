"""What a code means: the one in use, one that lost its zero, one that was merged or redrawn since."""

import re
from dataclasses import replace

from data.importers.changes import Changes
from data.importers.gazetteer import WORDS, Gazetteer, Match
from data.importers.words import visible

CODE = re.compile(r"([0-9][0-9AB][0-9 ]*[0-9])(?:[.,]0+)?", re.IGNORECASE)
SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)


def read(known: Gazetteer, base: Match, text: str) -> Match | None:
    """Return what a text means as a code of the level of `base`; None when it is not written as a code."""
    match = CODE.fullmatch(visible(text))
    if match is None:
        return None
    code = re.sub(r"\s", "", match[1]).upper()
    found = _of_level(known, base, code)
    if found.code is not None and not found.repaired and code != text:
        return replace(found, repaired=f"code lu {code}")
    return found


def _of_level(known: Gazetteer, base: Match, code: str) -> Match:
    names = known.names[base.level]
    if code in names:
        return replace(base, code=code)
    if "0" + code in names:
        return replace(base, code="0" + code, repaired=f"zéro de tête perdu, rétabli : {known.named('0' + code)}")
    if base.level == "commune":
        return _of_commune(known, base, code)
    if base.level == "iris":
        return _of_iris(known, base, code)
    return replace(base, refused="ce n’est pas le code d’un quartier prioritaire")


def _of_commune(known: Gazetteer, base: Match, code: str) -> Match:
    if code in known.sirens:
        found = known.sirens[code]
        return replace(base, code=found, repaired=f"numéro SIREN, lu comme {known.named(found)}")
    if code in known.commune_of:
        return replace(base, refused=f"c’est un code d’IRIS ({known.named(code)}), une commune est attendue")
    if len(code) != 5:
        return replace(base, refused="ce n’est pas un code de commune : cinq chiffres sont attendus")
    changed = moved(known, base, code)
    if changed is not None:
        return changed
    if code in known.postcodes:
        return replace(
            base,
            refused="ce n’est pas le code d’une commune du territoire ; c’est aussi un code postal "
            f"({known.listed(list(known.postcodes[code]))}) : si la colonne tient des codes postaux, "
            "appelez-la « Code postal »",
        )
    return replace(base, refused="commune hors du territoire", outside=True)


def _of_iris(known: Gazetteer, base: Match, code: str) -> Match:
    inside = [one for one, commune in known.commune_of.items() if commune == code[:5]]
    if len(code) == 5 and inside:
        if len(inside) == 1:
            return replace(base, code=inside[0], repaired="commune d’un seul IRIS, lue comme cet IRIS")
        return replace(base, refused=f"c’est une commune de {len(inside)} IRIS, l’un d’eux est attendu")
    if len(code) != 9:
        return replace(base, refused="ce n’est pas un code d’IRIS : neuf chiffres sont attendus")
    changed = moved(known, base, code)
    if changed is not None:
        return changed
    if inside:
        return replace(
            base,
            refused=f"cet IRIS n’est pas du découpage en usage ({known.named(code[:5])} en a {len(inside)}) : "
            "s’il est d’un découpage plus ancien, importez la liste des modifications d’IRIS",
        )
    return replace(base, refused="IRIS hors du territoire", outside=True)


def moved(known: Gazetteer, base: Match, code: str) -> Match | None:
    """Follow a code that is no longer in use; None when the lists of changes do not know it."""
    former = known.former.get(base.level, Changes())
    if code not in former.after:
        return None
    now = former.now(code, known.names[base.level])
    inside = sorted(now & known.names[base.level].keys())
    if not inside:
        return replace(base, refused=f"{WORDS[base.level]} hors du territoire", outside=True)
    if len(now) > 1:
        return replace(base, refused=f"ancien code, partagé depuis entre {known.listed(sorted(now))}")
    return replace(base, code=inside[0], repaired=f"ancien code, lu comme {known.named(inside[0])}")


def postcode(known: Gazetteer, base: Match, text: str) -> Match:
    """Return the commune that a postcode serves alone; one that serves several is refused, with their names."""
    match = CODE.fullmatch(visible(text))
    code = re.sub(r"\s", "", match[1]) if match else ""
    code = "0" + code if re.fullmatch(r"[0-9]{4}", code) else code
    if not re.fullmatch(r"[0-9]{5}", code):
        return replace(base, refused="ce n’est pas un code postal : cinq chiffres sont attendus")
    served = list(known.postcodes.get(code, ()))
    if not served:
        return replace(base, refused="code postal hors du territoire", outside=True)
    if len(served) > 1:
        return replace(
            base,
            refused=f"ce code postal sert {len(served)} communes ({known.listed(served)}) : "
            "donnez la commune, par son nom ou son code Insee",
            ambiguous=True,
        )
    return replace(base, code=served[0], repaired=f"code postal, lu comme {known.named(served[0])}")
