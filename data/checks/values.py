"""The values of the figures: inside their bounds, parts smaller than their whole, ages adding up."""

import pandas as pd

from data.checks.finding import Finding, Rule
from data.checks.limits import AGES_SHARE, INDEX_BOUNDS, MEDIAN_BOUNDS, POVERTY_BOUNDS
from data.checks.tables import Tables, each_row
from data.formats import number

# The part and its whole: the whole is given with the same or an enclosing definition by the producer.
PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "commune": (
        ("menages_fiscaux", "population"),
        ("allocataires_caf", "menages_fiscaux"),
        ("foyers_rsa", "menages_fiscaux"),
        ("foyers_rsa", "allocataires_caf"),
        ("foyers_ppa", "allocataires_caf"),
        ("foyers_asf", "allocataires_caf"),
        ("foyers_ars", "allocataires_caf"),
        ("foyers_aide_logement", "allocataires_caf"),
        ("foyers_qf_moins_400", "allocataires_caf"),
        ("allocataires_moins_30", "allocataires_caf"),
        ("foyers_aah", "allocataires_caf"),
        ("demandeurs_emploi", "population"),
        ("demandeurs_emploi_50", "demandeurs_emploi"),
        ("regime_general", "population"),
        ("css_gratuite", "regime_general"),
        ("css_participative", "regime_general"),
        ("css_gratuite_16_24", "css_gratuite"),
        ("css_participative_65", "css_participative"),
        ("sans_soins_16_24", "regime_general"),
        ("sans_medecin_traitant", "regime_general"),
        ("retraites_exoneres_csg", "retraites_55"),
        ("retraites_55", "population"),
        ("carreaux_menages_pauvres", "carreaux_menages"),
    ),
    "iris": (
        ("menages", "population"),
        ("residences_principales", "logements"),
        ("part_75_plus", "part_65_plus"),
        ("carreaux_menages_pauvres", "carreaux_menages"),
    ),
}
_BOUNDS = {"revenu_median": MEDIAN_BOUNDS, "taux_pauvrete": POVERTY_BOUNDS, "fragilite_numerique": INDEX_BOUNDS}
_RATE = (0.0, 100.0)
_AGES = ("pop_0_19", "pop_20_64", "pop_65_plus")


def _called(tables: Tables, level: str, code: object) -> str:
    return f"{'IRIS ' if level == 'iris' else ''}{tables.named(str(code))}"


def bounds(tables: Tables) -> list[Finding]:
    """Find the values that no commune or IRIS can have."""
    found: list[Finding] = []
    for entry in each_row(tables["indicators"]):
        if entry.id not in _BOUNDS and entry.nature != "taux":
            continue
        low, high = _BOUNDS.get(str(entry.id), _RATE)
        values = tables.figure(str(entry.level), str(entry.id))
        off = values[(values < low) | (values > high)]
        unit = "" if entry.nature == "indice" else " %" if entry.nature == "taux" else " €/an"
        rule = Rule(
            "figures",
            str(entry.id),
            f"valeur attendue entre {number(low)} et {number(high)}{unit}",
            "la valeur écrase l’échelle de la carte et fausse les rangs",
            "à corriger",
        )
        cases = [(_called(tables, str(entry.level), code), number(value, 1)) for code, value in off.items()]
        found += rule.each(cases, of=len(values), noun="IRIS" if entry.level == "iris" else "communes")
    return found


def whole(tables: Tables) -> list[Finding]:
    """Find the published counts that are not whole numbers (sums of cells, which Insee imputes, may not be)."""
    found: list[Finding] = []
    for entry in each_row(tables["indicators"]):
        if entry.nature != "effectif" or entry.level == "carreau" or str(entry.id).startswith("carreaux_"):
            continue
        values = tables.figure(str(entry.level), str(entry.id))
        broken = values[values % 1 != 0]
        rule = Rule(
            "figures",
            str(entry.id),
            "un effectif publié est un nombre entier",
            "la valeur n’est pas celle du producteur : un séparateur a pu être mal lu",
            "à corriger",
        )
        cases = [(_called(tables, str(entry.level), code), number(value, 2)) for code, value in broken.items()]
        found += rule.each(cases, of=len(values), noun="IRIS" if entry.level == "iris" else "communes")
    return found


def parts(tables: Tables) -> list[Finding]:
    """Find the parts that are greater than their whole."""
    labels = dict(
        zip(
            zip(tables["indicators"]["level"], tables["indicators"]["id"], strict=True),
            tables["indicators"]["short"] + ", " + tables["indicators"]["vintage"],
            strict=True,
        )
    )
    found: list[Finding] = []
    for level, pairs in PARTS.items():
        for part, total in pairs:
            of_part, of_total = tables.figure(level, part), tables.figure(level, total)
            both = pd.concat({"part": of_part, "total": of_total}, axis=1).dropna()
            over = both[both["part"] > both["total"]]
            if over.empty:
                continue
            words = [labels.get((level, name), name) for name in (part, total)]
            rule = Rule(
                "figures",
                part,
                f"« {words[0]} » ne dépasse pas « {words[1]} »",
                "le rapport des deux dépasse 100 % : les deux fichiers n’ont pas le même champ ou le même millésime",
                "à corriger",
            )
            cases = [
                (_called(tables, level, code), f"{number(row['part'], 1)} pour {number(row['total'], 1)}")
                for code, row in over.iterrows()
            ]
            found += rule.each(cases, of=len(both), noun="IRIS" if level == "iris" else "communes")
    return found


def ages(tables: Tables) -> list[Finding]:
    """Find the IRIS whose ages do not add up to their population."""
    population = tables.figure("iris", "population")
    of_age = pd.concat([tables.figure("iris", age) for age in _AGES], axis=1)
    summed = of_age.sum(axis=1, skipna=False).reindex(population.index)
    share = ((summed - population) / population).dropna()
    far = share[share.abs() > AGES_SHARE].sort_values(key=abs, ascending=False)
    rule = Rule(
        "figures",
        "population",
        f"les trois tranches d’âge font la population, à {number(AGES_SHARE * 100)} % près",
        "les parts par âge de cet IRIS sont fausses",
        "à corriger",
    )
    return rule.each(
        [
            (_called(tables, "iris", code), f"{number(summed[code])} par âge pour {number(population[code])} habitants")
            for code in far.index
        ],
        of=len(share),
        noun="IRIS",
    )


def extremes(tables: Tables) -> list[Finding]:
    """Find the rates of exactly 0 or 100 %, which rest on a handful of people."""
    found: list[Finding] = []
    for level, high in (("iris", 100.0), ("commune", 100.0), ("iris", 0.0), ("commune", 0.0)):
        rates = tables["indicators"]
        rates = rates[rates["level"].eq(level) & rates["nature"].eq("taux")]
        for entry in each_row(rates):
            values = tables.figure(level, str(entry.id))
            flat = values[values == high]
            rule = Rule(
                "figures",
                str(entry.id),
                "une part n’est ni de 0 ni de 100 %",
                "elle repose sur quelques personnes ou logements : ne la comparez pas à celle d’une ville",
                "à savoir",
            )
            cases = [(_called(tables, level, code), f"{number(high)} %") for code in flat.index]
            found += rule.each(cases, of=len(values), noun="IRIS" if level == "iris" else "communes")
    return found


def national(tables: Tables) -> list[Finding]:
    """Find the national rates outside their own interval, without a source, or without an estimate."""
    found: list[Finding] = []
    silent: list[tuple[str, str]] = []
    for row in each_row(tables["national_rates"]):
        called = f"{row.benefit}, {row.profile}"
        if pd.isna(row.rate_percent):
            silent.append((called, "aucune estimation nationale"))
            continue
        if row.rate_percent < row.low_percent or row.rate_percent > row.high_percent:
            rule = Rule(
                "national_rates",
                "rate_percent",
                "un taux est dans son intervalle",
                "l’estimation du non-recours n’a pas de sens",
                "à corriger",
            )
            said = f"{number(row.rate_percent)} % hors de {number(row.low_percent)} à {number(row.high_percent)} %"
            found.append(rule.broken(called, said))
        if not str(row.source or "").strip():
            rule = Rule(
                "national_rates",
                "source",
                "un taux a une étude pour source",
                "le chiffre ne peut pas être défendu devant le comité",
                "à corriger",
            )
            found.append(rule.broken(called, "aucune source"))
    rule = Rule(
        "national_rates",
        "rate_percent",
        "une prestation a un taux national de non-recours",
        "le non-recours à cette prestation n’est pas estimé",
        "à savoir",
    )
    return found + rule.each(silent, noun="prestations")
