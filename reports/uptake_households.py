"""The expected non-take-up held against the households of each commune: where it is frequent, whatever the size."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from data.formats import bearable, typography
from data.settings import settings
from geo import territory
from indicators.uptake import households
from indicators.uptake.expected import Measure, Uptake
from indicators.values import STATUS_LABEL, values
from reports.tables import Column, Table
from reports.uptake_tables import MENTION, sources

_SHARED = (
    "Les intervalles se décalent ensemble : ils tiennent surtout au taux national, le même pour toutes les communes."
)


def unit(measure: Measure, counted: str) -> str:
    """Return what is told: « € par ménage et par an », « foyers pour 100 ménages fiscaux »."""
    return "€ par ménage et par an" if measure == "euros" else f"{counted} pour 100 ménages fiscaux"


def by_household(
    of: Uptake, measure: Measure, benefits: Sequence[str], counted: str, title: str, *, public: str | None = None
) -> Table | None:
    """Return one row a commune, the highest first, then the whole; None where households are not counted.

    A commune that cannot be set beside the others has neither figure nor rank.

    Parameters
    ----------
    counted : str
        What is counted: « foyers », « situations ».
    """
    base = households.base()
    if base is None:
        return None
    found = households.rates(of, measure, benefits, public)
    counts = values(households.BASE, "commune").value
    known = territory.load().communes
    rows = [
        {
            "nom": known[code].name,
            "rapport": found.value[place],
            "rapport_bas": found.low[place],
            "rapport_haut": found.high[place],
            "menages": counts[place],
            "etat": STATUS_LABEL[state] if (state := found.status[place]) != "diffusé" else "estimation",
            "code": code,
        }
        for place, code in enumerate(of.codes)
    ]
    frame = pd.DataFrame(rows).sort_values("nom", key=lambda names: names.map(territory.sort_key), kind="stable")
    frame = frame.sort_values("rapport", ascending=False, na_position="last", kind="stable")
    whole = found.whole
    end = {
        "nom": f"Ensemble {settings().common.of}",
        "rapport": whole.value if whole else np.nan,
        "rapport_bas": whole.low if whole else np.nan,
        "rapport_haut": whole.high if whole else np.nan,
        "menages": float(np.nansum(counts)),
        "etat": "estimation",
        "code": "",
    }
    told, decimals = unit(measure, counted), 0 if measure == "euros" else 1
    return Table(
        title=typography(f"{title} ({told})"),
        frame=pd.concat([frame, pd.DataFrame([end])], ignore_index=True),
        columns=(
            Column("nom", "Commune", text=True),
            Column("rapport", "Estimation", told, decimals),
            Column("rapport_bas", "Au moins", "", decimals, help="Intervalle à 95 %"),
            Column("rapport_haut", "Au plus", "", decimals, help="Intervalle à 95 %"),
            Column("menages", base.label),
            Column("etat", "État", text=True),
            Column("code", "Code", text=True),
        ),
        sources=(*sources(of), typography(f"Ménages : {base.source}.")),
        mentions=(MENTION, typography(_SHARED)),
        file_name="atlas-non-recours-menages",
    )


def rounded(of: Table) -> Table:
    """Return the table with each estimate and interval rounded to what it can bear, for the screen."""
    frame, names = of.frame.copy(), ["rapport", "rapport_bas", "rapport_haut"]
    decimals = of.columns[1].decimals
    frame[names] = [
        (value, low, high) if np.isnan(value) else bearable(value, low, high, decimals)
        for value, low, high in frame[names].itertuples(index=False)
    ]
    return replace(of, frame=frame, columns=tuple(one for one in of.columns if one.name != "code"))
