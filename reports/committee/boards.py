"""The presentation of a plan to the pilot committee: need, access, desks, effect, tours, money, limits."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import pandas as pd

from data import catalogue
from data.formats import about, day, euros, minutes, number, plural, typography, uncapital
from data.settings import settings
from geo import access, territory
from indicators import demand
from indicators.facts import Fact, facts
from indicators.publics import PUBLICS
from indicators.values import Values, values
from outreach import scenarios
from outreach.scenarios import Effect, Question, Scenario
from reports.committee import maps, priorities_board, survey_board, uptake_board
from reports.committee.content import Board, Chart, Figure, Presentation, Series
from reports.sentences import accueil, guichets
from reports.tables import Column, Table

ESTIMATE = "Estimation."
_UNSURE_PLACES = (
    "Les lieux sans position connue et ceux que leurs hôtes n’ont pas confirmés restent à vérifier sur place."
)
BEFORE, AFTER = "#9CB7BC", "#0B6478"
BOUNDS = (5.0, 10.0, 15.0, 20.0, 30.0)


@dataclass(frozen=True)
class Money:
    """What the plan costs, as far as it is known.

    Attributes
    ----------
    half_days : float or None
        Half-days of desk in four weeks, from the tours; None before any.
    unit_cost : float or None
        Euros a half-day, as entered; None when not said.
    share : float
        The most that the territory pays, in percent; None when nothing that is published says it.
    """

    half_days: float | None
    unit_cost: float | None
    share: float | None

    @property
    def total(self) -> float | None:
        """Euros for four weeks, None when one of the two is unknown."""
        if self.half_days is None or self.unit_cost is None:
            return None
        return self.half_days * self.unit_cost


def money(scenario: Scenario) -> Money:
    """Gather what is known of the cost of a plan."""
    visits = scenario.tours.get("visits")
    said = facts().get("participation_max")
    most = None if said is None else said.value
    return Money(None if visits is None else float(visits), scenario.cost_per_half_day, most)


def presentation(name: str, scenario: Scenario, *, made_on: date) -> Presentation:
    """Return the presentation of a kept plan.

    Raises
    ------
    outreach.errors.OutreachError
        When a place of the plan is no longer a host place.
    data.errors.DataError
    """
    question = scenario.question
    effect = scenarios.effect(question, scenario.places)
    boards = [
        *_findings(question.public, made_on),
        _access(question, effect),
        _desks(scenario, effect, made_on),
        _effect(question, effect),
        _communes(question, effect),
        *([_tours(scenario.tours)] if scenario.tours else []),
        _money(money(scenario)),
        _limits(guichets.method(question, demand.demand(question.public).method), _UNSURE_PLACES),
    ]
    unit = demand.demand(question.public).label
    subtitle = f"{plural(len(scenario.places), 'guichet')} hors les murs – {unit} – {day(made_on)}"
    return Presentation(name, subtitle, tuple(boards), bool(catalogue.fictitious()))


def diagnosis(*, made_on: date) -> Presentation:
    """Return what a committee can be shown before any plan: the territory, its needs, and where to go first.

    Raises
    ------
    data.errors.DataError
    """
    boards = (*_findings("", made_on), _limits())
    subtitle = f"{settings().full.starting} – {day(made_on)}"
    return Presentation("Le diagnostic du territoire", subtitle, boards, bool(catalogue.fictitious()))


def _findings(public: str, made_on: date) -> list[Board]:
    """Return the boards that no plan changes; those about estimates are there when their data are."""
    found = [
        _territory(),
        _need(made_on),
        uptake_board.board(),
        survey_board.board(),
        priorities_board.board(public, made_on=made_on),
    ]
    return [board for board in found if board is not None]


def _territory() -> Board:
    known = facts()
    publics = demand.of_publics()
    shown = [known[name] for name in ("population", "taux_pauvrete", "revenu_median", "chomage_qpv") if name in known]
    said = [*shown, *([known["non_recours"]] if "non_recours" in known else [])]
    return Board(
        "Le territoire",
        accueil.territory({name: fact.value for name, fact in known.items()}),
        figures=tuple(_figure(fact) for fact in shown),
        chart=Chart(
            "bars",
            tuple(public.short for public in PUBLICS),
            # An estimate is not written to the unit.
            (Series("Les quatre publics", tuple(round(o.total, -2 if o.estimated else 0) for o in publics), AFTER),),
            "",
            0,
        ),
        sources=(
            *_by_source(said),
            *(f"Publics : {source}" for source in dict.fromkeys(one.source for one in publics)),
        ),
        mentions=(
            "Sont comptés : " + ", ".join(one.unit for one in publics) + ".",
            *(one.method for one in publics if one.estimated),
        ),
    )


def _figure(fact: Fact) -> Figure:
    """Show a fact large; a unit that is a word goes with the label, not with the number."""
    if fact.unit.isalpha():
        return Figure(number(fact.value, fact.decimals), f"{fact.label} ({fact.unit})")
    return Figure(fact.text, fact.label)


def _by_source(facts_: list[Fact]) -> list[str]:
    """Name each source once, with the figures that come from it."""
    grouped: dict[str, list[str]] = {}
    for fact in facts_:
        grouped.setdefault(fact.source, []).append(fact.label)
    return [f"{', '.join(labels)} : {source}" for source, labels in grouped.items()]


def _top(of: Values, count: int = 6) -> Table:
    names = territory.load().communes
    series = of.series.dropna().sort_values(ascending=False).head(count)
    frame = pd.DataFrame({"name": [names[code].name for code in series.index], "value": series.to_numpy()})
    columns = (
        Column("name", "Commune", text=True),
        Column("value", of.indicator.short, of.indicator.unit, of.indicator.decimals),
    )
    return Table(of.indicator.label, frame, columns, (of.indicator.source,))


def _need(made_on: date) -> Board:
    rate = values("part_menages_pauvres", "commune")
    names = {code: area.name for code, area in territory.load().communes.items()}
    return Board(
        "Où vivent les ménages pauvres",
        accueil.poor_households(rate, names),
        picture=maps.need(rate, made_on=made_on),
        table=_top(rate),
        sources=(f"{rate.indicator.source}. {rate.indicator.licence}.",),
        mentions=(rate.indicator.note + ".",),
    )


def _bands(weights: Any, cost: Any) -> tuple[float | None, ...]:
    shares = access.shares_within(cost, weights, BOUNDS)
    return tuple(None if math.isnan(share) else 100 * float(share) for share in shares)


def _access(question: Question, effect: Effect) -> Board:
    of = demand.demand(question.public)
    reach = effect.by_public[question.public]
    how = guichets.ON[question.mode]
    categories = (
        f"{minutes(BOUNDS[0])} ou moins",
        *(f"{number(low)} à {minutes(high)}" for low, high in pairwise(BOUNDS)),
        f"plus de {minutes(BOUNDS[-1])}",
    )
    if question.counted:
        message = (
            f"Aujourd’hui, **{guichets.share(reach.before, reach.people)}** des {of.unit} sont à "
            f"{minutes(question.radius)} {how} ou moins d’un service compté ; avec les guichets, "
            f"**{guichets.share(reach.after, reach.people)}** (estimation)."
        )
        series: tuple[Series, ...] = (
            Series("Aujourd’hui", _bands(of.value, effect.minutes_before), BEFORE),
            Series("Avec les guichets", _bands(of.value, effect.minutes_after), AFTER),
        )
    else:
        message = (
            f"Avec les guichets, **{guichets.share(reach.after, reach.people)}** des {of.unit} sont à "
            f"{minutes(question.radius)} {how} ou moins (estimation)."
        )
        series = (Series("Avec les guichets", _bands(of.value, effect.minutes_after), AFTER),)
    return Board(
        "À combien de minutes ?",
        typography(message),
        chart=Chart("bars", categories, series, "%", 0, f"Minutes {how}"),
        sources=(of.source,),
        mentions=(guichets.method(question, of.method), ESTIMATE),
    )


def _desks(scenario: Scenario, effect: Effect, made_on: date) -> Board:
    question = scenario.question
    of = scenarios.ground(question)
    reach = effect.by_public[question.public]
    communes = territory.load().communes
    places = [of.places[column] for column in of.columns(scenario.places)]
    frame = pd.DataFrame(
        {"name": [place.name for place in places], "commune": [communes[place.commune].name for place in places]}
    )
    columns = (Column("name", "Lieu", text=True), Column("commune", "Commune", text=True))
    sources = (of.demand.source, *dict.fromkeys(f"{place.source}, {place.vintage}" for place in places))
    return Board(
        f"Les {plural(len(places), 'guichet')} proposés" if len(places) > 1 else "Le guichet proposé",
        guichets.answer(
            question,
            reach,
            of.demand.unit,
            proven=scenario.proven and scenario.is_current,
            estimated=of.demand.estimated,
        ),
        picture=maps.desks(question, scenario.places, effect, made_on=made_on),
        table=Table("Guichets proposés", frame, columns, sources),
        sources=sources,
        mentions=(guichets.method(question, of.demand.method), ESTIMATE),
    )


def _effect(question: Question, effect: Effect) -> Board:
    shares = {public.key: effect.by_public[public.key] for public in PUBLICS}
    before = tuple(100 * r.before / r.people if r.people else None for r in shares.values())
    after = tuple(100 * r.after / r.people if r.people else None for r in shares.values())
    gains = ", ".join(
        f"{public.short.lower() if public.key != 'rsa_ppa_de' else public.short} "
        f"{about(max(shares[public.key].gained, 0.0))}"
        for public in PUBLICS
    )
    series: tuple[Series, ...] = (Series("Avec les guichets", after, AFTER),)
    if question.counted:
        series = (Series("Aujourd’hui", before, BEFORE), *series)
    return Board(
        "Ce que cela change pour chaque public",
        typography(f"Personnes rapprochées de **{minutes(question.radius)} ou moins** (estimation) : {gains}."),
        chart=Chart("bars", tuple(public.short for public in PUBLICS), series, "%", 0, "Public"),
        sources=tuple(dict.fromkeys(one.source for one in demand.of_publics())),
        mentions=(*(one.method for one in demand.of_publics() if one.estimated), ESTIMATE),
    )


def _communes(question: Question, effect: Effect) -> Board:
    names = {code: area.name for code, area in territory.load().communes.items()}
    of = demand.demand(question.public)
    gaining = [item for item in effect.by_commune.items() if item[1].gained >= 0.5]
    ranked = sorted(gaining, key=lambda item: (-item[1].gained, names[item[0]]))[:10]
    frame = pd.DataFrame(
        {
            "name": [names[code] for code, _ in ranked],
            "people": [reach.people for _, reach in ranked],
            "before": [reach.before for _, reach in ranked],
            "after": [reach.after for _, reach in ranked],
        }
    )
    columns = (
        Column("name", "Commune", text=True),
        Column("people", of.unit[:1].upper() + of.unit[1:]),
        Column("before", "À portée aujourd’hui"),
        Column("after", "Avec les guichets"),
    )
    return Board(
        "Les communes qui y gagnent le plus",
        guichets.gains(effect, names),
        table=Table("Avant et après, par commune", frame, columns, (of.source,), (ESTIMATE,)) if ranked else None,
        sources=(of.source,),
        mentions=(ESTIMATE,),
    )


def _tours(tours: Mapping[str, Any]) -> Board:
    rows = tours["rhythm"]
    frame = pd.DataFrame(rows, columns=["place", "team", "when", "hours", "every"])
    columns = (
        Column("place", "Lieu", text=True),
        Column("when", "Demi-journée", text=True),
        Column("hours", "Horaires", text=True),
        Column("every", "Rythme", text=True),
        Column("team", "Équipe", text=True),
    )
    return Board(
        "Qui passe où, et quand",
        tours["sentence"],
        table=Table("Rythme des tournées", frame, columns),
        sources=("Horaires des lieux : DILA et producteurs cités ; temps de route estimés.",),
        mentions=(ESTIMATE,),
    )


def _money(of: Money) -> Board:
    of_whole, said = settings(), facts().get("participation_max")
    figures: list[Figure] = []
    if said is None or of.share is None:
        article = f"La part du coût que prend en charge {of_whole.full.the} n’est pas renseignée."
    else:
        share = number(of.share, 0, "%")
        article = (
            f"{said.dataset}, {said.vintage} : {of_whole.full.the} finance au plus **{share}** du coût "
            "des actions ; le reste est à la charge des opérateurs."
        )
        dataset = uncapital(said.dataset)
        figures.append(Figure(share, f"au plus à la charge {of_whole.common.of}", dataset))
    if of.half_days is not None:
        figures.append(Figure(plural(of.half_days, "demi-journée"), "de guichet en quatre semaines"))
    if of.unit_cost is not None:
        figures.append(Figure(euros(of.unit_cost), "par demi-journée", "hypothèse saisie par la cheffe de projet"))
    if of.total is not None:
        figures.append(Figure(euros(of.total), "en quatre semaines"))
        if of.share is not None:
            figures.append(Figure(euros(of.total * of.share / 100), f"au plus pour {of_whole.common.the}"))
    missing = []
    if of.half_days is None:
        missing.append("les tournées ne sont pas encore planifiées")
    if of.unit_cost is None:
        missing.append("le coût d’une demi-journée n’est pas renseigné")
    mentions = (f"Coût non calculé : {' et '.join(missing)}.",) if missing else ("Coût : hypothèse saisie.",)
    return Board(
        "Le financement",
        article,
        figures=tuple(figures),
        sources=() if said is None else (said.source,),
        mentions=mentions,
    )


def _limits(*lines_of_plan: str) -> Board:
    lines = list(lines_of_plan) or [note for name in ("figures", "grid") for note in catalogue.read(name).notes]
    for name in ("iris", "qpv"):
        entry = catalogue.read(name)
        if entry.quality == "approché":
            lines.append(f"{entry.title} : contours approchés.")
    frame = pd.DataFrame({"line": [typography(line) for line in lines]})
    listed = [catalogue.read(name) for name in ("grid", "places", "figures", "facts")]
    return Board(
        "Ce qu’il faut savoir pour lire ces chiffres",
        typography("Ce qui est dit estimé est **une estimation**, jamais un comptage ; chaque chiffre a sa source."),
        table=Table("À savoir", frame, (Column("line", "À savoir", text=True),)),
        sources=tuple(f"{entry.title} : {entry.source}. Licence : {entry.licence}." for entry in listed),
    )
