"""A register of one row a person met: put together by action before anything else is done with it.

Only counts come out: no cell of a person does, and no row.
"""

import math
import re
from dataclasses import dataclass, field

from data.importers.actions.action import Action, Rights
from data.importers.actions.cells import Row
from data.importers.actions.columns import Columns
from data.importers.actions.hosts import Host
from data.importers.actions.sessions import Context, Read, operator, placed
from data.importers.actions.spans import yes
from data.importers.barometer import ages, choices
from data.importers.barometer.choices import BENEFITS
from data.importers.numbers import figure
from data.importers.reading import RawTable
from data.importers.remark import Remark

YOUNG, SENIOR = (16, 25), 65


@dataclass
class _Sum:
    """An action whose people are being counted."""

    first: Action
    met: int = 0
    helped: int = 0
    met_of: dict[str, int] = field(default_factory=dict)
    rights: dict[str, tuple[int, float, bool]] = field(default_factory=dict)


def read(table: RawTable, columns: Columns, context: Context) -> Read:
    """Return the actions that the people of the register were met at, with their counts.

    People met the same day, by one operator, at one place, were met at one action. A person who came twice on two
    days is met twice: the register says who it is, and that is not kept.
    """
    sums: dict[tuple[object, ...], _Sum] = {}
    remarks: list[Remark] = []
    names: dict[str, str] = {}
    refused = accepted = 0
    for line, record in zip(table.rows.index, table.rows.to_dict("records"), strict=True):
        row = Row(int(line), {str(column): str(cell) for column, cell in record.items()}, context.today)
        person = _person(row, columns, context, names)
        remarks += row.remarks
        if person is None:
            refused += 1
            continue
        accepted += 1
        known = sums.setdefault(person.at.where_and_when, _Sum(person.at))
        _counted(known, person)
    with_help = "helped" in columns.of
    with_publics = bool({"public", "age"} & set(columns.of))
    actions = tuple(_action(one, with_help=with_help, with_publics=with_publics) for one in sums.values())
    return Read(actions, tuple(remarks), accepted, refused)


@dataclass(frozen=True)
class _Person:
    at: Action
    helped: bool
    publics: frozenset[str]
    rights: tuple[tuple[str, float], ...]


def _person(row: Row, columns: Columns, context: Context, names: dict[str, str]) -> _Person | None:
    of = columns.of
    when = row.day(of["date"])
    who = operator(row, columns, context, names)
    where: Host = placed(row, columns, context)
    half_day = row.half_day(of.get("half_day", ""))
    hours = row.hours(of.get("hours", ""))
    publics = row.publics(of.get("public", "")) | _of_age(row, of.get("age", ""))
    helped = yes(row.texts.get(of.get("helped", ""), ""))
    if helped is None:
        row.refuse(of["helped"], "réponse inconnue ; attendu : oui, non ou rien")
    rights = _opened(row, columns)
    if when is None or row.refused:
        return None
    at = Action(row.line, when, half_day, hours, who, where.commune, where.place, where.label)
    return _Person(at, bool(helped) or bool(rights), publics, tuple(rights))


def _of_age(row: Row, column: str) -> frozenset[str]:
    """Return the publics that an age alone tells; an age that cannot be read tells none, and is not shown."""
    read = ages.parse(row.texts.get(column, ""), row.today) if column else None
    if read is None:
        return frozenset()
    found = {"jeunes"} if read.within(*YOUNG) else set()
    return frozenset(found | ({"seniors"} if read.low >= SENIOR else set()))


def _opened(row: Row, columns: Columns) -> list[tuple[str, float]]:
    """Return the rights opened to a person, each with its euros a year (NaN when they are not said)."""
    found: list[tuple[str, float]] = []
    for rank, column in columns.opened.items():
        text = row.texts.get(column, "")
        worth = columns.worth.get(rank, "")
        written = row.texts.get(worth, "")
        if not text.strip() or yes(text) is False:
            if (figure(written).value or 0) > 0:
                row.refuse(worth, "un montant sans droit ouvert : nommez le droit")
            continue
        benefits = _named(text)
        if not benefits:
            listed = ", ".join(one.label for one in BENEFITS)
            row.refuse(column, f"droit inconnu ; admis : {listed}")
            continue
        euros = row.amount(worth, whole=False, noun="d’euros")
        if len(benefits) > 1 and not math.isnan(euros):
            message = f"un seul montant pour {len(benefits)} droits ; attendu : une colonne de droit et une de montant"
            row.refuse(worth, f"{message} par droit (« Droit ouvert 2 », « Montant 2 »)")
            continue
        found += [(benefit, euros * 12 if worth in columns.monthly else euros) for benefit in benefits]
    return found


def _named(text: str) -> list[str]:
    """Return the benefits that a cell names: several where the parts of it name different ones.

    Examples
    --------
    >>> _named("RSA, prime d’activité"), _named("Aides au logement (APL, ALF, ALS)"), _named("RSA, dossier 12")
    (['rsa', 'ppa'], ['aides_logement'], ['rsa'])
    """
    bare = re.sub(r"\([^()]*\)", " ", text)
    parts = [choices.read(part, BENEFITS) for part in re.split(r"[;,/|+\n]|\bet\b", bare)]
    several = list(dict.fromkeys(one for one in parts if one is not None))
    if len(several) > 1:
        return several
    whole = choices.read(text, BENEFITS)
    return [] if whole is None else [whole]


def _counted(known: _Sum, person: _Person) -> None:
    known.met += 1
    known.helped += person.helped
    for public in person.publics:
        known.met_of[public] = known.met_of.get(public, 0) + 1
    for benefit, euros in person.rights:
        count, total, priced = known.rights.get(benefit, (0, 0.0, True))
        said = not math.isnan(euros)
        # The sum of which one part is not said is not said either.
        known.rights[benefit] = (count + 1, total + (euros if said else 0.0), priced and said)


def _action(one: _Sum, *, with_help: bool, with_publics: bool) -> Action:
    at = one.first
    return Action(
        line=at.line,
        when=at.when,
        half_day=at.half_day,
        hours=at.hours,
        operator=at.operator,
        commune=at.commune,
        place=at.place,
        place_label=at.place_label,
        met=float(one.met),
        accompanied=float(one.helped) if with_help or one.rights else math.nan,
        met_of={public: float(count) for public, count in one.met_of.items()} if with_publics else {},
        rights={
            benefit: Rights(float(count), total if priced else math.nan)
            for benefit, (count, total, priced) in one.rights.items()
        },
    )
