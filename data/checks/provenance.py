"""Where the tables come from: files as their sidecar says, licences confirmed, vintages not too old."""

from datetime import date

import pandas as pd

from data.catalogue import Entry
from data.checks.finding import Finding, Rule
from data.checks.limits import FIGURE_STALE_YEARS, TO_CONFIRM
from data.checks.tables import Tables, each_row
from data.checks.vintage import age
from data.formats import number

_LICENCE = "une licence permet la diffusion"
_NOT_LICENSED = "la licence est affichée « à confirmer » : demandez au producteur avant de republier"
_OLD = "vérifiez si le producteur a publié une version plus récente"


def files(tables: Tables) -> list[Finding]:
    """Find the files that are not those that their sidecar describes."""
    found: list[Finding] = []
    for name, entry in tables.entries.items():
        if name not in tables.frames:
            continue
        frame = tables.frames[name]
        checksum = tables.checksums.get(name)
        if checksum is not None and entry.checksum != f"sha256:{checksum}":
            rule = Rule(
                name,
                "",
                "le fichier est celui que décrit sa fiche du catalogue (empreinte SHA-256)",
                "la source et le millésime affichés ne sont peut-être pas ceux des valeurs",
                "à corriger",
            )
            stated = entry.checksum.removeprefix("sha256:")[:12] or "absente"
            found.append(rule.broken("", f"empreinte {checksum[:12]}…, attendue {stated}…"))
        if entry.rows != len(frame):
            rule = Rule(
                name,
                "",
                "la table a le nombre de lignes que dit sa fiche",
                "des lignes ont été perdues ou ajoutées depuis la construction",
                "à corriger",
            )
            found.append(rule.broken("", f"{number(len(frame))} lignes, {number(entry.rows)} attendues"))
        described = {column.name for column in entry.columns}
        for column in frame.columns:
            if column not in described:
                rule = Rule(
                    name,
                    str(column),
                    "une colonne est décrite dans le catalogue",
                    "la colonne n’a ni libellé ni source : elle n’est pas montrée",
                    "à corriger",
                )
                found.append(rule.broken("", "colonne non décrite"))
    return found


def licences(tables: Tables) -> list[Finding]:
    """Find the tables and the indicators whose licence is still to be confirmed."""
    found: list[Finding] = []
    for name, entry in tables.entries.items():
        if TO_CONFIRM in entry.licence and name != "figures":  # the figures' licences are the dictionary's
            found.append(Rule(name, "", _LICENCE, _NOT_LICENSED, "à corriger").broken("", entry.licence))
    dictionary = tables["indicators"]
    unsure = dictionary[dictionary["licence"].str.contains(TO_CONFIRM, regex=False)]
    for (producer, dataset), rows in unsure.groupby(["producer", "dataset"]):
        rule = Rule("indicators", "licence", _LICENCE, _NOT_LICENSED, "à corriger")
        labels = rows["short"].tolist()
        said = f"{number(len(labels))} indicateurs, dont « {labels[0]} »" if len(labels) > 1 else f"« {labels[0]} »"
        found.append(rule.broken(f"{producer}, {dataset}", said))
    return found


def vintages(tables: Tables, today: date) -> list[Finding]:
    """Find the vintages that are too old, not said, or in the future."""
    found: list[Finding] = []
    for name, entry in tables.entries.items():
        if name in tables.frames and entry.rows:
            found += _of_table(tables, name, entry, today)
    return found


def _limit(name: str, entry: Entry) -> int | None:
    if name == "indicators":
        return FIGURE_STALE_YEARS
    return entry.stale_after_years


def _rows(name: str, entry: Entry, frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Return what carries a vintage in a table, with the vintage: its rows if they say theirs, else itself."""
    if name == "national_rates":
        dated = frame[frame["year"].notna()]
        return [(f"{row.benefit}, {row.profile}", str(int(row.year))) for row in each_row(dated)]
    if name == "indicators":
        return [(f"{row.label} ({row.level})", str(row.vintage)) for row in each_row(frame)]
    if "vintage" in frame.columns:
        return list(zip(frame["id"].astype(str), frame["vintage"].astype(str), strict=True))
    return [("", entry.vintage)]


def _of_table(tables: Tables, name: str, entry: Entry, today: date) -> list[Finding]:
    limit = _limit(name, entry)
    column = "year" if name == "national_rates" else "vintage"
    rows = _rows(name, entry, tables[name])
    aged = [(row, text, age(text, today)) for row, text in rows]
    unsaid = Rule(
        name,
        column,
        "le millésime est précisé",
        "on ne sait pas dire si la donnée est encore juste",
        "à savoir",
    )
    future = Rule(
        name,
        column,
        "un millésime n’est pas dans le futur",
        "la source affichée est fausse",
        "à corriger",
    )
    found = unsaid.each([(row, f"« {text} »") for row, text, years in aged if years is None], of=len(rows))
    found += future.each([(row, text) for row, text, years in aged if years is not None and years < 0])
    if limit is None:
        return found
    stale = Rule(name, column, f"un millésime a au plus {number(limit)} ans", _OLD, "à savoir")
    old = sorted((-years, row, text) for row, text, years in aged if years is not None and years > limit)
    return found + stale.each([(row, f"{text}, il y a {number(-years)} ans") for years, row, text in old], of=len(rows))
