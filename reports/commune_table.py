"""The tables of a commune's sheet, on screen and as files: its indicators, its IRIS."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from data import store
from data.formats import typography
from data.settings import settings
from geo import territory
from indicators.of_communes import iris_of
from indicators.publics import THEMES
from indicators.sheet import sheet
from indicators.values import STATUS_LABEL, values
from reports.tables import Column, Table

# What an IRIS is compared on: income is declared there, where that of the communes is disposable.
_OF_IRIS = (
    "population",
    "revenu_median",
    "taux_pauvrete",
    "part_menages_pauvres",
    "part_monoparents",
    "part_65_plus",
    "taux_chomage_rp",
    "part_sans_voiture",
    "part_hlm",
    "fragilite_numerique",
)


def indicators(code: str) -> Table:
    """Return every indicator of a commune's sheet beside its references.

    Raises
    ------
    geo.territory.UnknownArea
    """
    of = sheet(code)
    rows = []
    for theme, shown in of.themes.items():
        for row in shown:
            low, high = row.between or (np.nan, np.nan)
            status = "selon l’IRIS" if not row.known and row.between else STATUS_LABEL[row.status]
            rows.append(
                {
                    "theme": THEMES[theme],
                    "label": row.indicator.label,
                    "unit": row.indicator.unit,
                    "value": row.value,
                    "status": status,
                    "whole": row.whole.value,
                    "similar": row.similar.value,
                    "place": row.rank.place if row.rank else np.nan,
                    "among": row.rank.among if row.rank else np.nan,
                    "count": row.count,
                    "low": low,
                    "high": high,
                    "whole_note": " ; ".join(
                        part for part in ("" if row.whole.entire else row.whole.label, row.whole.note) if part
                    ),
                    "similar_note": row.similar.note,
                    "source": row.indicator.source,
                    "licence": row.indicator.licence,
                    "note": row.indicator.note,
                }
            )
    return Table(
        title=f"{of.name} : indicateurs de la fiche commune",
        frame=pd.DataFrame(rows),
        columns=(
            Column("theme", "Thème", text=True),
            Column("label", "Indicateur", text=True),
            Column("unit", "Unité", text=True),
            Column("value", of.name, decimals=1),
            Column("status", "Statut de la valeur", text=True),
            Column("whole", settings().short.name, decimals=1),
            Column("similar", "Communes de taille semblable, médiane", decimals=1),
            Column("place", "Rang", help="1 : la plus forte valeur"),
            Column("among", "Sur"),
            Column("count", "Effectif du numérateur"),
            Column("low", "Plus faible IRIS", decimals=1),
            Column("high", "Plus fort IRIS", decimals=1),
            Column("whole_note", f"Précision sur {settings().short.the}", text=True),
            Column("similar_note", "Précision sur les communes semblables", text=True),
            Column("source", "Source", text=True),
            Column("licence", "Licence", text=True),
            Column("note", "Remarque", text=True),
        ),
        sources=tuple(dict.fromkeys(row.indicator.source for row in of.rows)),
        mentions=mentions(code),
        file_name=f"fiche-{code}",
    )


def mentions(code: str) -> tuple[str, ...]:
    """Return what must be said with the figures of a sheet."""
    peers = [territory.load().label(other) for other in sheet(code).peers]
    alike = ", ".join(peers) if peers else "aucune"
    return tuple(
        typography(text)
        for text in (
            f"Communes de taille semblable (de la moitié au double de la population) : {alike}.",
            "Une valeur sous secret statistique, masquée ou nulle n’est pas 0.",
            "Les taux du recensement d’une commune découpée en IRIS sont des moyennes pondérées par l’Atlas.",
        )
    )


def iris(code: str) -> Table | None:
    """Return the IRIS of a commune side by side, None when it has but one.

    Raises
    ------
    geo.territory.UnknownArea
    """
    parts = iris_of(code)
    if len(parts) < 2:
        return None
    of = [values(name, "iris") for name in _OF_IRIS]
    known = territory.load()
    frame = pd.DataFrame(
        [
            {"code": part, "name": known.iris[part].name} | {one.indicator.id: one.of(part) for one in of}
            for part in parts
        ]
    )
    hidden = {one.indicator.short: sum(not np.isnan(one.of(part)) for part in parts) for one in of}
    missing = [f"{short} ({len(parts) - count})" for short, count in hidden.items() if count < len(parts)]
    secret = (f"Valeurs sous secret statistique, laissées vides : {', '.join(missing)}.",) if missing else ()
    columns = tuple(
        Column(one.indicator.id, one.indicator.short, one.indicator.unit, one.indicator.decimals) for one in of
    )
    return Table(
        title=f"{known.label(code)} : ses IRIS",
        frame=frame,
        columns=(Column("name", "IRIS", text=True), Column("code", "Code", text=True), *columns),
        sources=tuple(dict.fromkeys(one.indicator.source for one in of)),
        mentions=(typography("Revenu et bas revenus déclarés, avant impôts et prestations."), *map(typography, secret)),
        file_name=f"iris-{code}",
    )


def everything() -> Table:
    """Return the indicators of all the communes' sheets, one row a commune and indicator."""
    return _everything(store.fingerprint())


@lru_cache(maxsize=1)
def _everything(fingerprint: str) -> Table:
    known = territory.load()
    tables = {code: indicators(code) for code in known.communes}
    first = next(iter(tables.values()))
    frames = [one.frame.assign(code=code, commune=known.label(code)) for code, one in tables.items()]
    columns = tuple(replace(one, label="Valeur") if one.name == "value" else one for one in first.columns)
    return Table(
        title=f"Fiches des {len(tables)} communes : indicateurs",
        frame=pd.concat(frames, ignore_index=True),
        columns=(Column("code", "Code Insee", text=True), Column("commune", "Commune", text=True), *columns),
        sources=first.sources,
        mentions=first.mentions[1:],
        file_name="fiches-communes",
    )
