"""Downloads of a view, made only when asked for."""

from collections.abc import Callable

import streamlit as st

from reports import layers, tables
from reports.tables import Table
from ui import lazy

MIME = {
    "csv": "text/csv",
    "md": "text/markdown",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ics": "text/calendar",
    "gpx": "application/gpx+xml",
}
LABEL = {
    "csv": "Tableau (CSV)",
    "xlsx": "Classeur (XLSX)",
    "geojson": "Carte pour le web (GeoJSON)",
    "gpkg": "Carte pour un SIG (GeoPackage)",
    "png": "Carte à imprimer (PNG)",
    "svg": "Carte à imprimer (SVG)",
    "pdf": "Carte à imprimer (PDF)",
    "pptx": "Diaporama (PPTX)",
    "ics": "Agenda (ICS)",
    "gpx": "Trace (GPX)",
}


def file(
    kind: str,
    name: str,
    make: Callable[[], bytes],
    *,
    key: str,
    label: str | None = None,
    primary: bool = False,
    stretch: bool = True,
) -> None:
    """Show one download button; `make` runs when it is clicked."""
    st.download_button(
        label or LABEL[kind],
        make,
        file_name=f"{name}.{kind}",
        mime=MIME[kind],
        key=f"{key}-{kind}",
        icon=":material/download:",
        type="primary" if primary else "secondary",
        width="stretch" if stretch else "content",
        on_click="ignore",
    )


def menu(
    table: Table,
    *,
    key: str,
    level: str | None = None,
    more: dict[str, Callable[[], bytes]] | None = None,
    label: str = "Télécharger",
) -> None:
    """Show the menu of downloads: CSV, XLSX, with a level GeoJSON and GeoPackage, and `more` by kind.

    Its buttons are sent once it is open; opening it runs nothing else of the page.
    """
    from geo.outlines import areas

    makers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: tables.to_csv(table),
        "xlsx": lambda: tables.to_xlsx(table),
    }
    if level is not None:
        makers["geojson"] = lambda: layers.to_geojson(table, areas(level))
        makers["gpkg"] = lambda: layers.to_gpkg(table, areas(level))

    def fill() -> None:
        for kind, make in (makers | (more or {})).items():
            file(kind, table.file_name, make, key=key)

    lazy.menu(label, fill, icon=":material/download:", key=f"{key}-menu")
