"""The tables of the small-area estimates: areas, groups of communes, methods."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.formats import typography
from geo import territory
from indicators.publics import PUBLICS
from indicators.small_area import METHOD_LABEL
from indicators.small_area.census import sources as census_sources
from indicators.small_area.diagnostics import Diagnostics
from indicators.small_area.published import LocalEstimates
from reports import survey_tables
from reports.tables import Column, Table

_LEVEL = {"commune": "Commune", "iris": "IRIS"}
_PUBLIC = {"": "toute la population", **{public.key: public.label for public in PUBLICS}}
MENTION = (
    "Estimations pour petits territoires, intervalle à 95 %, en % arrondis. « Non publiable » : intervalle trop large, "
    "ou moins de 30 personnes du public. Information locale : part de l’information qui vient des répondants du "
    "territoire."
)


def areas(found: LocalEstimates) -> Table:
    """Return the areas by name: their estimates are not to be ranked."""
    place = territory.load()
    frame = pd.DataFrame(
        {
            "code": found.codes,
            "name": [place.label(code) for code in found.codes],
            "value": found.value,
            "low": found.low,
            "high": found.high,
            "reliability": found.reliability,
            "local": found.local,
        }
    )
    order = np.argsort([territory.sort_key(name) for name in frame["name"]], kind="stable")
    return Table(
        title=typography(f"Non-recours estimé par {_LEVEL[found.level]} : {_PUBLIC[found.public]}"),
        frame=frame.iloc[order].reset_index(drop=True),
        columns=(
            Column("code", "Code", text=True),
            Column("name", _LEVEL[found.level], text=True),
            Column("value", "Estimé", "%"),
            Column("low", "De", "%"),
            Column("high", "À", "%"),
            Column("reliability", "Fiabilité", text=True),
            Column("local", "Information locale", text=True),
        ),
        sources=sources(found.wave),
        mentions=(typography(MENTION),),
        file_name=f"non-recours-estime-{found.level}" + (f"-{found.public}" if found.public else ""),
    )


def on_screen(of_areas: Table) -> Table:
    """Return the table of areas without its codes, which only files need."""
    return replace(of_areas, columns=tuple(one for one in of_areas.columns if one.name != "code"))


def groups(of: Diagnostics) -> Table:
    """Return the groups of communes: direct estimate beside the model's."""
    rows = [
        {
            "label": one.label,
            "direct": np.nan if one.direct.share is None else one.direct.share,
            "low": np.nan if one.direct.low is None else one.direct.low,
            "high": np.nan if one.direct.high is None else one.direct.high,
            "model": one.model,
            "agrees": "non publiable" if not one.direct.shown else "oui" if one.agrees else "non",
        }
        for one in of.groups
    ]
    return Table(
        title=typography(f"Estimation directe et modèle par groupe de communes : {_PUBLIC[of.estimates.public]}"),
        frame=pd.DataFrame(rows, columns=["label", "direct", "low", "high", "model", "agrees"]),
        columns=(
            Column("label", "Groupe de communes", text=True),
            Column("direct", "Directe", "%"),
            Column("low", "De", "%"),
            Column("high", "À", "%"),
            Column("model", "Modèle", "%"),
            Column("agrees", "Dans l’intervalle", text=True),
        ),
        sources=sources(of.estimates.wave),
        file_name="non-recours-estime-groupes",
    )


def methods(of: Diagnostics) -> Table:
    """Return the three methods and what speaks for each."""
    rows = [
        {
            "method": METHOD_LABEL[one.method],
            "error": 100 * one.error,
            "gain": one.gain,
            "said": one.reason or ("retenue" if one.method == of.estimates.choice.method else "possible"),
        }
        for one in of.estimates.choice.candidates
    ]
    return Table(
        title=typography(f"Choix de la méthode : {_PUBLIC[of.estimates.public]}"),
        frame=pd.DataFrame(rows, columns=["method", "error", "gain", "said"]),
        columns=(
            Column("method", "Méthode", text=True),
            Column("error", "Erreur de prévision", "points", 1, help="Sur les répondants mis de côté, par territoire."),
            Column("gain", "Gain", "erreurs types", 1, help="Sur le modèle des répondants ; retenue au-dessus de 1."),
            Column("said", "Ce qui en décide", text=True),
        ),
        sources=sources(of.estimates.wave),
        file_name="non-recours-estime-methodes",
    )


def sources(wave: str) -> tuple[str, ...]:
    """Return the source of a wave of the survey and the census's, each once."""
    census = "Population et contexte : " + " ; ".join(census_sources()) + "."
    return tuple(line for line in (survey_tables.source(wave), typography(census)) if line)
