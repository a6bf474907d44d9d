"""An indicator in space as tables: the areas that stand out among their neighbours, the estimates inside zones."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data.formats import capital, typography
from indicators.inside import Inside
from indicators.spatial import COLD, HIGH_EXCEPTION, HOT, LOW_EXCEPTION, ORDINARY, OUTSIDE, Grouping
from indicators.values import Values
from reports.sentences.carte_espace import LABELS, method
from reports.tables import Column, Table

_HEADING = {"commune": "Commune", "iris": "IRIS", "carreau": "Carreau"}
_ORDER = (HOT, COLD, HIGH_EXCEPTION, LOW_EXCEPTION, ORDINARY, OUTSIDE)


def spots(found: Grouping, name: Mapping[str, str], *, sources: tuple[str, ...], mentions: tuple[str, ...]) -> Table:
    """Return the areas with what they are among their neighbours: those that stand out first, those left out last."""
    of = found.of
    indicator = of.indicator
    table = found.table
    reason = {code: "" if known else state for code, known, state in zip(of.codes, of.known, of.states, strict=True)}
    frame = pd.DataFrame(
        {
            "nom": [name[code] for code in of.codes],
            "situation": [LABELS[kind] for kind in table["kind"]],
            "valeur": of.value,
            "voisins": table["around"].to_numpy(),
            "gi": table["gi"].to_numpy(),
            "moran": table["moran"].to_numpy(),
            "p": table["p"].to_numpy(),
            "q": table["q"].to_numpy(),
            "note": [reason[code] or note for code, note in zip(of.codes, table["note"], strict=True)],
            "code": list(of.codes),
            "rang": [_ORDER.index(kind) for kind in table["kind"]],
        }
    ).sort_values(["rang", "q"], kind="stable", ignore_index=True)
    return Table(
        title=f"{indicator.short} : chaque {_HEADING[indicator.level].replace('C', 'c')} parmi ses voisins",
        frame=frame,
        columns=(
            Column("nom", _HEADING[indicator.level], text=True),
            Column("situation", "Situation", text=True, help="Après le contrôle des fausses alertes à 5 %"),
            Column("valeur", indicator.short, indicator.unit, indicator.decimals, help=indicator.label),
            Column("voisins", "Moyenne des voisins", indicator.unit, indicator.decimals),
            Column("gi", "G* (écarts-types)", decimals=2, help="Getis et Ord : positif où les valeurs sont hautes"),
            Column("moran", "Moran local", decimals=2),
            Column("p", "p", decimals=4),
            Column("q", "p ajusté", decimals=4, help="Benjamini et Hochberg"),
            Column("note", "Note", text=True),
            Column("code", "Code", text=True),
        ),
        sources=sources,
        mentions=(*mentions, method(found)),
        file_name=f"atlas-{indicator.level}-{indicator.id}-regroupement".replace("_", "-"),
    )


def zones(
    found: Sequence[Inside],
    of: Values,
    *,
    title: str,
    heading: str,
    labels: Sequence[str],
    sources: tuple[str, ...],
    mentions: tuple[str, ...],
    file_name: str,
) -> Table:
    """Return the estimate of an indicator inside some zones.

    Parameters
    ----------
    heading : str
        Of the zones.
    labels : sequence of str
        One name a zone.
    """
    indicator = of.indicator
    decimals = max(indicator.decimals, 0 if indicator.is_count else 1)
    said = indicator.short if indicator.estimated else f"{indicator.short} (estimation)"
    frame = pd.DataFrame(
        {
            "zone": list(labels),
            "valeur": [one.value for one in found],
            "bas": [one.low for one in found],
            "haut": [one.high for one in found],
            "habitants": [one.inhabitants for one in found],
            "couvert": [100 * one.coverage for one in found],
            "etat": [capital(one.state) for one in found],
            "contour": ["approché" if one.zone.approximate else "officiel" for one in found],
            "code": [one.zone.key for one in found],
        }
    )
    bracket = (
        (Column("bas", "Au moins", indicator.unit, decimals), Column("haut", "Au plus", indicator.unit, decimals))
        if np.isfinite(frame["bas"].to_numpy(dtype=float)).any()
        else ()
    )
    return Table(
        title=typography(title),
        frame=frame,
        columns=(
            Column("zone", heading, text=True),
            Column("valeur", said, indicator.unit, decimals),
            *bracket,
            Column("etat", "État", text=True),
            Column("habitants", "Habitants des carreaux"),
            Column("couvert", "Dans un territoire connu", "%"),
            Column("contour", "Contour", text=True),
            Column("code", "Code", text=True),
        ),
        sources=sources,
        mentions=tuple(line for line in mentions if line),
        file_name=file_name,
    )
