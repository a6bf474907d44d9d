"""What the page Priorités says would change its ranking: choices, components, other weights."""

import math
from collections.abc import Mapping, Sequence

from data.formats import capital, enumerate_words, number, plural, typography
from indicators.needs.diagnostics import LeftOut
from indicators.needs.sobol import Indices
from indicators.needs.weights import CONSISTENT, Compared
from reports.sentences.priorites_method import weights_line
from reports.sentences.priorites_words import FACTORS, NOUNS, listed, ordinal, places, top

FEW = 4


def what_moves(of: Indices | None, shift: float, *, level: str) -> str:
    """Say which choices the ranking hangs on, from the Sobol indices of all places."""
    noun = NOUNS[level]
    if of is None or math.isnan(float(of.whole_total[0])):
        return typography("**Aucun choix ne change ce classement** : il n’y a qu’un ordre possible.")
    ordered = sorted(zip(FACTORS.values(), of.whole_first, of.whole_total, strict=True), key=lambda one: -one[2])
    shown = [one for one in ordered if one[2] >= 0.05] or ordered[:1]
    parts = [
        f"{words} ({number(100 * first, 0, '%')} à {alone}, {number(100 * total, 0, '%')} avec les autres)"
        for (words, alone), first, total in shown
    ]
    return typography(
        f"D’un jeu de choix à l’autre, {noun.a} bouge de **{places(shift)}** en moyenne. Ce qui compte le plus : "
        f"{enumerate_words(parts)}."
    )


def without(
    found: Sequence[LeftOut], names: Mapping[str, str], areas: Mapping[str, str], *, level: str, count: int
) -> str:
    """Say what leaving out the component that matters most would change.

    Parameters
    ----------
    names, areas : mapping
        Of the components by key, of the areas by code.
    """
    noun = NOUNS[level]
    if not found:
        return typography("L’indice n’a qu’une composante : il n’y a rien à en retirer.")
    first = found[0]
    if first.shift <= 0:
        return typography("Retirer une composante, quelle qu’elle soit, ne changerait pas ce classement.")
    said = (
        f"Retirer « {names[first.key]} » déplacerait {noun.a} de **{places(first.shift)}** en moyenne, plus que toute "
        "autre composante"
    )
    if level == "carreau":
        swapped = len(first.enters)
        verb = "entrerait" if swapped < 2 else "entreraient"
        said += f" ; {noun.count(swapped)} {verb} parmi {top(noun, level, count)}"
    elif first.enters or first.leaves:
        said += " : " + _swap(first.enters, first.leaves, areas, top(noun, level, count), future=True)
    else:
        said += f", sans rien changer aux {number(count)} {noun.first}"
    return typography(said + ".")


def brought(
    name: str, points: Mapping[str, float], names: Mapping[str, str], *, index: float | None, most: int = 3
) -> str:
    """Say what the components bring to the index of an area.

    Parameters
    ----------
    points : mapping of str to float
        By component.
    names : mapping of str to str
        Of the components by key.
    index : float or None
        What the points add up to; None where they do not: another scale, another way of combining.
    """
    first = sorted((key for key in points if points[key] > 0), key=lambda key: -points[key])[:most]
    if not first:
        return typography(f"**{name}** : aucune composante ne tire son indice vers le haut.")
    if index is None:
        named = enumerate_words([f"« {names[key]} »" for key in first])
        which = "la composante qui apporte le plus de points est"
        if len(first) > 1:
            which = "les composantes qui apportent le plus de points sont"
        return typography(f"**{name}** : {which} {named}.")
    shown = enumerate_words([f"{number(points[key], 1)} de « {names[key]} »" for key in first])
    return typography(f"**{name}** : {number(index, 1)} points sur 100, dont {shown}.")


def redundancy(pairs: Sequence[tuple[str, str, float]], names: Mapping[str, str], *, weighted: bool = True) -> str:
    """Say which components repeat each other, which counts twice where components are weighted."""
    if not pairs:
        return typography("Aucune composante n’en répète une autre (corrélations de rang sous 0,9).")
    one, other, strength = pairs[0]
    rest = f" ; {plural(len(pairs) - 1, 'autre paire', 'autres paires')} de même" if len(pairs) > 1 else ""
    return typography(
        f"« {names[one]} » et « {names[other]} » disent presque la même chose (corrélation de rang "
        f"{number(strength, 2)}){rest}{' : ensemble, elles comptent double' if weighted else ''}."
    )


def compared(
    moves: Mapping[str, tuple[float, float]],
    *,
    other: str,
    level: str,
    count: int,
    areas: Mapping[str, str],
    first: str = "",
) -> str:
    """Say who rises and who falls from some weights to others.

    Parameters
    ----------
    moves : mapping of str to (float, float)
        Place of each ranked area with the first weights, then with the others.
    other, first : str
        « des poids égaux », after « avec »; the first are named when they are not those that are chosen.
    """
    noun = NOUNS[level]
    if not moves:
        return typography(f"{noun.none} n’est classé{noun.e} : il n’y a rien à comparer.")
    if first:
        other += f" plutôt qu’avec {first}"
    gains = {code: before - after for code, (before, after) in moves.items()}
    if not any(gains.values()):
        return typography(f"Avec {other}, **le classement est le même**.")
    entering = [code for code, (before, after) in moves.items() if before > count >= after]
    leaving = [code for code, (before, after) in moves.items() if after > count >= before]
    if level == "carreau":
        return typography(
            f"Avec {other}, parmi {top(noun, level, count)} : {noun.count(len(entering))} de plus, "
            f"{number(len(leaving))} de moins."
        )
    rises = max(gains, key=lambda code: (gains[code], code))
    falls = min(gains, key=lambda code: (gains[code], code))
    said = []
    if gains[rises] > 0:
        before, after = moves[rises]
        said.append(f"**{areas[rises]}** gagne le plus, de la {ordinal(before)} à la {ordinal(after)} place")
    if gains[falls] < 0:
        before, after = moves[falls]
        said.append(f"**{areas[falls]}** perd le plus, de la {ordinal(before)} à la {ordinal(after)}")
    text = f"Avec {other}, {' ; '.join(said)}."
    if entering or leaving:
        swap = _swap(entering, leaving, areas, top(noun, level, count))
        text += f" {capital(swap)}."
    else:
        text += f" Les {number(count)} {noun.first} restent les mêmes."
    return typography(text)


def pairs(of: Compared, names: Sequence[str]) -> str:
    """Say which weights follow from comparisons two by two, and whether the answers agree."""
    ratio, most = number(100 * of.consistency_ratio, 0, "%"), number(100 * CONSISTENT)
    agree = (
        f"Les réponses s’accordent (incohérence {ratio}, {most} % au plus)."
        if of.consistent
        else f"Les réponses se contredisent (incohérence {ratio}, plus de {most} %) : revoyez-les."
    )
    return typography(f"{agree} {weights_line(dict(zip(names, of.weights.tolist(), strict=True)))}")


def _swap(
    entering: Sequence[str],
    leaving: Sequence[str],
    areas: Mapping[str, str],
    among: str,
    *,
    future: bool = False,
) -> str:
    """Say who comes into the first ones, and who leaves them."""
    verbs = (
        ("entrerait", "entreraient", "sortirait", "sortiraient") if future else ("entre", "entrent", "sort", "sortent")
    )
    said = []
    for codes, one, several in ((entering, *verbs[:2]), (leaving, *verbs[2:])):
        if codes:
            said.append(f"{listed([areas[code] for code in codes], FEW)} {one if len(codes) == 1 else several}")
    return f"{' et '.join(said)} ({among})"
