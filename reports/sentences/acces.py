"""What the page Accès says: who lives far from a service, and when it is open."""

import math
from collections.abc import Sequence

from data.formats import enumerate_words, interval, minutes, number, plural, typography
from geo.travel import TravelMode
from indicators.far_zones import FarZone
from indicators.reach import CommuneReach
from indicators.service_places import Place
from reports.sentences.acces_words import NOUNS, Noun, capital, from_the, percent, weekly


def nothing_known(label: str, unplaced: Sequence[Place]) -> str:
    """Say why no minutes can be estimated to a target."""
    if not unplaced:
        return typography(
            f"Aucun temps de trajet ne peut être estimé : la table des lieux ne contient rien pour « {label} »."
        )
    several = len(unplaced) > 1
    names = enumerate_words([one.name for one in unplaced])
    return typography(
        f"Aucun temps de trajet ne peut être estimé pour « {label} » : **la position "
        f"{'de ces lieux' if several else 'de ce lieu'} n’est pas connue** ({names})."
    )


def answer(
    *,
    phrase: str,
    mode: str,
    noun: Noun,
    total: float,
    nine_tenths: float,
    threshold: float,
    beyond: dict[str, float],
) -> str:
    """Answer the page's question in one sentence.

    Parameters
    ----------
    phrase : str
        The target: « l’accueil de la Caf ».
    mode : str
        « en voiture ».
    total : float
        People counted.
    nine_tenths : float
        Minutes within which nine tenths of them live, estimated; inf when they do not.
    threshold : float
        Minutes.
    beyond : dict of str to float
        People beyond the threshold, by name of commune.
    """
    if total <= 0:
        return capital(f"{noun.nobody}{noun.note} n’est connu{'e' if noun.feminine else ''} sur le territoire.")
    start = f"{mode}, "
    if math.isfinite(nine_tenths):
        # One minute more than whole ones: « moins de » must hold for the last of them.
        start += (
            f"**9 {noun.many} sur 10{noun.note} sont à moins de {minutes(math.floor(nine_tenths) + 1)}** "
            f"(estimation) {from_the(phrase)} ; "
        )
        there = ""
    else:
        start += "selon l’estimation, "
        there = f" {from_the(phrase)}"
    return capital(start + _beyond(noun, total, threshold, beyond, there) + ".")


def _beyond(noun: Noun, total: float, threshold: float, beyond: dict[str, float], there: str) -> str:
    far = sum(beyond.values())
    limit = minutes(threshold)
    if far <= 0:
        return f"{noun.nobody} n’est à plus de {limit}{there}"
    if far >= total * (1 - 1e-9):
        return f"**{noun.everybody}** sont à plus de {limit}{there}"
    where = _mostly(beyond)
    return f"**{noun.count(far)} ({percent(far / total)})**, {where}, {noun.are(far)} à plus de {limit}{there}"


def _mostly(by_commune: dict[str, float]) -> str:
    """Say where most of some people live, only as far as it is true of half of them."""
    ranked = sorted(((count, name) for name, count in by_commune.items() if count > 0), key=lambda one: -one[0])
    if len(ranked) == 1:
        return f"à {ranked[0][1]}"
    total = sum(count for count, _ in ranked)
    named = 1
    while named < 3 and sum(count for count, _ in ranked[:named]) < total / 2:
        named += 1
    names = enumerate_words([name for _, name in ranked[:named]])
    if len(ranked) <= 3:
        return f"à {enumerate_words([name for _, name in ranked])}"
    if sum(count for count, _ in ranked[:named]) >= total / 2:
        return f"surtout à {names}"
    return f"dans {plural(len(ranked), 'commune')}, dont {names}"


def commune(
    name: str,
    of: CommuneReach,
    *,
    rank: int,
    out_of: int,
    phrase: str,
    mode: str,
    noun: Noun,
    threshold: float,
    alone: bool = False,
) -> str:
    """Say how far the people of one commune live; `alone` when there is one place that they could choose."""
    if of.access.population <= 0:
        return typography(f"**{name}** : {noun.nobody} n’y est compté{'e' if noun.feminine else ''}.")
    if of.access.mean is None:
        return typography(f"**{name}** : aucun temps de trajet ne peut y être estimé.")
    order = "la plus éloignée" if rank == 1 else f"la {rank}e plus éloignée"
    share = of.share_beyond
    far = (
        f"{noun.nobody} n’y est"
        if share <= 0
        else f"{noun.everybody} y sont"
        if share >= 1 - 1e-9
        else f"{noun.count(of.beyond)} ({percent(share)}) y {noun.are(of.beyond)}"
    )
    return typography(
        f"**{name}** est {order} des {number(out_of)} communes : en moyenne {minutes(of.access.mean)} {mode} "
        f"({interval(of.low, of.high, unit='min')}, estimation) jusqu’à {phrase} ; {far} à plus de "
        f"{minutes(threshold)}{_usual(of.place, alone)}."
    )


def _usual(place: Place | None, alone: bool) -> str:
    if place is None:
        return ""
    if alone:
        return f". Le lieu : {place.name} ({weekly(place)})"
    return f". Le lieu le plus proche est le plus souvent {place.name} ({weekly(place)})"


def cell(
    commune: str, *, people: float, imputed: bool, estimate: float, bracket: tuple[float, float], place: Place | None
) -> str:
    """Say how far the inhabitants of one cell live."""
    who = NOUNS["population"].count(people) + (" (valeur imputée par l’Insee)" if imputed else "")
    if place is None:
        return typography(f"**Carreau à {commune}**, {who} : aucun temps de trajet ne peut être estimé.")
    return typography(
        f"**Carreau à {commune}**, {who} : {minutes(estimate)} ({interval(*bracket, unit='min')}, estimation) "
        f"jusqu’à {place.name} ({weekly(place)})."
    )


def publics(shares: dict[str, float], *, mode: str, phrase: str, threshold: float) -> str:
    """Compare the publics: who is best and worst placed.

    Parameters
    ----------
    shares : dict of str to float
        Share within the threshold, by the keys of `NOUNS`; NaN where nobody is counted.
    """
    known = {key: share for key, share in shares.items() if not math.isnan(share)}
    if "population" not in known:
        return typography("Aucun habitant n’est compté sur le territoire.")
    head = (
        f"{mode}, {percent(known['population'])} des habitants sont à {minutes(threshold)} ou moins (estimation) "
        f"{from_the(phrase)}"
    )
    four = {key: share for key, share in known.items() if key != "population"}
    if len(four) < 2:
        return capital(f"{head}.")
    worst, best = min(four, key=four.__getitem__), max(four, key=four.__getitem__)
    if round(four[worst] * 100) == round(four[best] * 100):
        return capital(f"{head} ; les quatre publics sont aussi proches les uns que les autres.")
    return capital(
        f"{head}. Parmi les publics, les moins proches sont les {NOUNS[worst].many}{NOUNS[worst].note} "
        f"(**{percent(four[worst])}**), les plus proches les {NOUNS[best].many}{NOUNS[best].note} "
        f"(**{percent(four[best])}**)."
    )


def zones(found: Sequence[FarZone], *, public: str, threshold: float) -> str:
    """Say how many zones lie beyond the threshold, and which holds most people."""
    limit = minutes(threshold)
    if not found:
        return typography(f"Aucun endroit habité n’est à plus de {limit}.")
    noun = NOUNS[public]
    first = found[0]
    people = noun.count(first.people[public])
    if len(found) == 1:
        return typography(
            f"Une seule zone habitée est à plus de {limit} (estimation) : **{first.zone.name}**, {people}{noun.note}."
        )
    return typography(
        f"{plural(len(found), 'zone habitée', 'zones habitées')} sont à plus de {limit} (estimation). "
        f"C’est à **{first.zone.name}** qu’il y a le plus {noun.of_many}{noun.note} : {people}, en moyenne à "
        f"{minutes(first.zone.mean_minutes)} ({interval(first.low, first.high, unit='min')})."
    )


def method(mode: TravelMode, *, bracket: bool = True) -> str:
    """Say how the minutes are estimated, with the parameters in use; `bracket` where one is shown beside them."""
    between = " ; entre parenthèses, les bornes plausibles" if bracket else ""
    fixed = f", plus {minutes(mode.fixed_minutes)}" if mode.fixed_minutes else ""
    return typography(
        f"Estimation : distance à vol d’oiseau × {number(mode.detour, 3).rstrip('0').rstrip(',')}, à "
        f"{number(mode.speed_kmh, 1).removesuffix(',0')} km/h{fixed}{between}. "
        "Ni routes, ni relief, ni trafic ; les lieux situés hors du territoire ne sont pas comptés."
    )


def excluded(unplaced: Sequence[Place]) -> str:
    """Name the places left out of the minutes, "" when there is none."""
    if not unplaced:
        return ""
    names = enumerate_words([one.name for one in unplaced])
    return typography(f"Hors calcul, faute de position : {names}.")
