"""Runs every rule on every table, and never fails on bad data: what cannot be checked is a finding too."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from data import store
from data.checks import (
    cells,
    figures,
    hours,
    iris,
    measures,
    neighbourhoods,
    places,
    provenance,
    schemas,
    territory,
    values,
)
from data.checks.finding import SEVERITIES, Finding, Rule
from data.checks.tables import Tables, load

if TYPE_CHECKING:
    import pandas as pd

Check = Callable[[Tables], list[Finding]]

# Each rule with the tables that it reads; it is left out when one of them is missing or unsound.
RULES: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (provenance.files, ()),
    (provenance.licences, ("indicators",)),
    (territory.codes, ("communes",)),
    (territory.coverage, ("communes",)),
    (territory.areas, ("communes", "figures")),
    (territory.total, ("communes", "figures", "facts")),
    (iris.communes, ("iris", "communes")),
    (iris.inside, ("iris", "communes")),
    (iris.coverage, ("iris",)),
    (iris.areas, ("iris",)),
    (iris.population, ("figures",)),
    (neighbourhoods.generation, ("qpv",)),
    (neighbourhoods.facts, ("facts",)),
    (neighbourhoods.communes, ("qpv", "communes", "iris", "figures")),
    (neighbourhoods.outlines, ("qpv", "communes")),
    (cells.geometry, ("grid",)),
    (cells.attribution, ("grid", "communes")),
    (cells.population, ("grid", "figures")),
    (cells.levels, ("figures",)),
    (cells.parts, ("grid",)),
    (cells.imputation, ("grid",)),
    (places.positions, ("places",)),
    (places.inside, ("places", "communes")),
    (places.duplicates, ("places",)),
    (places.town_halls, ("places", "communes")),
    (hours.hours, ("places",)),
    (figures.secrecy, ("figures",)),
    (figures.masked, ("figures", "indicators")),
    (figures.secret_shares, ("figures",)),
    (figures.complete, ("figures", "communes", "iris", "qpv")),
    (figures.dictionary, ("figures", "indicators", "grid")),
    (figures.links, ("indicators", "ratios")),
    (figures.from_cells, ("figures", "grid")),
    (values.bounds, ("figures", "indicators")),
    (values.whole, ("figures", "indicators")),
    (values.parts, ("figures", "indicators")),
    (values.ages, ("figures",)),
    (values.extremes, ("figures", "indicators")),
    (values.national, ("national_rates",)),
    (measures.names, ("indicators",)),
    (measures.mixed, ("figures", "indicators", "iris")),
    (measures.agreement, ("figures", "indicators", "facts")),
    (measures.unsaid, ("facts",)),
)


def _attempt(check: Check, tables: Tables, needed: tuple[str, ...]) -> list[Finding]:
    """Run one rule; a fault in the data that stops it becomes a finding, so that the others still run."""
    try:
        return check(tables)
    except Exception as error:
        unchecked = Rule(
            needed[0] if needed else "",
            "",
            "chaque règle peut être vérifiée",
            "ce que la règle devait garantir ne l’est pas",
            "bloquant",
        )
        name = f"{check.__module__.removeprefix('data.checks.')}.{check.__name__}"
        return [unchecked.broken("", f"la règle « {name} » s’est arrêtée ({type(error).__name__} : {error})")]


def inspect(tables: Tables, today: date) -> list[Finding]:
    """Return what the rules find in tables, the gravest first, in the order of the tables."""

    def vintages(of: Tables) -> list[Finding]:
        return provenance.vintages(of, today)

    found, sound = schemas.check(tables)
    checks = (*RULES, (vintages, ("indicators",)))
    for check, needed in checks:
        if sound.issuperset(needed):
            found += _attempt(check, tables, needed)
    order = {name: position for position, name in enumerate(store.TABLES)}
    found.sort(key=lambda one: (SEVERITIES.index(one.severity), order.get(one.table, len(order))))
    return [_labelled(one, tables) for one in found]


def _labelled(finding: Finding, tables: Tables) -> Finding:
    table, column = tables.labels(finding)
    return replace(finding, table_label=table, column_label=column)


def findings(today: date | None = None) -> list[Finding]:
    """Return what the rules find in the tables in use, the gravest first.

    Parameters
    ----------
    today : date, optional
        The day from which the age of vintages is counted; by default, the day of the call.
    """
    tables, unread = load()
    return [*(_labelled(one, tables) for one in unread), *inspect(tables, today or datetime.now(UTC).date())]


def to_frame(found: list[Finding]) -> "pd.DataFrame":
    """Return findings as a table to show or export, one row a finding, with French column names."""
    import pandas as pd

    return pd.DataFrame(
        [
            (
                one.severity.capitalize(),
                one.table_label or one.table,
                one.row,
                one.column_label or one.column,
                one.value,
                one.rule,
                one.consequence,
            )
            for one in found
        ],
        columns=["Gravité", "Table", "Ligne", "Colonne", "Constat", "Règle", "Conséquence"],
    )
