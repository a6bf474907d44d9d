"""The parts of the page of the data: the findings, the catalogue, one table's provenance and downloads."""

import html

import pandas as pd
import streamlit as st

from data import catalogue, store
from data.catalogue import Entry
from data.checks.finding import Finding
from data.formats import number, typography
from reports import catalogued
from reports.tables import Column, Table
from ui import downloads, page, table

# Where each part of the page begins, for the links at its top.
CATALOGUE, BRING, BROUGHT = "catalogue", "apporter", "importees"
NATURE = {
    "effectif": "effectif",
    "taux": "taux",
    "montant": "montant",
    "indice": "indice",
    "grandeur": "grandeur",
    "code": "code",
    "texte": "texte",
    "géométrie": "contour",
}


def contents() -> None:
    """Show links to the parts of the page: who comes to bring a file does not read the checks first."""
    parts = {
        "Le catalogue": CATALOGUE,
        "Apporter vos données": BRING,
        "Vos données importées": BROUGHT,
    }
    st.markdown(" · ".join(f"[{label}](#{anchor})" for label, anchor in parts.items()))


@st.cache_data(show_spinner="Vérification des tables…", max_entries=4)
def findings(fingerprint: str) -> tuple[list[Finding], pd.DataFrame]:
    """Return the findings on the present tables, also as a frame; checked once for a state of the tables."""
    from data.checks import run

    found = run.findings()
    return found, run.to_frame(found)


def findings_list(found: list[Finding], severities: tuple[str, ...]) -> None:
    """Show the findings of some severities one by one: where, what, which rule, with what consequence."""
    chosen = [one for one in found if one.severity in severities]
    rows = "".join(
        f'<div class="atlas-state"><dt>{_safe(_place(one))}</dt><dd>{_safe(_sentence(one.value))}.<br>'
        f"{_safe(f'Règle : {one.rule}. Conséquence : {one.consequence}.')}</dd></div>"
        for one in chosen
    )
    st.html(f'<dl class="atlas-states">{rows}</dl>')


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _safe(text: str) -> str:
    return html.escape(typography(text), quote=False)


def _place(one: Finding) -> str:
    return " – ".join(part for part in (one.row, one.column_label or one.column, one.table_label or one.table) if part)


def findings_table(frame: pd.DataFrame) -> Table:
    """Return the findings as a table to show and to download."""
    columns = tuple(Column(name, name, text=True) for name in frame.columns)
    return Table("Constats des vérifications", frame.astype(str), columns, file_name="atlas-constats")


def catalogue_table(entries: list[Entry]) -> Table:
    """Return the catalogue as a table: one row a table."""
    frame = pd.DataFrame(
        {
            "title": [entry.title for entry in entries],
            "quality": [entry.quality for entry in entries],
            "rows": [entry.rows for entry in entries],
            "producer": [entry.producer for entry in entries],
            "vintage": [entry.vintage for entry in entries],
            "licence": [entry.licence for entry in entries],
            "origin": [_origin(entry) for entry in entries],
            "name": [entry.name for entry in entries],
        }
    )
    columns = (
        Column("title", "Table", text=True),
        Column("quality", "Qualité", text=True),
        Column("rows", "Lignes"),
        Column("producer", "Producteur", text=True),
        Column("vintage", "Millésime", text=True),
        Column("licence", "Licence", text=True),
        Column("origin", "Version utilisée", text=True),
    )
    return Table("Catalogue des données", frame, columns, file_name="atlas-catalogue")


def _origin(entry: Entry) -> str:
    if entry.name not in store.TABLES:
        return "importée"
    return "importée" if store.is_replaced(entry.name) else "embarquée"


def provenance(entry: Entry) -> None:
    """Show where a table comes from, what its columns mean, and its downloads."""
    st.subheader(entry.title, anchor=False)
    page.source(
        f"{entry.source} ; consulté le {entry.accessed} ; licence : {entry.licence} ; {entry.obtained}.",
        # The checksum of a few secret counts would let anybody try counts until it matches.
        f"{number(entry.rows)} lignes" + ("." if entry.confidential else f" ; empreinte {entry.checksum[:19]}…"),
    )
    for note in entry.notes:
        st.markdown(f"- {page.text(note)}")
    columns = pd.DataFrame(
        {
            "label": [column.label for column in entry.columns],
            "nature": [NATURE[column.nature] for column in entry.columns],
            "unit": [column.unit for column in entry.columns],
            "name": [column.name for column in entry.columns],
            "threshold": [
                "" if column.threshold is None else f"moins de {number(column.threshold)}" for column in entry.columns
            ],
        }
    )
    shown = (
        Column("label", "Colonne", text=True),
        Column("nature", "Nature", text=True),
        Column("unit", "Unité", text=True),
        Column("threshold", "Seuil de confidentialité", text=True),
        Column("name", "Nom dans les fichiers", text=True),
    )
    table.show(Table(f"Colonnes de {entry.title}", columns, shown), key=f"colonnes-{entry.name}")
    if entry.confidential:
        st.info(
            typography(
                "Ces lignes décrivent des personnes, ou en comptent trop peu : elles ne sont ni affichées "
                "ni téléchargeables."
            ),
            icon=":material/lock:",
        )
        return
    geometric = entry.name in store.GEOMETRIC
    more = {
        "geojson": lambda: catalogued.geojson(entry.name),
        "gpkg": lambda: catalogued.geopackage(entry.name),
    }
    downloads.menu(
        catalogued.table(entry.name),
        key=f"table-{entry.name}",
        more=more if geometric else None,
        label="Télécharger cette table",
    )


def titles() -> dict[str, str]:
    """Return the name and title of each table of the catalogue."""
    return {entry.name: entry.title for entry in catalogue.entries()}
