"""The two tables of a register, and what the catalogue says of them: small counts of people, kept out of sight."""

import math
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

import pandas as pd

from data.catalogue import Column, Entry
from data.formats import day, enumerate_words, number, plural
from data.importers.actions.action import BENEFIT_CODES, PUBLIC_CODES, Action
from data.importers.barometer.choices import BENEFITS
from data.importers.barometer.living import PUBLICS

ACTIONS, RIGHTS = "actions", "action_rights"
# Insee's rule for figures on persons: nothing is shown on fewer of them.
THRESHOLD = 11


def _code(name: str, label: str) -> Column:
    return Column(name=name, label=label, nature="code")


def _people(name: str, label: str, public: str = "") -> Column:
    return Column(name=name, label=label, nature="effectif", unit="personnes", public=public, threshold=THRESHOLD)


def _euros(name: str, label: str) -> Column:
    return Column(name=name, label=label, nature="montant", unit="€")


ACTION_COLUMNS: tuple[Column, ...] = (
    _code("id", "Identifiant de l’action"),
    _code("date", "Date"),
    _code("half_day", "Demi-journée"),
    Column(name="hours", label="Durée", nature="grandeur", unit="heures", decimals=1),
    _code("operator", "Opérateur"),
    _code("commune", "Commune (code Insee)"),
    _code("place", "Lieu (identifiant dans la table des lieux)"),
    _code("place_label", "Lieu, où la table n’en a pas"),
    *(_code(f"for_{one.code}", f"Vise : {one.label}") for one in PUBLICS),
    _people("met", "Personnes rencontrées"),
    _people("accompanied", "Personnes accompagnées"),
    *(_people(f"met_{one.code}", f"Personnes rencontrées : {one.label}", one.code) for one in PUBLICS),
    _euros("cost", "Coût"),
    _euros("funding", "Financement"),
)
RIGHT_COLUMNS: tuple[Column, ...] = (
    _code("action", "Identifiant de l’action"),
    _code("benefit", "Prestation"),
    Column(name="opened", label="Droits ouverts", nature="effectif", unit="droits", threshold=THRESHOLD),
    Column(name="euros_year", label="Montant ouvert", nature="montant", unit="€/an", threshold=THRESHOLD),
)


def identifiers(dataset: str, actions: Sequence[Action]) -> list[str]:
    """Return an identifier for each action, the same from one import of a register to the next, its own in all."""
    times: dict[str, int] = {}
    found = []
    for one in actions:
        # The line is no part of it: rows come before others in the next register.
        text = "|".join(str(part) for part in (dataset, *one.where_and_when))
        stem = sha256(text.encode()).hexdigest()[:12]
        times[stem] = times.get(stem, 0) + 1
        found.append(stem if times[stem] == 1 else f"{stem}-{times[stem]}")
    return found


def tables(dataset: str, actions: Sequence[Action]) -> dict[str, pd.DataFrame]:
    """Return the rows of the two tables; that of rights only where some were opened."""
    ids = identifiers(dataset, actions)
    rows = [
        {
            "id": identifier,
            "date": one.when.isoformat(),
            "half_day": one.half_day,
            "hours": one.hours,
            "operator": one.operator,
            "commune": one.commune,
            "place": one.place,
            "place_label": one.place_label,
            **{f"for_{code}": code in one.publics for code in PUBLIC_CODES},
            "met": one.met,
            "accompanied": one.accompanied,
            **{f"met_{code}": one.met_of.get(code, math.nan) for code in PUBLIC_CODES},
            "cost": one.cost,
            "funding": one.funding,
        }
        for identifier, one in zip(ids, actions, strict=True)
    ]
    opened = [
        {"action": identifier, "benefit": code, "opened": one.rights[code].count, "euros_year": one.rights[code].euros}
        for identifier, one in zip(ids, actions, strict=True)
        for code in BENEFIT_CODES
        if code in one.rights
    ]
    found = {ACTIONS: pd.DataFrame(rows, columns=[column.name for column in ACTION_COLUMNS])}
    if opened:
        found[RIGHTS] = pd.DataFrame(opened, columns=[column.name for column in RIGHT_COLUMNS])
    return found


def summary(actions: Sequence[Action]) -> str:
    """Return what a register holds in one sentence, without any count of people."""
    operators = sorted({one.operator for one in actions})
    first, last = min(one.when for one in actions), max(one.when for one in actions)
    when = f"le {day(first)}" if first == last else f"du {day(first)} au {day(last)}"
    listed = enumerate_words(operators[:6]) + (f" et {number(len(operators) - 6)} autres" if len(operators) > 6 else "")
    communes = len({one.commune for one in actions})
    return (
        f"{plural(len(actions), 'action')} de {plural(len(operators), 'opérateur')} ({listed}), {when}, dans "
        f"{plural(communes, 'commune')}."
    )


def entry(
    name: str, actions: Sequence[Action], *, title: str, obtained: str, today: date, keep_until: date, fictitious: bool
) -> Entry:
    """Return the catalogue entry of one of the two tables."""
    first, last = min(one.when for one in actions), max(one.when for one in actions)
    months = dict.fromkeys(day(one).partition(" ")[2] for one in (first, last))  # « janvier 2025 »
    benefits = enumerate_words([one.label for one in BENEFITS])
    return Entry(
        name=name,
        title=title if name == ACTIONS else f"{title} : droits ouverts",
        producer=", ".join(sorted({one.operator for one in actions})),
        dataset="Registre des actions d’aller-vers",
        vintage=" à ".join(months),
        accessed=today.isoformat(),
        licence="Usage interne, secret statistique à appliquer",
        quality="fictif" if fictitious else "réel",
        obtained=obtained,
        notes=(
            summary(actions),
            "Effectifs non protégés : jamais montrés ni exportés tels quels ; le secret statistique s’applique avant "
            f"(moins de {THRESHOLD} personnes, et ce qui s’en déduit).",
            f"À effacer après le {day(keep_until)}.",
            "Un nombre que le registre ne dit pas est inconnu, jamais 0.",
            *((f"Prestations suivies : {benefits}.",) if name == RIGHTS else ()),
        ),
        confidential=True,
        keep_until=keep_until.isoformat(),
        columns=ACTION_COLUMNS if name == ACTIONS else RIGHT_COLUMNS,
    )
