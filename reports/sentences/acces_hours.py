"""What the page Accès says of opening hours: of the places chosen, of the town halls, and per head."""

import math
from collections.abc import Sequence

from data.formats import enumerate_words, minutes, number, plural, typography
from indicators.nearest_hours import RARELY, HoursSplit
from indicators.service_places import Place
from reports.sentences.acces_words import NOUNS, Noun, capital, hours


def opening(places: Sequence[Place], outside: Sequence[float | None]) -> str:
    """Say how long the places of a target open, and whether somebody who works can come.

    Parameters
    ----------
    outside : sequence of float or None
        Share of each place's hours that lie outside office hours.
    """
    known = [one.weekly_hours for one in places if one.weekly_hours is not None]
    if not places:
        return typography("La table des lieux ne contient aucun de ces lieux.")
    if not known:
        return typography(
            "Les horaires de ces lieux sont à confirmer : on ne sait pas combien d’heures ils ouvrent."
            if len(places) > 1
            else "Les horaires de ce lieu sont à confirmer : on ne sait pas combien d’heures il ouvre."
        )
    late = sum(1 for share in outside if share)
    low, high = min(known), max(known)
    span = f"{hours(low)} par semaine" if low == high else f"de {hours(low)} à {hours(high)} par semaine"
    some = "" if len(known) == len(places) else f" sur {number(len(places))}"
    after = (
        "aucun n’ouvre après 17 h ni le week-end"
        if late == 0
        else f"{number(late)} {'ouvre' if late == 1 else 'ouvrent'} après 17 h ou le week-end"
    )
    have = "a" if len(known) == 1 else "ont"
    return typography(
        f"{plural(len(known), 'lieu', 'lieux')}{some} {have} des horaires publiés : **{span}** ; {after}."
    )


def town_halls(split: HoursSplit, rare: float, names: Sequence[str]) -> str:
    """Say how many people have a town hall that is close but hardly open."""
    noun = NOUNS["population"]
    if split.unreached + split.unknown >= split.total:
        return typography("Aucune mairie n’a d’horaires connus.")
    if rare <= 0:
        return typography(f"Toutes les mairies aux horaires connus ouvrent au moins {hours(RARELY)} par semaine.")
    listed = enumerate_words(list(names)) if len(names) <= 10 else f"{', '.join(names[:10])}…"
    return typography(
        f"Proche ne veut pas dire ouvert : **{noun.count(rare)}** {'ont' if round(rare) >= 2 else 'a'} une mairie "
        f"ouverte moins de {hours(RARELY)} par semaine ({listed})."
    )


def per_head(means: dict[str, float], mean: float, *, noun: Noun, mode: str, threshold: float) -> str:
    """Compare the communes' hours per 1 000 people, competition counted."""
    known = {name: value for name, value in means.items() if not math.isnan(value)}
    if not known:
        return capital(f"{noun.nobody} n’est compté{'e' if noun.feminine else ''} : rien à partager.")
    without = [name for name, value in known.items() if value <= 0]
    best = max(known, key=known.__getitem__)
    head = (
        f"{mode}, à {minutes(threshold)} au plus (estimation), {number(1000)} {noun.many}{noun.note} disposent "
        f"en moyenne de **{number(mean, 1)} h d’ouverture par semaine**, partagées entre tous ceux qui peuvent venir"
    )
    if len(without) == len(known):
        return capital(f"{head} : aucune commune n’a de lieu aux horaires connus aussi près.")
    best_text = f"le plus à {best} ({number(known[best], 1)} h)"
    if without:
        rest = f"{plural(len(without), 'commune')} {'n’a' if len(without) == 1 else 'n’ont'} rien d’aussi près"
    else:
        least = min(known, key=known.__getitem__)
        rest = f"le moins à {least} ({_small(known[least])})"
    return capital(f"{head} ; {best_text}, {rest}.")


def _small(value: float) -> str:
    return f"moins de {number(0.1, 1)} h" if 0 < value < 0.05 else f"{number(value, 1)} h"
