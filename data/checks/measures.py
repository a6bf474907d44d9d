"""What carries one name and measures two things, and what is set side by side and cannot be compared."""

import pandas as pd

from data.checks.finding import Finding, Rule
from data.checks.tables import Tables, each_row
from data.formats import enumerate_words, euros, number

_MIXED = "les valeurs d’un indicateur mesurent toutes la même chose"


def names(tables: Tables) -> list[Finding]:
    """Find the indicators that have one name at two levels and do not measure the same thing there."""
    found: list[Finding] = []
    dictionary = tables["indicators"]
    for indicator, rows in dictionary[dictionary["level"].ne("carreau")].groupby("id"):
        if rows["label"].nunique() == 1 and rows["vintage"].nunique() == 1:
            continue
        rule = Rule(
            "indicators",
            "label",
            "un indicateur mesure la même chose, au même millésime, à tous les niveaux",
            "ne comparez pas la valeur d’un IRIS à celle de sa commune",
            "à savoir",
        )
        said = " ; ".join(f"{row.level} : {row.label} ({row.vintage})" for row in each_row(rows))
        found.append(rule.broken(str(indicator), said))
    return found


def mixed(tables: Tables) -> list[Finding]:
    """Find the IRIS indicators that hold, for the communes of a single IRIS, the commune's other measure.

    When the two levels measure different things, the two values of a commune that is one IRIS should differ;
    if all of them are equal, one measure was written under the other's name.
    """
    iris = tables["iris"]
    alone = iris[~iris["commune"].duplicated(keep=False)].set_index("code")["commune"]
    split = iris[iris["commune"].duplicated(keep=False)]
    dictionary = tables["indicators"].set_index(["level", "id"])["label"]
    found: list[Finding] = []
    for indicator in sorted({name for level, name in dictionary.index if level == "iris"}):
        labels = [dictionary.get((level, indicator)) for level in ("commune", "iris")]
        of_commune, of_iris = tables.figure("commune", indicator), tables.figure("iris", indicator)
        if None in labels or labels[0] == labels[1] or not split["code"].isin(of_iris.index).any():
            continue
        both = pd.concat({"iris": of_iris.reindex(alone.index), "commune": alone.map(of_commune)}, axis=1).dropna()
        if len(both) > 1 and both["iris"].eq(both["commune"]).all():
            rule = Rule(
                "figures",
                indicator,
                _MIXED,
                "la carte par IRIS compare deux mesures : une commune d’un seul IRIS ne se compare pas à un quartier",
                "à corriger",
            )
            said = f"ont la valeur de leur commune, « {labels[0]} », sous le libellé « {labels[1]} »"
            found.append(rule.broken(f"{number(len(both))} IRIS d’un seul tenant", said))
    return found


def agreement(tables: Tables) -> list[Finding]:
    """Compare the framework agreement's count of poorer communes with the one that the figures give."""
    facts = tables["facts"].set_index("id")
    medians = tables.figure("commune", "revenu_median")
    if not {"revenu_median", "communes_sous_mediane"} <= set(facts.index) or medians.empty:
        return []
    threshold, stated = (float(facts["value"][name]) for name in ("revenu_median", "communes_sous_mediane"))
    below = medians[medians < threshold].sort_values()
    if len(below) == stated:
        return []
    dictionary = tables["indicators"].set_index(["level", "id"])
    vintage = dictionary["vintage"].get(("commune", "revenu_median"), "millésime inconnu")
    listed = [f"{tables.names.get(str(code), code)} {euros(value)}" for code, value in below.items()]
    rule = Rule(
        "facts",
        "value",
        "un constat de la convention-cadre se retrouve dans les chiffres publiés",
        "le revenu de la convention n’a pas le millésime des fichiers : ne comparez pas une commune à ce seuil",
        "à savoir",
    )
    said = (
        f"{number(stated)} communes sous {euros(threshold)} selon la convention, {number(len(below))} dans les "
        f"chiffres de {vintage}" + (f" ({enumerate_words(listed)})" if listed else "")
    )
    return [rule.broken("communes_sous_mediane", said)]


def unsaid(tables: Tables) -> list[Finding]:
    """Find the facts that say themselves that their vintage is unknown."""
    facts = tables["facts"]
    vague = facts[facts["note"].fillna("").str.contains("non précisé", regex=False)]
    rule = Rule(
        "facts",
        "note",
        "un chiffre du territoire dit de quelle année il est",
        "il ne se compare pas aux fichiers, dont le millésime est connu",
        "à savoir",
    )
    if vague.empty:
        return []
    return [
        rule.broken(f"{number(len(vague))} chiffres", enumerate_words([f"« {label} »" for label in vague["label"]]))
    ]
