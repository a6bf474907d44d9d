"""Why a stop gets no slot, and what the reader of a plan must know, in French sentences."""

from __future__ import annotations

from collections.abc import Sequence

from data.formats import enumerate_words, number, typography
from geo.opening import DAYS_FR
from outreach.calendar import Calendar
from outreach.french_time import length, opening, span
from outreach.tours.choice import Choice
from outreach.tours.model import Criterion
from outreach.tours.options import UNREACHABLE, Problem, admissible_windows
from outreach.tours.stops import Stop

__all__ = ["notes_of", "why_unplaced"]


def why_unplaced(problem: Problem, rank: int, criteria: tuple[Criterion, ...]) -> str:
    """Say why a stop has no slot: the first obstacle met, from its own hours to the teams' time."""
    stop, calendar = problem.stops[rank], problem.calendar
    obstacle = _closed_host(stop) or _outside_half_days(stop, calendar) or _no_team(problem, rank)
    return typography(obstacle or _crowded(problem, rank, criteria))


def _closed_host(stop: Stop) -> str:
    hours = stop.opening()
    if not stop.hours_known:
        return ""
    if not hours:
        return f"{stop.name} n’ouvre aucun jour de la semaine."
    if all(end - start < stop.shortest for windows in hours.values() for start, end in windows):
        return f"{stop.name} n’ouvre que {opening(hours)} : aucune demi-journée de {_wanted(stop)} n’y tient."
    return ""


def _outside_half_days(stop: Stop, calendar: Calendar) -> str:
    weekdays = [day for day in calendar.weekdays if stop.weekdays is None or day in stop.weekdays]
    if not weekdays:
        return (
            f"{stop.name} demande {_days(stop.weekdays or ())} : "
            f"les tournées n’ont lieu que {_days(calendar.weekdays)}."
        )
    fitting = _fitting(stop, calendar)
    if not fitting:
        half_days = [
            f"{'l’' if each.name[:1].lower() in 'aeiou' else 'le '}{each.name} ({span(each.start, each.end)})"
            for each, name in zip(calendar.half_days, ("morning", "afternoon"), strict=True)
            if stop.half_day in (None, name)
        ]
        asked = f"{_days(weekdays)}, {enumerate_words(half_days, 'ou')}"
        if not stop.hours_known:
            return f"{stop.name} : une présence de {_wanted(stop)} ne tient pas dans une demi-journée, {asked}."
        return (
            f"{stop.name} n’ouvre que {opening(stop.opening())} : aucune présence de {_wanted(stop)} n’y tient {asked}."
        )
    if not any(calendar.worked(weekday) for weekday in fitting):
        return f"{stop.name} ne peut recevoir que {_days(fitting)}, et ces jours sont tous fermés pendant la période."
    return ""


def _no_team(problem: Problem, rank: int) -> str:
    stop = problem.stops[rank]
    worked = [weekday for weekday in _fitting(stop, problem.calendar) if problem.calendar.worked(weekday)]
    if not any(weekday in team.weekdays for weekday in worked for team in problem.teams):
        return f"{stop.name} ne peut recevoir que {_days(worked)} : aucune équipe ne travaille alors."
    if not any(option.stop == rank for option in problem.options):
        return _too_far(problem, stop)
    return ""


def _fitting(stop: Stop, calendar: Calendar) -> list[int]:
    """Weekdays on which the shortest presence fits the host's hours and requests."""
    return [
        weekday
        for weekday in calendar.weekdays
        if any(
            end - start >= stop.shortest
            for half_day in (0, 1)
            for start, end in admissible_windows(stop, weekday, half_day, calendar)
        )
    ]


def _too_far(problem: Problem, stop: Stop) -> str:
    drives = [problem.leg(team.depot, stop.index) for team in problem.teams]
    ways = [
        drive
        for drive, team in zip(drives, problem.teams, strict=True)
        if UNREACHABLE not in (drive, problem.leg(stop.index, team.depot))
    ]
    if not ways:
        return f"{stop.name} : aucune route n’y mène depuis le dépôt d’une équipe."
    return (
        f"{stop.name} : aucune équipe n’a le temps d’y aller ({length(min(ways))} de route au moins, estimation), "
        f"d’y tenir {_wanted(stop)} aux heures d’ouverture et de rentrer dans sa journée."
    )


def _crowded(problem: Problem, rank: int, criteria: tuple[Criterion, ...]) -> str:
    stop = problem.stops[rank]
    options = [option for option in problem.options if option.stop == rank]
    possible = len({(option.team, option.weekday, option.half_day) for option in options})
    if possible == 1:
        said = f"{stop.name} : sa seule demi-journée possible est prise par une autre visite"
    else:
        said = (
            f"{stop.name} : ses {possible} demi-journées possibles par semaine sont prises par d’autres visites "
            "ou incompatibles avec elles"
        )
    if next(criterion.proven for criterion in criteria if criterion.name == "visits"):
        return (
            f"{said} ; le calcul prouve qu’aucun plan ne tient plus de visites et, à nombre égal, "
            "celui-ci garde les présences les plus longues, puis le moins de route."
        )
    return f"{said} ; le temps de calcul n’a pas permis d’en trouver une autre."


def notes_of(problem: Problem, choice: Choice, criteria: tuple[Criterion, ...]) -> tuple[str, ...]:
    """Say what the reader must know of a plan: room, unknown hours, shortened presences, what is not proven."""
    notes = [_room(problem), _unknown_hours(problem, choice), *_shortened(problem, choice), _unproven(criteria)]
    return tuple(typography(note) for note in notes if note)


def _room(problem: Problem) -> str:
    wanted = sum(1 if stop.frequency == "weekly" else 0.5 for stop in problem.stops)
    possible = sum(
        min(2, team.max_stops) * len(set(team.weekdays) & set(problem.calendar.weekdays)) for team in problem.teams
    )
    if wanted <= possible:
        return ""
    return (
        f"{number(wanted, 0 if wanted % 1 == 0 else 1)} demi-journées par semaine demandées, {possible} possibles : "
        "ajoutez une équipe ou des jours, ou espacez des visites."
    )


def _unknown_hours(problem: Problem, choice: Choice) -> str:
    names = [problem.stops[stop].name for stop in sorted(choice.slots) if not problem.stops[stop].hours_known]
    if not names:
        return ""
    return f"Horaires d’ouverture inconnus, à confirmer avec le lieu d’accueil : {enumerate_words(names)}."


def _shortened(problem: Problem, choice: Choice) -> list[str]:
    notes = []
    for rank, slot in sorted(choice.slots.items()):
        stop = problem.stops[rank]
        presence = slot.option.presence - choice.given_up.get(rank, 0)
        if presence < stop.length:
            cause = (
                "pour que deux visites tiennent dans la journée"
                if rank in choice.given_up
                else ("ses horaires, la demi-journée ou le trajet n’en laissent pas plus")
            )
            notes.append(f"{stop.name} : présence de {length(presence)} au lieu de {length(stop.length)}, {cause}.")
    return notes


def _unproven(criteria: tuple[Criterion, ...]) -> str:
    open_ones = [criterion for criterion in criteria if not criterion.proven]
    if not open_ones:
        return ""
    worded = {
        "visits": "le nombre de visites ({value} tenues, {bound} au plus)",
        "presence": "la durée des présences ({value} min abandonnées par quinzaine, {bound} au moins)",
        "driving": "le temps de route ({value} min, {bound} au moins)",
        "balance": "l’équilibre entre équipes (écart de {value} visites, {bound} au moins)",
    }
    said = [
        worded[criterion.name].format(value=number(criterion.value), bound=number(criterion.bound))
        for criterion in open_ones
    ]
    return (
        f"Le temps de calcul n’a pas suffi pour prouver {enumerate_words(said)} : "
        "le plan est valable, mais peut-être pas le meilleur."
    )


def _wanted(stop: Stop) -> str:
    return length(stop.length) + (f", même réduite à {length(stop.shortest)}," if stop.shortest < stop.length else "")


def _days(weekdays: Sequence[int]) -> str:
    """Name weekdays, three or more in a row as « du lundi au vendredi »."""
    days = sorted(set(weekdays))
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"du {DAYS_FR[days[0]]} au {DAYS_FR[days[-1]]}"
    return enumerate_words([f"le {DAYS_FR[day]}" for day in days])
