"""Faults of figures, of their dictionary and of their sources."""

import pandas as pd

from data.checks import figures, measures, provenance, values
from data.checks.tables import Tables
from tests.data.faults.planting import Fault, drop, figure, put, renamed_columns

CELL = "CRS3035RES200mN3034800E3803600"


def copied_population(tables: Tables) -> dict[str, pd.DataFrame]:
    """Write the commune's population in each IRIS that is a whole commune."""
    frame = tables["figures"].copy()
    of_commune = tables.figure("commune", "population")
    whole = frame["indicator"].eq("population") & frame["level"].eq("iris") & frame["code"].str.endswith("0000")
    frame.loc[whole, "value"] = frame.loc[whole, "code"].str[:5].map(of_commune)
    return {"figures": frame}


FAULTS = [
    # figures
    Fault(
        figures.secrecy,
        figure("commune", "62892", "taux_pauvrete", 12.5, "secret"),
        "value",
        "62892 (Willerval), taux_pauvrete",
        "12,50 dite « secret »",
        "bloquant",
    ),
    Fault(
        figures.secrecy,
        figure("commune", "62892", "taux_pauvrete", 0.0, "secret"),
        "value",
        "62892 (Willerval), taux_pauvrete",
        "0,00 dite « secret »",
        "bloquant",
    ),
    Fault(
        figures.secrecy,
        figure("iris", "628920000", "population", float("nan")),
        "value",
        "IRIS 628920000 (Willerval), population",
        "vide",
    ),
    Fault(
        figures.masked,
        figure("commune", "62892", "foyers_rsa", 0.0),
        "foyers_rsa",
        "62892 (Willerval)",
        "0",
        "bloquant",
    ),
    Fault(
        figures.secret_shares,
        put("figures", "status", "secret", indicator="menages", level="iris"),
        "menages",
        "IRIS",
        "66 valeurs secrètes",
        "à savoir",
    ),
    Fault(
        figures.complete,
        drop("figures", code="62892", indicator="revenu_median"),
        "revenu_median",
        "62892 (Willerval)",
        "aucune ligne",
    ),
    Fault(
        figures.complete, put("figures", "code", "59350", code="62892"), "code", "commune 59350", "inconnu", "bloquant"
    ),
    Fault(figures.dictionary, drop("indicators", id="foyers_rsa"), "indicator", "foyers_rsa", "niveau commune"),
    Fault(
        figures.dictionary,
        drop("figures", indicator="foyers_rsa"),
        "id",
        "foyers_rsa",
        "aucune valeur",
        table="indicators",
    ),
    Fault(
        figures.dictionary,
        renamed_columns("grid", log_soc="logements"),
        "id",
        "log_soc",
        "niveau carreau",
        table="indicators",
    ),
    Fault(
        figures.links,
        put("ratios", "denominator", "foyers", id="part_rsa"),
        "numerator",
        "part_rsa (commune)",
        "« foyers » est inconnu",
        table="ratios",
    ),
    Fault(
        figures.links,
        put("indicators", "weight", "gens", id="part_15_24"),
        "numerator",
        "part_15_24 (iris)",
        "« gens » inconnue",
        table="ratios",
    ),
    Fault(figures.from_cells, put("grid", "men", 100.0, id=CELL), "carreaux_menages", "46 communes", "par carreau"),
    # values
    Fault(values.bounds, figure("commune", "62041", "taux_pauvrete", 2.5), "taux_pauvrete", "62041 (Arras)", "2,5"),
    Fault(
        values.bounds, figure("commune", "62041", "revenu_median", 202_300), "revenu_median", "62041 (Arras)", "202 300"
    ),
    Fault(values.bounds, figure("iris", "620410501", "part_hlm", 101), "part_hlm", "IRIS 620410501 (Vauban)", "101"),
    Fault(values.whole, figure("commune", "62041", "foyers_rsa", 2_205.5), "foyers_rsa", "62041 (Arras)", "2 205,50"),
    Fault(
        values.parts,
        figure("commune", "62041", "foyers_rsa", 19_700),
        "foyers_rsa",
        "62041 (Arras)",
        "19 700,0 pour 19 654,0",
    ),
    Fault(
        values.ages,
        figure("iris", "620410501", "pop_20_64", 11_170),
        "population",
        "IRIS 620410501 (Vauban)",
        "12 118 par âge pour 1 989",
    ),
    Fault(
        values.extremes,
        figure("iris", "620410501", "part_80_seuls", 100),
        "part_80_seuls",
        "IRIS 620410501 (Vauban)",
        "100 %",
        "à savoir",
    ),
    Fault(
        values.national,
        put("national_rates", "low_percent", 31.0, benefit="assurance_chomage"),
        "rate_percent",
        "assurance_chomage, ensemble",
        "30 % hors de 31 à 42",
        table="national_rates",
    ),
    Fault(
        values.national,
        put("national_rates", "source", "", benefit="c2s"),
        "source",
        "c2s, ensemble",
        "aucune source",
        table="national_rates",
    ),
    Fault(
        values.national,
        put("national_rates", "rate_percent", float("nan"), benefit="c2s"),
        "rate_percent",
        "c2s, ensemble",
        "aucune estimation",
        "à savoir",
        "national_rates",
    ),
    # measures
    Fault(
        measures.names,
        put("indicators", "label", "Ménages (autre champ)", id="carreaux_menages", level="iris"),
        "label",
        "carreaux_menages",
        "Ménages (autre champ)",
        "à savoir",
        "indicators",
    ),
    Fault(
        measures.mixed,
        copied_population,
        "population",
        "41 IRIS d’un seul tenant",
        "« Population municipale », sous le libellé « Population »",
    ),
    Fault(
        measures.agreement,
        put("facts", "value", 3.0, id="communes_sous_mediane"),
        "value",
        "communes_sous_mediane",
        "3 communes sous 20 639",
        "à savoir",
        "facts",
    ),
    Fault(
        measures.unsaid,
        put("facts", "note", "millésime non précisé", id="chomage"),
        "note",
        "5 chiffres",
        "Taux de chômage",
        "à savoir",
        "facts",
    ),
    # provenance
    Fault(provenance.files, drop("facts", id="chomage"), "", "", "17 lignes, 18 attendues", table="facts"),
    Fault(
        provenance.files,
        lambda tables: {"facts": tables["facts"].assign(extra=1)},
        "extra",
        "",
        "non décrite",
        table="facts",
    ),
    Fault(
        provenance.licences,
        put("indicators", "licence", "à confirmer", id="population", level="iris"),
        "licence",
        "Insee, Recensement de la population",
        "Population",
        table="indicators",
    ),
]
