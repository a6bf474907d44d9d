"""What the page of the desks says of a plan: true whatever the plan reaches."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from data.formats import about, enumerate_words, minutes, number, plural
from geo.travel import travel_mode
from outreach.scenarios import Effect, Question, Reach

ON = {"walk": "à pied", "bike": "à vélo", "car": "en voiture"}


def share(part: float, whole: float) -> str:
    """Write a share in percent; nothing of nothing has none.

    Examples
    --------
    >>> share(1, 4).replace("\\u00a0", " "), share(0, 0)
    ('25 %', 'n. d.')
    """
    return number(100 * part / whole, 0, "%") if whole > 0 else "n. d."


def answer(question: Question, reach: Reach, unit: str, *, proven: bool, estimated: bool = False) -> str:
    """Answer « how many desks, for which public, within how many minutes »; an estimate is not told to the unit."""
    how = f"{minutes(question.radius)} {ON[question.mode]} ou moins"
    desks = f"Avec **{plural(question.desks, 'guichet')}**"
    if question.goal == "p-median":
        after = reach.minutes_after
        if math.isnan(after):
            return f"{desks}, une partie des {unit} resterait hors d’atteinte."
        before = reach.minutes_before
        gain = "" if math.isnan(before) else f", contre {minutes(before)} aujourd’hui avec les services comptés"
        sentence = (
            f"{desks}, un trajet {ON[question.mode]} prendrait **{minutes(after)}** en moyenne (estimation){gain}."
        )
    else:
        everybody = about(reach.people) if estimated else number(reach.people)
        reached = f"**{about(reach.after)} {unit}** sur {everybody} ({share(reach.after, reach.people)})"
        sentence = f"{desks}, {reached} seraient à {how} (estimation)"
        if question.counted:
            sentence += f", contre {about(reach.before)} aujourd’hui avec les services comptés"
        sentence += "."
    return sentence + (
        " Aucun autre choix de lieux ne fait mieux : c’est prouvé."
        if proven
        else " Un meilleur choix de lieux existe peut-être : la preuve n’a pas abouti dans le temps imparti."
    )


def method(question: Question, demand_method: str) -> str:
    """Say how the minutes and the demand were had."""
    mode = travel_mode(question.mode)
    speed = number(mode.speed_kmh, 0 if mode.speed_kmh.is_integer() else 1)
    fixed = f", plus {minutes(mode.fixed_minutes)}" if mode.fixed_minutes else ""
    return (
        f"Temps estimés : vol d’oiseau × {number(mode.detour, 3)} à {speed} km/h{fixed} "
        f"(hypothèses et sources : page Méthode). {demand_method}"
    )


def gains(effect: Effect, name: Mapping[str, str], *, most: int = 3) -> str:
    """Say which communes gain most from the plan."""
    ranked = sorted(effect.by_commune.items(), key=lambda item: (-item[1].gained, item[0]))
    winners = [(code, reach) for code, reach in ranked if reach.gained >= 0.5]
    if not winners:
        return "Aucune commune ne gagne de personnes à portée : les services comptés suffisent à ce seuil."
    listed = [f"{name[code]} ({about(reach.gained)})" for code, reach in winners[:most]]
    rest = len(winners) - most
    more = f", puis {plural(rest, 'autre commune', 'autres communes')}" if rest > 0 else ""
    return (
        f"Gagnent le plus de personnes à portée : {enumerate_words(listed) if not more else ', '.join(listed)}{more}."
    )


def enough(numbers: Sequence[int], covered: Sequence[float], *, threshold: float = 0.01) -> str:
    """Say from which number of desks one more adds less than a share of the demand."""
    known = [(n, c) for n, c in zip(numbers, covered, strict=True) if not math.isnan(c)]
    if len(known) < 2:
        return ""
    for (_, before), (n, after) in pairwise(known):
        if after - before < threshold:
            return (
                f"À partir de {plural(n - 1, 'guichet')}, un guichet de plus rapproche moins de "
                f"{number(100 * threshold)} % du public."
            )
    return (
        f"Jusqu’à {plural(known[-1][0], 'guichet')}, chaque guichet de plus rapproche au moins "
        f"{number(100 * threshold)} % du public."
    )
