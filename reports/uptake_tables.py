"""The tables of expected non-take-up: benefit by public, commune by commune, and what it assumes."""

from dataclasses import replace

import numpy as np
import pandas as pd

from data.formats import bearable, enumerate_words, kept_decimals, number, typography
from data.settings import settings
from geo import territory
from indicators import catalogue
from indicators.estimates import Estimate
from indicators.publics import PUBLICS
from indicators.uptake import assumptions
from indicators.uptake.benefits import BENEFITS, BY_KEY
from indicators.uptake.expected import Measure, Uptake, status
from indicators.uptake.model import bounds
from indicators.uptake.publics import KEYS, OTHERS
from indicators.values import STATUS_LABEL, UNRELIABLE
from reports.tables import Column, Table

PUBLIC_HEADINGS = {one.key: one.short for one in PUBLICS} | {OTHERS: "Autres"}
MENTION = (
    "Estimation de l’Atlas ; intervalles à 95 % ; les intervalles d’un total ne sont pas la somme des intervalles."
)
TOGETHER = "Ensemble"
SITUATIONS = (
    "Une situation est un droit non demandé, par un foyer ou par une personne selon la prestation. Un même foyer peut "
    "en compter plusieurs : leur total n’est ni un nombre de foyers, ni un nombre de personnes."
)


def sources(of: Uptake) -> tuple[str, ...]:
    """Return the producers of the counts and of the rates, with vintages and licences."""
    known = catalogue.published()
    lines = []
    for one in of.drawn.values():
        counts = known["commune", one.benefit.counts]
        licence = "licence à confirmer" if counts.licence_to_confirm else counts.licence
        lines.append(
            f"{one.benefit.short} : {counts.source} ({licence}) ; taux de {one.rate.year} : {one.rate.source}."
        )
    return tuple(lines)


def brief(of: Estimate, unit: str = "", decimals: int = 0) -> str:
    """Write an estimate and its interval, rounded to what it can bear: « 1 800 (1 200 à 2 500) »; a dash for none."""
    if of.value == 0 and of.high == 0:
        return "–"
    value, low, high = bearable(of.value, of.low, of.high, decimals)
    kept = kept_decimals(of.value, of.low, of.high, decimals)
    return f"{number(value, kept, unit)} ({number(low, kept)} à {number(high, kept)})"


def told(of: Estimate, decimals: int = 0) -> str:
    """Write an estimate alone, rounded to what its interval can bear, where the interval stands elsewhere."""
    kept = kept_decimals(of.value, of.low, of.high, decimals)
    return number(bearable(of.value, of.low, of.high, decimals)[0], kept)


def by_benefit_shown(of: Uptake) -> Table:
    """Return what the screen shows of each benefit: those entitled, those who do not claim, euros; rounded."""
    rows = [
        {
            "prestation": name,
            "unite": unit,
            "droit": brief(of.total("entitled", benefits)),
            "non_recours": brief(of.total("non_recipients", benefits)),
            "euros": _euros(of, [key for key in benefits if key in of.in_euros]),
        }
        for name, unit, benefits in _rows(of)
    ]
    columns = (
        Column("prestation", "Prestation", text=True),
        Column("unite", "Unité", text=True),
        Column("droit", "Y auraient droit", text=True),
        Column("non_recours", "Ne la recevraient pas", text=True),
        Column("euros", "Euros non réclamés par an", text=True),
    )
    return _shown(of, "Non-recours attendu par prestation", rows, columns)


def by_public_shown(of: Uptake) -> Table:
    """Return what the screen shows of each public: the non-recipients of each benefit, rounded."""
    rows = [
        {"prestation": f"{name} ({unit})"} | {key: brief(of.total("non_recipients", benefits, key)) for key in KEYS}
        for name, unit, benefits in _rows(of)
    ]
    if of.in_euros:
        paid = {key: millions(of.total("euros", of.in_euros, key)) for key in KEYS}
        rows.append({"prestation": "Non réclamé par an", **paid})
    # A heading as wide as what stands under it: the grid sizes a column by its heading and its first rows.
    headings = PUBLIC_HEADINGS | {"seniors": "Seniors, 65 ans ou plus"}
    columns = (
        Column("prestation", "Prestation", text=True),
        *(Column(key, headings[key], text=True) for key in KEYS),
    )
    return _shown(of, "Non-recours attendu par public", rows, columns)


def _rows(of: Uptake) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the rows of the screen: name, unit, benefits; the situations together at the end."""
    rows: list[tuple[str, str, tuple[str, ...]]] = [
        (one.benefit.short, f"{one.benefit.unit}{' par an' if one.benefit.is_flow else ''}", (key,))
        for key, one in of.drawn.items()
    ]
    return [*rows, (together(of), "situations", of.at_a_date)] if len(of.at_a_date) > 1 else rows


def together(of: Uptake) -> str:
    """Name the sum of the benefits counted at a date, and what it leaves out: « Ensemble, sauf assurance chômage »."""
    left = [one.benefit.within for one in of.drawn.values() if one.benefit.is_flow]
    return f"{TOGETHER}, sauf {enumerate_words(left)}" if left else TOGETHER


def _shown(of: Uptake, title: str, rows: list[dict[str, str]], columns: tuple[Column, ...]) -> Table:
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    said = (MENTION, typography(SITUATIONS)) if len(of.at_a_date) > 1 else (MENTION,)
    return Table(title, frame, columns, sources(of), said, "atlas-non-recours-attendu")


def _euros(of: Uptake, benefits: list[str]) -> str:
    return millions(of.total("euros", benefits)) if benefits else "non chiffré"


def millions(of: Estimate) -> str:
    """Write euros: « 10 M€ (6 à 14) »; under half a million, in full."""
    if of.value < 5e5:
        return brief(of, "€")
    value, low, high = (one / 1e6 for one in bearable(of.value, of.low, of.high))
    decimals = 0 if all(one.is_integer() for one in (value, low, high)) else 1
    return f"{number(value, decimals, 'M€')} ({number(low, decimals)} à {number(high, decimals)})"


def by_benefit(of: Uptake) -> Table:
    """Return the figures behind `summary`, one row a benefit and public, to take away: they add up."""
    rows = []
    for key, one in of.drawn.items():
        for public in (*KEYS, None):
            people = of.total("non_recipients", [key], public)
            paid = of.total("euros", [key], public) if key in of.in_euros else Estimate(np.nan, np.nan, np.nan)
            rows.append(
                {
                    "prestation": one.benefit.label,
                    "unite": f"{one.benefit.unit}, {one.benefit.when}",
                    "public": PUBLIC_HEADINGS[public] if public else "Ensemble",
                    **_three("people", people),
                    **_three("euros", paid),
                }
            )
    columns = (
        Column("prestation", "Prestation", text=True),
        Column("unite", "Unité", text=True),
        Column("public", "Public", text=True),
        *_columns("people", "Non-recours attendu", ""),
        *_columns("euros", "Non réclamé", "€ par an"),
    )
    return Table(
        title="Non-recours attendu par prestation et par public",
        frame=pd.DataFrame(rows, columns=[column.name for column in columns]),
        columns=columns,
        sources=sources(of),
        mentions=(MENTION,),
        file_name="atlas-non-recours-attendu",
    )


def _three(name: str, of: Estimate) -> dict[str, float]:
    return {name: of.value, f"{name}_bas": of.low, f"{name}_haut": of.high}


def _columns(name: str, label: str, unit: str) -> tuple[Column, ...]:
    return (
        Column(name, label, unit),
        Column(f"{name}_bas", f"{label}, borne basse (95 %)", unit),
        Column(f"{name}_haut", f"{label}, borne haute (95 %)", unit),
    )


def by_commune(
    of: Uptake, measure: Measure, benefits: tuple[str, ...], unit: str, title: str, *, public: str | None = None
) -> Table:
    """Return one row a commune, then those that cannot be compared together, then all: they add up.

    A commune that cannot be set beside the others has its interval and no estimate.
    """
    value, draws = of.areas(measure, benefits, public)
    low, high = bounds(draws)
    states = status(draws)
    hidden = np.array([one == UNRELIABLE for one in states])
    known = territory.load().communes
    rows = [
        {
            "nom": known[code].name,
            "valeur": np.nan if hidden[place] else value[place],
            "valeur_bas": low[place],
            "valeur_haut": high[place],
            "etat": STATUS_LABEL[states[place]] if states[place] != "diffusé" else "estimation",
            "code": code,
        }
        for place, code in enumerate(of.codes)
    ]
    frame = pd.DataFrame(rows).sort_values("nom", key=lambda names: names.map(territory.sort_key), kind="stable")
    frame = frame.sort_values("valeur", ascending=False, na_position="last", kind="stable")
    more = []
    if hidden.any():
        those = [code for code, one in zip(of.codes, hidden, strict=True) if one]
        together = of.total(measure, benefits, public, those)
        more.append(("Communes non publiables, ensemble", together))
    more.append((f"Ensemble {settings().common.of}", of.total(measure, benefits, public)))
    ends = [{"nom": name, **_three("valeur", one), "etat": "estimation", "code": ""} for name, one in more]
    return Table(
        title=title,
        frame=pd.concat([frame, pd.DataFrame(ends)], ignore_index=True),
        columns=(
            Column("nom", "Commune", text=True),
            *_columns("valeur", "Non réclamé" if measure == "euros" else "Non-recours attendu", unit),
            Column("etat", "État", text=True),
            Column("code", "Code", text=True),
        ),
        sources=sources(of),
        mentions=(MENTION,),
        file_name="atlas-non-recours-communes",
    )


def rounded(of: Table) -> Table:
    """Return the table of communes with each estimate and interval rounded to what it can bear, for the screen."""
    frame = of.frame.copy()
    names = ["valeur", "valeur_bas", "valeur_haut"]
    frame[names] = [
        (np.nan, *_least(low, high)) if np.isnan(value) else bearable(value, low, high)
        for value, low, high in frame[names].itertuples(index=False)
    ]
    columns = {column.name: column for column in of.columns}
    short = {"valeur": "Estimation", "valeur_bas": "Au moins", "valeur_haut": "Au plus"}
    for name, label in short.items():
        own = columns[name]
        columns[name] = replace(own, label=label, unit="" if name != "valeur" else own.unit, help="Intervalle à 95 %")
    return replace(of, frame=frame, columns=tuple(columns.values()))


def _least(low: float, high: float) -> tuple[float, float]:
    return bearable((low + high) / 2, low, high)[1:]


def assumed() -> list[tuple[str, assumptions.Assumption]]:
    """Return the name of each assumption of the estimate, and the assumption as it is in use."""
    named = [
        *((f"Incertitude du taux : {BY_KEY[key].short}", one) for key, one in assumptions.HALF_WIDTH.items()),
        ("Incertitude d’un taux par profil", assumptions.OF_PROFILE),
        ("Part d’incertitude commune aux prestations", assumptions.SHARED),
        ("Écart du territoire au taux national", assumptions.OF_TERRITORY),
        ("Écart d’une commune au taux national", assumptions.OF_COMMUNE),
        ("Part avec aide au logement : réponse au profil de la commune", assumptions.ELASTICITY),
        ("Familles monoparentales parmi les foyers au RSA", assumptions.LONE_PARENTS_RSA),
        ("Familles monoparentales parmi les foyers à la prime d’activité", assumptions.LONE_PARENTS_PPA),
        ("Moins de 25 ans parmi les foyers à la prime d’activité", assumptions.YOUNG_PPA),
        ("Écart des parts par public", assumptions.OF_SHARES),
        ("Personnes ayant droit à l’assurance chômage en un an, France", assumptions.ENTITLED_A_YEAR),
        ("Demandeurs d’emploi inscrits, France", assumptions.REGISTERED),
        ("RSA non réclamé", assumptions.RSA_EUROS),
        ("Prime d’activité non réclamée", assumptions.PPA_EUROS),
    ]
    return [(name, assumptions.held(default)) for name, default in named]


def hypotheses() -> Table:
    """Return what the estimate assumes: each value with its bounds, its source and the row that discusses it."""
    frame = pd.DataFrame(
        [
            {
                "ligne": one.row,
                "hypothese": name,
                "valeur": one.value,
                "bas": one.low if one.low != one.high else np.nan,
                "haut": one.high if one.low != one.high else np.nan,
                "unite": one.unit,
                "source": f"réglage du territoire : {one.source}" if one.own else one.source,
                "date": one.date,
            }
            for name, one in assumed()
        ]
    )
    return Table(
        title="Ce que l’estimation suppose",
        frame=frame,
        columns=(
            Column("ligne", "N°", text=True),
            Column("hypothese", "Hypothèse", text=True),
            Column("valeur", "Valeur", decimals=2),
            Column("bas", "Borne basse", decimals=2),
            Column("haut", "Borne haute", decimals=2),
            Column("unite", "Unité", text=True),
            Column("source", "Source ou statut", text=True),
            Column("date", "Date", text=True),
        ),
        mentions=("Les numéros renvoient aux hypothèses de l’Atlas, page Méthode.",),
        file_name="atlas-non-recours-hypotheses",
    )


def offered(of: Uptake) -> dict[str, str]:
    """Return what can be shown by commune: situations, those of each public, each benefit, euros."""
    found = {"situations": "Toutes les situations"} if len(of.at_a_date) > 1 else {}
    if found:
        found |= {one.key: f"Toutes les situations : {one.short}" for one in PUBLICS}
    found |= {one.key: one.label for one in BENEFITS if one.key in of.drawn}
    return found | ({"euros": "Euros non réclamés par an"} if of.in_euros else {})
