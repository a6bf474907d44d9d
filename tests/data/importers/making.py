"""A small import of three tables, of which the value and the vintage say which one it is."""

import pandas as pd

from data import catalogue
from data.catalogue import Column, Entry
from data.importers.outcome import Import

ANSWERS = "reponses"


def _entry(name: str, vintage: str) -> Entry:
    embedded = catalogue.read_embedded(name)
    return embedded.model_copy(update={"producer": "Essai", "dataset": "essai", "vintage": vintage, "notes": ()})


def answers(vintage: str, keep_until: str = "2999-01-01") -> Entry:
    """Return the entry of a table of respondents."""
    return Entry(
        name=ANSWERS,
        title="Réponses",
        producer="Essai",
        dataset="essai",
        vintage=vintage,
        accessed="2026-11-24",
        licence="interne",
        quality="fictif",
        obtained="essai",
        confidential=True,
        keep_until=keep_until,
        columns=(Column(name="age_class", label="Classe d’âge", nature="code"),),
    )


def make(value: int, dataset: str = "essai", *, indicator: str = "essai", with_answers: bool = True) -> Import:
    """Return an import of figures, their description, and rows about persons."""
    vintage = str(value)
    figures = pd.DataFrame(
        [("commune", "62041", indicator, float(value), "diffusé")],
        columns=["level", "code", "indicator", "value", "status"],
    )
    described = {column.name: "x" for column in catalogue.read_embedded("indicators").columns}
    described |= {
        "id": indicator, "level": "commune", "nature": "grandeur", "public": "", "weight": "", "theme": "population",
        "vintage": vintage, "note": "", "unit": "",
    }  # fmt: skip
    indicators = pd.DataFrame([described]).assign(decimals=0.0, direction=0.0)
    tables = {"figures": figures, "indicators": indicators}
    entries = {name: _entry(name, vintage) for name in tables}
    if with_answers:
        tables[ANSWERS] = pd.DataFrame({"age_class": ["16-25 ans", "65-74 ans"]})
        entries[ANSWERS] = answers(vintage)
    return Import(
        kind="abse",
        dataset=dataset,
        title="Essai",
        tables=tables,
        entries=entries,
        remarks=(),
        accepted=1,
        refused=0,
        added=frozenset({"figures", "indicators"}),
    )
