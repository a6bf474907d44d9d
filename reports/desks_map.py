"""The map of the desks: who is within reach before and after, the same on screen, on paper and on slides."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from data import catalogue
from data.formats import minutes, typography
from geo import outlines, territory
from indicators.service_places import Place
from indicators.values import values
from outreach import scenarios
from outreach.scenarios import Effect, Question
from reports.print_spec import Fill, Marks, PrintMap
from reports.sentences import guichets
from reports.tables import Column, Table

COLOURS = ("#9CC7C6", "#0B6478", "#E3A471", "#ECEFEF")


def labels(radius: float) -> tuple[str, str, str, str]:
    """Return what each class of reach is called."""
    limit = minutes(radius)
    return (
        f"Déjà à {limit} ou moins",
        "À portée grâce aux guichets",
        f"À plus de {limit}",
        "Sans personne de ce public",
    )


def classes(people: NDArray[np.float64], effect: Effect, radius: float) -> NDArray[np.int64]:
    """Return the class of each cell: 0 reached already, 1 thanks to the desks, 2 not, 3 nobody of the public."""
    before, after = effect.minutes_before <= radius, effect.minutes_after <= radius
    found = np.where(people <= 0, 3, np.where(before, 0, np.where(after, 1, 2)))
    return found.astype(np.int64)


def _marks(label: str, colour: str, mark: str, places: list[Place]) -> Marks:
    return Marks(label, colour, mark, np.array([place.x for place in places]), np.array([place.y for place in places]))


def to_print(question: Question, places: tuple[str, ...], effect: Effect, *, made_on: date) -> PrintMap:
    """Return the map to print of the desks at `places`."""
    of = scenarios.ground(question)
    cells = outlines.areas("carreau").set_index("code").loc[territory.load().codes("carreau")].reset_index()
    frame = outlines.areas("commune")
    people = values("population", "commune")
    chosen = [of.places[column] for column in of.columns(places)]
    counted = list(of.places[of.hosts :])
    marks = [_marks("Guichet proposé", "#C8642B", "star", chosen)]
    if counted:
        marks.append(_marks("Service déjà compté", "#085A80", "circle", counted))
    listed = catalogue.read("places")
    within = f"{minutes(question.radius)} {guichets.ON[question.mode]} (estimation)"
    return PrintMap(
        title="Guichets proposés",
        subtitle=typography(f"{of.demand.label} : {within}"),
        units=cells,
        sources=(of.demand.source, f"Lieux : {listed.source}. Licence : {listed.licence}."),
        date=made_on,
        fictitious=bool(catalogue.fictitious()),
        fill=Fill(of.demand.label, classes(of.demand.value, effect, question.radius), COLOURS, labels(question.radius)),
        communes=frame,
        names=tuple(frame["name"]),
        populations=np.array([people.of(code) for code in frame["code"]]),
        marks=tuple(marks),
        mentions=("Temps estimés.",),
        unit_nouns=("carreau", "carreaux"),
    )


def table(question: Question, effect: Effect) -> Table:
    """Return the cells as the map shows them, one row each."""
    import pandas as pd

    of = scenarios.ground(question)
    known = territory.load()
    names = labels(question.radius)
    frame = pd.DataFrame(
        {
            "code": known.codes("carreau"),
            "commune": [known.communes[code].name for code in known.cells["commune"]],
            "people": of.demand.value,
            "before": np.where(np.isfinite(effect.minutes_before), effect.minutes_before, np.nan),
            "after": np.where(np.isfinite(effect.minutes_after), effect.minutes_after, np.nan),
            "reach": [names[rank] for rank in classes(of.demand.value, effect, question.radius)],
        }
    )
    columns = (
        Column("code", "Carreau", text=True),
        Column("commune", "Commune", text=True),
        Column("people", of.demand.unit[:1].upper() + of.demand.unit[1:], decimals=1),
        Column("before", "Minutes avant", "estimation", 0),
        Column("after", "Minutes après", "estimation", 0),
        Column("reach", "Portée", text=True),
    )
    mentions = (guichets.method(question, of.demand.method), "Estimation.")
    return Table("Qui est à portée d’un guichet", frame, columns, (of.demand.source,), mentions, "atlas-guichets-carte")
