"""What the small-area estimates say, and how far they can be trusted: sentences true in every state."""

import math

import numpy as np

from data.formats import enumerate_words, number, plural, typography
from indicators.small_area import METHOD_LABEL, Choice
from indicators.small_area.diagnostics import Diagnostics, GroupCheck
from indicators.small_area.published import MOSTLY, NONE, LocalEstimates
from indicators.survey import FRAGILE, RELIABLE

_AREA = {"commune": ("commune", "communes"), "iris": ("IRIS", "IRIS")}
# More names than this are counted, not listed.
_MOST_NAMES = 5


def told(found: LocalEstimates, names: dict[str, str]) -> str:
    """Say how many areas have an estimate, between what and what, and which differ from the whole; **…** is bold.

    Parameters
    ----------
    names : dict
        Code of an area to its name.
    """
    one, several = _AREA[found.level]
    if not found.published:
        return typography(
            f"**Aucune estimation par {one} ne peut être publiée** : trop peu de réponses pour que l’intervalle soit "
            "utile."
        )
    shown = found.value[~np.isnan(found.value)]
    low, high = float(shown.min()), float(shown.max())
    between = f"{number(low, 0, '%')}" if low == high else f"de {number(low)} à {number(high, 0, '%')}"
    verb = "a" if found.published == 1 else "ont"
    return typography(
        f"**{plural(found.published, one, several)} sur {number(len(found.codes))} {verb} une estimation publiable** "
        f"({_reliable(found)}), {between}. {_apart(found, names)}"
    )


def _reliable(found: LocalEstimates) -> str:
    parts = [
        plural(found.count(RELIABLE), "fiable") if found.count(RELIABLE) else "",
        plural(found.count(FRAGILE), "fragile") if found.count(FRAGILE) else "",
    ]
    return " et ".join(part for part in parts if part)


def _apart(found: LocalEstimates, names: dict[str, str]) -> str:
    """Say which areas have an interval that leaves the whole's estimate out."""
    whole = found.overall.share
    if whole is None:
        return ""
    above = [names[code] for code, low in zip(found.codes, found.low, strict=True) if low > whole]
    below = [names[code] for code, high in zip(found.codes, found.high, strict=True) if high < whole]
    of_whole = f"l’ensemble du territoire ({number(whole, 0, '%')})"
    if not above and not below:
        return f"Aucun intervalle n’exclut {of_whole} : ne classez pas ces territoires."
    said = [f"{_listed(who)} {where}" for who, where in ((above, "au-dessus"), (below, "au-dessous")) if who]
    return f"L’intervalle exclut {of_whole} pour {' et '.join(said)}{_by_chance(found.published)}."


def _by_chance(compared: int) -> str:
    """Warn that with so many comparisons some are apart by chance: one interval in twenty misses."""
    expected = round(compared / 20)
    if not expected:
        return ""
    return (
        f" ; sur {number(compared)} comparaisons, {number(expected)} peut l’être par hasard"
        if expected == 1
        else (f" ; sur {number(compared)} comparaisons, {number(expected)} peuvent l’être par hasard")
    )


def _listed(names: list[str]) -> str:
    return enumerate_words(names) if len(names) <= _MOST_NAMES else plural(len(names), "territoire")


def method(choice: Choice) -> str:
    """Say by which method the estimates are made, and why."""
    if not choice.method:
        reason = next((one.reason for one in choice.candidates if one.reason), "trop peu de répondants")
        return typography(f"Aucune méthode ne convient : {reason}.")
    label = METHOD_LABEL[choice.method]
    set_aside = [f"{METHOD_LABEL[one.method]} ({one.reason})" for one in choice.candidates if one.reason]
    rule = choice.candidates[0]
    if choice.method == rule.method:
        why = "aucune autre ne prévoit nettement mieux les réponses mises de côté"
    elif rule.reason:
        why = f"{METHOD_LABEL[rule.method]} ne peut pas servir ({rule.reason})"
        set_aside = [one for one in set_aside if not one.startswith(METHOD_LABEL[rule.method])]
    else:
        why = "elle prévoit nettement mieux les réponses mises de côté"
    left = f" Écartée : {enumerate_words(set_aside)}." if set_aside else ""
    return typography(f"Méthode retenue : **{label}**, car {why}.{left}")


def local(found: LocalEstimates) -> str:
    """Say how much of the estimates is the areas' own."""
    one, several = _AREA[found.level]
    mostly, none = found.local.count(MOSTLY), found.local.count(NONE)
    return typography(
        f"{plural(mostly, one, several)} sur {number(len(found.codes))} "
        f"{'tire' if mostly < 2 else 'tirent'} plus de la moitié de l’information de leurs propres répondants, "
        f"{number(none)} n’en {'tire' if none < 2 else 'tirent'} rien : le reste vient de qui y vit et de ce que "
        "répondent ailleurs les mêmes profils."
    )


def agreement(of: Diagnostics) -> str:
    """Say whether communes add up to the direct estimate, and groups of communes agree with theirs."""
    whole = of.estimates.overall.share
    total = number(of.total, 1, "%")
    if whole is None:
        added = f"Les communes font ensemble {total}."
    elif abs(of.total - whole) < 0.05:
        added = f"Les communes font ensemble {total}, comme l’estimation directe."
    else:
        added = f"Les communes font ensemble {total}, contre {number(whole, 1, '%')} en estimation directe."
    compared = [one for one in of.groups if one.direct.shown]
    if not compared:
        return typography(f"{added} Aucun groupe de communes n’a d’estimation directe publiable pour les comparer.")
    apart = [one.label for one in compared if not one.agrees]
    if apart:
        return typography(f"{added} Le modèle sort de l’intervalle direct pour {enumerate_words(apart)}.")
    return typography(f"{added} Pour {_groups(compared)}, le modèle est dans l’intervalle de l’estimation directe.")


def _groups(compared: list[GroupCheck]) -> str:
    if len(compared) == 1:
        return f"le seul groupe de communes comparable ({compared[0].label})"
    return f"les {number(len(compared))} groupes de communes comparables"


def left_out(of: Diagnostics) -> str:
    """Say what becomes of a commune's estimate without its own respondents."""
    if math.isnan(of.moved):
        return typography("Trop peu de répondants pour refaire les estimations sans une commune.")
    moved = (
        f"Sans ses propres répondants, l’estimation d’une commune bouge de {number(of.moved, 1)} point en moyenne, "
        f"{number(of.most_moved, 1)} au plus."
    )
    if of.moved >= 2:
        moved = moved.replace(" point en moyenne", " points en moyenne")
    if not of.compared:
        return typography(moved)
    held = round(of.within * of.compared)
    return typography(
        f"{moved} Prévues sans elles, les réponses de {number(held)} "
        f"{'commune' if held < 2 else 'communes'} sur {number(of.compared)} tombent dans l’intervalle prévu à 95 %."
    )


def scope(found: LocalEstimates, *, wave: str, every_benefit: bool) -> str:
    """Say what the estimates are of, when it is not what the page shows."""
    said = []
    if not every_benefit:
        said.append("Ces estimations portent sur tous les droits ensemble.")
    if wave != found.wave:
        said.append(f"Elles portent sur la vague {found.wave or 'sans nom'}.")
    return typography(" ".join(said))
