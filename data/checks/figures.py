"""The figures as a whole: each one once, its secret kept, its dictionary complete both ways."""

from data.checks.finding import Finding, Rule
from data.checks.limits import CELL_SUMS, SECRET_SHARE
from data.checks.tables import Tables, each_row
from data.formats import number, plural

_TABLES = {"commune": "communes", "iris": "iris", "qpv": "qpv"}
_WORDS = {"commune": "communes", "iris": "IRIS", "qpv": "quartiers prioritaires"}
_SECRET = Rule(
    "figures",
    "value",
    "une valeur secrète, masquée ou absente reste vide",
    "un secret statistique est divulgué, ou compté comme 0",
    "bloquant",
)
_PUBLISHED = Rule(
    "figures",
    "value",
    "une valeur dite « diffusé » est renseignée",
    "la valeur manque sans qu’on sache pourquoi",
    "à corriger",
)
_KNOWN = Rule(
    "figures",
    "code",
    "un chiffre est celui d’une commune, d’un IRIS ou d’un quartier prioritaire du territoire",
    "le chiffre n’apparaît nulle part, ou fausse les totaux",
    "bloquant",
)
_DESCRIBED = Rule(
    "figures",
    "indicator",
    "chaque indicateur est décrit dans le dictionnaire, à son niveau",
    "l’indicateur n’a ni libellé, ni source, ni millésime : il n’est pas montré",
    "à corriger",
)
_FOUND = Rule(
    "indicators",
    "id",
    "chaque indicateur du dictionnaire a des valeurs",
    "l’indicateur est proposé et sa carte est vide",
    "à corriger",
)
_LINKED = Rule(
    "ratios",
    "numerator",
    "un rapport et une pondération portent sur des indicateurs connus du même niveau",
    "le rapport ou la moyenne ne peut pas se calculer",
    "à corriger",
)


def secrecy(tables: Tables) -> list[Finding]:
    """Find the values that should be hidden, and those that are missing without a reason."""
    figures = tables["figures"]
    shown = figures[figures["status"].ne("diffusé") & figures["value"].notna()]
    lost = figures[figures["status"].eq("diffusé") & figures["value"].isna()]
    return _SECRET.each(
        [(_row(tables, row), f"{number(row.value, 2)} dite « {row.status} »") for row in each_row(shown)],
        of=len(figures),
        noun="valeurs",
    ) + _PUBLISHED.each([(_row(tables, row), "vide") for row in each_row(lost)], of=len(figures), noun="valeurs")


def _row(tables: Tables, row: object) -> str:
    level, code, indicator = (str(getattr(row, name)) for name in ("level", "code", "indicator"))
    return f"{'IRIS ' if level == 'iris' else ''}{tables.named(code)}, {indicator}"


def masked(tables: Tables) -> list[Finding]:
    """Find the zeros of files in which 0 means masked, and say how much each producer masks."""
    dictionary = tables["indicators"]
    ambiguous = dictionary[dictionary["note"].fillna("").str.contains("0 = masqué", regex=False)]
    merged = tables["figures"].merge(
        ambiguous[["level", "id", "producer", "short"]],
        left_on=["level", "indicator"],
        right_on=["level", "id"],
    )
    found: list[Finding] = []
    for indicator, rows in merged[merged["value"].eq(0)].groupby("indicator"):
        rule = Rule(
            "figures",
            str(indicator),
            "0 dans les fichiers de ce producteur veut dire « masqué ou nul » et reste vide",
            "un effectif masqué est compté comme nul",
            "bloquant",
        )
        found += rule.each([(tables.named(code), "0") for code in rows["code"]], noun="communes")
    for producer, rows in merged.groupby("producer"):
        hidden = rows["status"].eq("masqué")
        if hidden.any():
            rule = Rule(
                "figures",
                "value",
                "une valeur masquée n’est ni 0 ni connue",
                "les totaux de ces indicateurs sont des minimums ; un rapport sur une valeur masquée n’est pas calculé",
                "à savoir",
            )
            most = rows[hidden]["short"].value_counts()
            said = f"{number(int(hidden.sum()))} valeurs sur {number(len(rows))} sont « masqué ou nul »"
            found.append(rule.broken(str(producer), f"{said}, d’abord « {most.index[0]} » ({most.iloc[0]})"))
    return found


def secret_shares(tables: Tables) -> list[Finding]:
    """Find the indicators that are secret for most of the territory."""
    found = []
    for (level, indicator), rows in tables["figures"].groupby(["level", "indicator"]):
        hidden = int(rows["status"].eq("secret").sum())
        if hidden > SECRET_SHARE * len(rows):
            words = _WORDS[str(level)]
            rule = Rule(
                "figures",
                str(indicator),
                f"un indicateur est publié pour plus de {number((1 - SECRET_SHARE) * 100)} % des territoires",
                "les territoires secrets sont hachurés, jamais comptés comme 0 ni estimés en silence",
                "à savoir",
            )
            found.append(rule.broken(words, f"{hidden} valeurs secrètes sur {len(rows)} {words}"))
    return found


def complete(tables: Tables) -> list[Finding]:
    """Find the figures of unknown territories, and the territories that an indicator forgets."""
    codes = {level: set(tables[table]["code"]) for level, table in _TABLES.items()}
    found: list[Finding] = []
    for level, rows in tables["figures"].groupby("level"):
        known = codes[str(level)]
        strange = sorted(set(rows["code"]) - known)
        found += _KNOWN.each([(f"{level} {code}", "code inconnu") for code in strange], noun="codes")
        for indicator, of_one in rows.groupby("indicator"):
            lost = sorted(known - set(of_one["code"]))
            rule = Rule(
                "figures",
                str(indicator),
                "un indicateur a une ligne par territoire, même secrète ou absente",
                "le territoire manque sur la carte sans explication",
                "à corriger",
            )
            words = _WORDS[str(level)]
            prefix = "IRIS " if level == "iris" else ""
            cases = [(prefix + tables.named(code), "aucune ligne") for code in lost]
            found += rule.each(cases, of=len(known), noun=words)
    return found


def dictionary(tables: Tables) -> list[Finding]:
    """Find the indicators without a description, and the descriptions without values."""
    described = set(zip(tables["indicators"]["level"], tables["indicators"]["id"], strict=True))
    figures = tables["figures"]
    valued = set(zip(figures["level"], figures["indicator"], strict=True))
    columns = set(tables["grid"].columns)
    for name, parts in CELL_SUMS.items():
        if set(parts) <= columns:
            columns.add(name)
    valued |= {("carreau", name) for name in columns}
    unknown = sorted(key for key in valued - described if key[0] != "carreau")
    empty = sorted(described - valued)
    return _DESCRIBED.each([(indicator, f"niveau {level}") for level, indicator in unknown], noun="indicateurs") + (
        _FOUND.each([(indicator, f"niveau {level}, aucune valeur") for level, indicator in empty], noun="indicateurs")
    )


def links(tables: Tables) -> list[Finding]:
    """Find the ratios and the weights that name an indicator that does not exist at their level."""
    dictionary = tables["indicators"]
    known = set(zip(dictionary["level"], dictionary["id"], strict=True))
    cases = [
        (f"{ratio.id} ({ratio.level})", f"« {term} » est inconnu")
        for ratio in each_row(tables["ratios"])
        for term in (ratio.numerator, ratio.denominator)
        if (ratio.level, term) not in known
    ]
    weighted = dictionary[dictionary["weight"].fillna("").ne("")]
    cases += [
        (f"{row.id} ({row.level})", f"pondération « {row.weight} » inconnue")
        for row in each_row(weighted)
        if (row.level, row.weight) not in known
    ]
    return _LINKED.each(cases, noun="rapports et pondérations")


def from_cells(tables: Tables) -> list[Finding]:
    """Find the figures summed from the cells that are no longer their sum."""
    grid = tables["grid"]
    found = []
    for indicator, column in (("carreaux_menages", "men"), ("carreaux_menages_pauvres", "men_pauv")):
        stated = tables.figure("commune", indicator)
        if stated.empty:
            continue
        summed, total = float(grid[column].sum()), float(stated.sum())
        if abs(summed - total) > 0.05 * len(stated):  # each commune's sum is rounded to 0.1
            rule = Rule(
                "figures",
                indicator,
                "la somme des communes est celle des carreaux",
                "les carreaux ont changé sans que les indicateurs qui en viennent aient été recalculés",
                "à corriger",
            )
            said = f"{number(total, 1)} par commune, {number(summed, 1)} par carreau"
            found.append(rule.broken(plural(len(stated), "commune"), said))
    return found
