"""A register of one row a session, with its counts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.importers.actions import hosts
from data.importers.actions.action import Action, Rights
from data.importers.actions.cells import Row
from data.importers.actions.columns import Columns
from data.importers.gazetteer import Gazetteer
from data.importers.places.place import Place
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded, visible

# « CCAS Arras » is « CCAS d’Arras ».
_ARTICLES = frozenset({"d", "de", "du", "des", "l", "la", "le", "les"})


@dataclass(frozen=True)
class Read:
    """What a register says: its actions, what there is to say of its rows, and how many of them are refused."""

    actions: tuple[Action, ...]
    remarks: tuple[Remark, ...]
    accepted: int
    refused: int


@dataclass(frozen=True)
class Context:
    """What the rows are read with: the default operator, the day, the places and areas in use."""

    operator: str
    today: date
    places: Sequence[Place]
    known: Gazetteer


def read(table: RawTable, columns: Columns, context: Context) -> Read:
    """Return the actions of the rows that can be read.

    A row that says again all that another one says is refused: the action would count twice.
    """
    actions: list[Action] = []
    remarks: list[Remark] = []
    refused = 0
    names: dict[str, str] = {}
    seen: dict[tuple[object, ...], int] = {}
    for line, record in zip(table.rows.index, table.rows.to_dict("records"), strict=True):
        row = Row(int(line), {str(column): str(cell) for column, cell in record.items()}, context.today)
        action = _action(row, columns, context, names)
        if action is not None:
            # nan is never itself: two unknown counts are compared as the text of them
            whole = (*action.where_and_when, repr((action.hours, action.met, action.accompanied, action.met_of,
                                                   action.rights, action.cost, action.funding)))  # fmt: skip
            if whole in seen:
                row.refuse(columns.of["date"], f"action déjà décrite, mot pour mot, à la ligne {seen[whole]}")
            seen.setdefault(whole, row.line)
        remarks += row.remarks
        if row.refused or action is None:
            refused += 1
        else:
            actions.append(action)
    return Read(tuple(actions), tuple(remarks), len(actions), refused)


def placed(row: Row, columns: Columns, context: Context) -> hosts.Host:
    """Return where the row's action took place, said and refused as it must be."""
    of = columns.of
    texts = [row.texts.get(of.get(what, ""), "") for what in ("place", "address", "commune")]
    found = hosts.host(texts[0], texts[1], texts[2], context.places, context.known)
    column = of.get("commune", "") if found.refused and texts[2].strip() else of.get("place", of.get("commune", ""))
    return row.settled(found, column)


def operator(row: Row, columns: Columns, context: Context, names: dict[str, str]) -> str:
    """Return the operator, spelt as the first row that names it does."""
    column = columns.of.get("operator", "")
    text = visible(row.texts.get(column, "")) or context.operator
    if not text:
        row.refuse(column, "l’opérateur de l’action est attendu")
        return ""
    key = " ".join(word for word in folded(text).split() if word not in _ARTICLES)
    known = names.setdefault(key or folded(text), text)
    if folded(known) != folded(text):
        row.repair(column, f"opérateur lu « {known} », comme il est écrit plus haut")
    return known


def _action(row: Row, columns: Columns, context: Context, names: dict[str, str]) -> Action | None:
    of = columns.of
    when = row.day(of["date"])
    who = operator(row, columns, context, names)
    where = placed(row, columns, context)
    met = row.amount(of.get("met", ""), whole=True, noun="de personnes")
    helped = row.amount(of.get("accompanied", ""), whole=True, noun="de personnes")
    if helped > met:
        row.refuse(of["accompanied"], f"plus de personnes accompagnées que de rencontrées ({met:.0f})")
    met_of = {public: row.amount(column, whole=True, noun="de personnes") for public, column in columns.met_of.items()}
    for public, count in met_of.items():
        if count > met:
            row.refuse(columns.met_of[public], f"plus de personnes de ce public que de rencontrées ({met:.0f})")
    rights = {
        benefit: rights
        for benefit in dict.fromkeys((*columns.counts, *columns.euros))
        if (rights := _rights(row, columns, benefit)) is not None
    }
    hours = row.hours(of.get("hours", ""))
    half_day = row.half_day(of.get("half_day", ""))
    publics = row.publics(of.get("public", ""))
    cost = row.amount(of.get("cost", ""), whole=False, noun="d’euros")
    funding = row.amount(of.get("funding", ""), whole=False, noun="d’euros")
    if funding > cost:
        row.know(of["funding"], "le financement dépasse le coût de l’action")
    if when is None or row.refused:
        return None
    return Action(
        line=row.line,
        when=when,
        half_day=half_day,
        hours=hours,
        operator=who,
        commune=where.commune,
        place=where.place,
        place_label=where.label,
        publics=publics,
        met=met,
        accompanied=helped,
        met_of={public: count for public, count in met_of.items() if not math.isnan(count)},
        rights=rights,
        cost=cost,
        funding=funding,
    )


def _rights(row: Row, columns: Columns, benefit: str) -> Rights | None:
    """Return the rights opened to a benefit; None where the register says nothing of it."""
    counted, worth = columns.counts.get(benefit, ""), columns.euros.get(benefit, "")
    count = row.amount(counted, whole=True, noun="de droits")
    euros = row.amount(worth, whole=False, noun="d’euros")
    if worth in columns.monthly and not math.isnan(euros):
        euros *= 12
        row.repair(worth, "euros par mois, comptés pour douze mois")
    if euros > 0 and not count > 0:
        row.refuse(worth, "un montant sans droit ouvert : donnez le nombre de droits")
        return None
    return None if math.isnan(count) else Rights(count, euros)
