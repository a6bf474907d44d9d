"""What the page of the tours says of a plan: true whatever the plan holds, leaves out or could not prove."""

from collections.abc import Sequence

from data.formats import NO_BREAK, day, enumerate_words, number, plural, typography
from geo.travel import travel_mode
from outreach.french_time import clock, length
from outreach.tour_request import MODE, driving_range
from outreach.tours import TourDay, TourPlan

# Whole minutes of a plausible range are rounded to this: its bounds are hypotheses.
_RANGE_STEP = 10
_NAMED = 4
_WEEKS = {2: "deux", 4: "quatre", 6: "six", 8: "huit"}


def answer(plan: TourPlan) -> str:
    """Answer « who goes where, and when » in one line of figures, what is left out, and what is proven."""
    placed, asked = len(plan.rhythms), len(plan.rhythms) + len(plan.unplaced)
    if not placed:
        return typography(f"Aucune visite n’est possible : **{_none_of(asked)}**. Les raisons sont dites plus bas.")
    parts = [_held(plan, placed, asked), _left_out(plan), _days_off(plan), proof(plan)]
    return typography(" ".join(part for part in parts if part))


def _none_of(asked: int) -> str:
    return "le guichet n’a pas de créneau" if asked == 1 else f"aucun des {plural(asked, 'guichet')} n’a de créneau"


def _held(plan: TourPlan, placed: int, asked: int) -> str:
    desks = plural(placed, "guichet") + (f" sur {asked}" if asked > placed else "")
    held = "tenus" if placed > 1 else "tenu"
    busy, teams = len({one.team.name for one in plan.days}), len(plan.teams)
    who = plural(busy, "équipe") + (f" sur {teams}" if teams > busy else "")
    return (
        f"**{desks}** {held} par **{who}** : **{plural(plan.visits, 'visite')}** en {weeks(plan)}, "
        f"**{length(plan.driving_minutes)} de route** (estimation)."
    )


def weeks(plan: TourPlan) -> str:
    """Write how long the calendar is: « quatre semaines »."""
    return f"{_WEEKS.get(plan.calendar.weeks, number(plan.calendar.weeks))}{NO_BREAK}semaines"


def _left_out(plan: TourPlan) -> str:
    names = [one.stop.name for one in plan.unplaced]
    if not names:
        return ""
    more = len(names) - _NAMED
    listed = enumerate_words(names) if more <= 0 else f"{', '.join(names[:_NAMED])} et {plural(more, 'autre')}"
    return f"Sans créneau : {listed}."


def _days_off(plan: TourPlan) -> str:
    lost = len(plan.cancelled)
    if not lost:
        return ""
    off = list(dict.fromkeys(each.date for each in plan.cancelled))
    # The year once, where it is the same.
    dates = [f"le {day(one).removesuffix(f' {off[-1].year}')}" for one in off[:-1]] + [f"le {day(off[-1])}"]
    fall = "tombe un jour férié et n’est pas tenue" if lost == 1 else "tombent un jour férié et ne sont pas tenues"
    return f"{plural(lost, 'visite')} {fall} ({enumerate_words(dates)})."


def proof(plan: TourPlan) -> str:
    """Say what is proven of a plan: all of it, or up to which criterion."""
    if plan.proven:
        return "Aucun autre arrangement ne fait mieux : c’est prouvé."
    first = next(criterion for criterion in plan.criteria if not criterion.proven)
    better = {
        "visits": f"un arrangement avec plus de visites existe peut-être ({number(first.bound)} au plus)",
        "presence": "des présences plus longues sont peut-être possibles",
        "driving": f"un temps de route plus court existe peut-être, mais pas sous {length(first.bound)}",
        "balance": "un partage plus égal entre les équipes existe peut-être",
    }[first.name]
    if first.name == "driving" and not first.bound:
        better = "un temps de route plus court existe peut-être"
    sure = {
        "visits": "",
        "presence": "Aucun arrangement ne tient plus de visites : c’est prouvé. ",
        "driving": "Aucun arrangement ne tient plus de visites : c’est prouvé. ",
        "balance": "Aucun arrangement ne tient plus de visites ni ne demande moins de route : c’est prouvé. ",
    }[first.name]
    return f"{sure}Le calcul s’est arrêté avant la fin : {better}."


def period(plan: TourPlan) -> str:
    """Write the first and last day of the calendar: « du lundi 30 novembre au vendredi 25 décembre 2026 »."""
    first, last = plan.calendar.days[0].date, plan.calendar.days[-1].date
    begins = day(first, "full").removesuffix(f" {last.year}")
    return f"du {begins} au {day(last, 'full')}"


def travel_note() -> str:
    """Say how the minutes on the road are estimated."""
    mode = travel_mode(MODE)
    return typography(
        f"Temps de route estimés : vol d’oiseau × {number(mode.detour, 2)} à {number(mode.speed_kmh)} km/h, plus "
        f"{number(mode.fixed_minutes)} min par trajet (hypothèses et sources : page Méthode)."
    )


def total(plan: TourPlan) -> str:
    """Say between what bounds the time on the road plausibly lies, and over how many kilometres; "" without any."""
    if not plan.driving_minutes:
        return ""
    low, high = (round(bound / _RANGE_STEP) * _RANGE_STEP for bound in driving_range(plan.days))
    said = f"Au total, de {length(int(low))} à {length(int(high))} de route selon ces hypothèses"
    if plan.kilometres:
        said += f", environ {number(plan.kilometres, -1 if plan.kilometres >= 100 else 0, 'km')}"
    return typography(f"{said}.")


def of_day(days: Sequence[TourDay]) -> str:
    """Say what the teams do on one day; the days given are all of the same date.

    Examples
    --------
    >>> of_day([])
    'Aucune équipe ne sort ce jour-là.'
    """
    if not days:
        return "Aucune équipe ne sort ce jour-là."
    held = sum(len(one.visits) for one in days)
    minutes = sum(one.driving_minutes for one in days)
    verb = "tiennent" if len(days) > 1 else "tient"
    who = plural(len(days), "équipe") if len(days) > 1 else days[0].team.name
    when = day(days[0].date, "full")
    return typography(
        f"{when[:1].upper()}{when[1:]}, {who} {verb} {plural(held, 'guichet')} ; "
        f"{length(minutes)} de route (estimation)."
    )


def lost_places(identifiers: Sequence[str]) -> str:
    """Say that places of the plan are gone; "" when none is."""
    if not identifiers:
        return ""
    named = enumerate_words([f"« {one} »" for one in identifiers])
    if len(identifiers) == 1:
        said = f"Le lieu {named} de ce plan n’est plus un lieu d’accueil dont la position est connue"
    else:
        said = f"Les lieux {named} de ce plan ne sont plus des lieux d’accueil dont la position est connue"
    return typography(
        f"{said} : les tournées se font sans. Complétez la table des lieux, ou refaites le plan sur la page Guichets."
    )


def kept(plan: TourPlan, before: TourPlan | None) -> str:
    """Say whether the tours on screen are those that are kept with the plan."""
    if before is None:
        return typography("Ces tournées ne sont pas encore enregistrées : la page Comité ne les montre pas.")
    if before == plan:
        return typography("Ces tournées sont enregistrées avec le plan : la page Comité les montre.")
    return typography(
        f"D’autres tournées sont enregistrées avec le plan ({plural(before.visits, 'visite')} à partir du "
        f"{day(before.calendar.start)}) : enregistrer celles-ci les remplace."
    )


def leg(of: TourDay, rank: int) -> str:
    """Say when a team arrives at its visit of that rank (from 0), and after how long on the road."""
    visit = of.visits[rank]
    if not visit.drive:
        return "sur place, sans route"
    return typography(f"arrivée à {clock(visit.arrival)}, après {length(visit.drive)} de route (estimation)")
