"""The sidecars of the tables of a territory: what they hold for it, and nothing of another's."""

from typing import Any

import pandas as pd

from data import catalogue
from data.build import declaration, france
from data.build.france import PACKAGE
from data.build.outlines import APPROXIMATE
from data.build.territory_tables import CUT_FROM, UNDATED
from data.catalogue import Column, Entry
from data.formats import plural, typography

_LICENCE = "Licence Ouverte 2.0"


def entries(built: dict[str, pd.DataFrame]) -> dict[str, Entry]:
    """Return the sidecar of each table: what it holds for this territory, and nothing of another's."""
    package = f"paquet public {PACKAGE}, lu à la construction"
    uncertain = int(built["iris"]["outline"].eq(APPROXIMATE).sum())
    said: dict[str, dict[str, Any]] = {
        "communes": {"notes": ("Contours généralisés par le paquet ; SIREN des communes non disponibles.",)},
        "iris": {
            "producer": "IGN, Insee",
            "dataset": f"communes entières (paquet {PACKAGE})",
            "vintage": UNDATED,
            "obtained": package,
            "quality": "approché" if uncertain else "réel",
            "notes": (
                "La liste des IRIS n’est pas connue : chaque commune en compte un, qui est elle-même.",
                f"{plural(uncertain, 'commune')} de {CUT_FROM} habitants ou plus, sans doute découpées en plusieurs "
                "IRIS, sont marquées « approché » : importez les contours officiels.",
            ),
        },
        "places": {
            "producer": "DILA",
            "dataset": f"Annuaire de l’administration (paquet {PACKAGE})",
            "vintage": "non datée",
            "obtained": package,
            "notes": ("Mairies seulement ; les autres services et lieux d’accueil s’importent.",),
        },
        "figures": {
            "producer": "Insee",
            "dataset": f"Populations légales (paquet {PACKAGE})",
            "vintage": UNDATED,
            "licence": _LICENCE,
            "obtained": package,
            "notes": ("Population des communes seulement ; les autres indicateurs s’importent.",),
        },
        "facts": {
            "producer": "Insee" if len(built["facts"]) == 2 else "Insee et producteurs cités",
            "dataset": "Populations légales et chiffres clés déclarés",
            "vintage": UNDATED,
            "licence": _LICENCE if len(built["facts"]) == 2 else "à confirmer",
            "obtained": f"somme des communes ({package}) et fichier « {declaration.FACTS} »",
            "notes": (),
        },
    }
    absent = {
        "producer": "Non disponible",
        "dataset": "aucune donnée importée pour ce territoire",
        "vintage": "non disponible",
        "obtained": "non disponible : à importer",
        "notes": ("Aucune ligne pour ce territoire : importez le fichier de son producteur.",),
        "stale_after_years": None,
        "quality": "réel",
    }
    found = {}
    for name, table in built.items():
        if name == "commune_changes":
            found[name] = _changes_entry()
        else:
            entry = catalogue.read_embedded(name)
            found[name] = entry.model_copy(update=said.get(name, absent if table.empty else {}))
        words = {key: _printed(value) for key, value in found[name].model_dump(include={"notes", "obtained"}).items()}
        found[name] = found[name].model_copy(update=words)
    return found


def _printed(value: Any) -> Any:
    return tuple(typography(one) for one in value) if isinstance(value, tuple) else typography(value)


def _changes_entry() -> Entry:
    labels = ("Ancien code", "Ancien nom", "Code", "Nom", "Événement", "Source")
    return Entry(
        name="commune_changes",
        title="Changements de communes",
        producer="Insee",
        dataset=f"Code officiel géographique (paquet {PACKAGE})",
        vintage=UNDATED,
        accessed=catalogue.read_embedded("communes").accessed,
        licence=_LICENCE,
        quality="réel",
        obtained=f"paquet public {PACKAGE}, lu à la construction",
        columns=tuple(
            Column(name=name, label=label, nature="code" if name.startswith("code") else "texte")
            for name, label in zip(france.CHANGES, labels, strict=True)
        ),
    )
