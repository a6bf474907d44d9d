"""The charts of the expected non-take-up: by benefit, a scale for each unit; by public; by commune and household."""

from typing import Any

import streamlit as st

from data.formats import enumerate_words, number, plural, typography, uncapital
from indicators.estimates import Estimate
from indicators.uptake.benefits import BENEFITS, BY_KEY, NOT_ESTIMATED
from indicators.uptake.expected import Measure, Uptake
from indicators.uptake.publics import KEYS
from reports import uptake_tables
from reports.tables import Table
from reports.uptake_tables import PUBLIC_HEADINGS
from ui import dots, page

# So many communes stand beside a map; the others are in the table.
MOST = 10


def benefits(of: Uptake) -> None:
    """Show who does not receive each benefit, one chart a unit: households and persons share no axis."""
    st.markdown("**Combien ne la recevraient pas**")
    units = list(dict.fromkeys((one.benefit.unit, one.benefit.when) for one in of.drawn.values()))
    for unit, when in units:
        keys = [key for key, one in of.drawn.items() if (one.benefit.unit, one.benefit.when) == (unit, when)]
        st.caption(page.text(f"En {unit}, {when}" + (" (échelle propre à cette unité)" if len(units) > 1 else "")))
        rows = [_row(_entitled(of, key), of.total("non_recipients", [key])) for key in keys]
        _show(rows, f"attendu-{BY_KEY[keys[0]].key}", f"Non-recours attendu, en {unit}, {when}")
    spelt = "C2S : complémentaire santé solidaire." if any(key.startswith("c2s") for key in of.drawn) else ""
    without = enumerate_words([uncapital(label) for label, _ in NOT_ESTIMATED.values()])
    page.source(spelt, f"Pas d’estimation : {without}.")


def euros_of_benefits(of: Uptake) -> None:
    """Show the euros that are not claimed of each benefit, and which have no known amount."""
    st.markdown("**Euros non réclamés**")
    st.caption("En millions d’euros par an")
    rows = [_row(BY_KEY[key].short, of.total("euros", [key]), euros=True) for key in of.in_euros]
    if len(of.in_euros) > 1:
        rows.append(_row("Ensemble", of.total("euros", of.in_euros), euros=True))
    _show(rows, "attendu-euros", "Euros non réclamés par an, par prestation", "M€")
    without = [one.within for one in BENEFITS if one.key in of.drawn and one.key not in of.in_euros]
    if without:
        page.source(f"Montant inconnu : {enumerate_words(without)}.")


def publics(of: Uptake) -> None:
    """Show the situations of each public: they add up to the whole."""
    st.markdown("**Droits non demandés**")
    st.caption(page.text(f"En situations, à une date donnée. {uptake_tables.SITUATIONS}"))
    _of_publics(of, "non_recipients", of.at_a_date, "attendu-publics-situations", "Droits non demandés, par public")
    page.source("Autres : dans aucun des quatre publics, ou sans détail publié.")


def euros_of_publics(of: Uptake) -> None:
    """Show the euros that are not claimed by each public."""
    st.markdown("**Euros non réclamés**")
    named = enumerate_words([BY_KEY[key].within for key in of.in_euros])
    st.caption(page.text(f"En millions d’euros par an : {named}"))
    _of_publics(of, "euros", of.in_euros, "attendu-publics-euros", "Euros non réclamés par an, par public")


def _of_publics(of: Uptake, measure: Measure, keys: tuple[str, ...], key: str, title: str) -> None:
    found = {public: of.total(measure, keys, public) for public in KEYS}
    euros = measure == "euros"
    rows = [_row(PUBLIC_HEADINGS[one], total, euros=euros) for one, total in found.items() if total.high > 0]
    _show(rows, key, title, "M€" if euros else "")
    none = [f"« {PUBLIC_HEADINGS[one]} »" for one, total in found.items() if total.high <= 0]
    if none:
        named = " ni ".join(BY_KEY[one].within for one in keys)
        page.source(f"Rien pour {enumerate_words(none)} : l’estimation n’y compte ni {named}.")


def communes(listed: Table, unit: str) -> None:
    """Show the first communes of `reports.uptake_households.by_household`, beside the whole."""
    *rows, whole = listed.frame.to_dict("records")
    known = [row for row in rows if row["rapport"] == row["rapport"]]
    decimals = listed.columns[1].decimals
    st.markdown("**Rapporté aux ménages**")
    st.caption(page.text(f"En {unit}"))
    shown = [
        dots.Row(
            str(row["nom"]),
            (
                _dot(
                    _estimate(row),
                    decimals,
                    f"{plural(int(row['menages']), 'ménage')}, {row['etat']}",
                    fragile="fragile" in str(row["etat"]),
                ),
            ),
        )
        for row in known[:MOST]
    ]
    together = _estimate(whole)
    level = None
    if together.value == together.value:
        level = (together.value, f"ensemble : {uptake_tables.told(together, decimals)}")
    alt = f"{listed.title} : {' ; '.join(f'{row.label} {row.dots[0].text}' for row in shown)}."
    dots.show(shown, key="attendu-menages", alt=typography(alt), level=level and (level[0], typography(level[1])))
    said = [] if all("fragile" not in str(row["etat"]) for row in known[:MOST]) else ["Point creux : fragile."]
    if len(known) > MOST:
        said.append(f"Les {number(MOST)} premières des {plural(len(known), 'commune')} comparables.")
    page.source(" ".join([*said, *listed.mentions[1:]]))


def _estimate(row: dict[str, Any]) -> Estimate:
    return Estimate(float(row["rapport"]), float(row["rapport_bas"]), float(row["rapport_haut"]))


def _entitled(of: Uptake, key: str) -> str:
    total = of.total("entitled", [key])
    return f"{BY_KEY[key].short} · {uptake_tables.told(total)} y auraient droit"


def _row(label: str, of: Estimate, *, euros: bool = False) -> dots.Row:
    if euros:
        of = Estimate(of.value / 1e6, of.low / 1e6, of.high / 1e6)
    return dots.Row(label, (_dot(of, 1 if euros else 0, "intervalle à 95 %"),))


def _dot(of: Estimate, decimals: int, hover: str, *, fragile: bool = False) -> dots.Dot:
    text = uptake_tables.brief(of, decimals=decimals)
    return dots.Dot(of.value, of.low, of.high, text, f"{text}<br>{hover}", fragile)


def _show(rows: list[dots.Row], key: str, title: str, unit: str = "") -> None:
    said = " ; ".join(f"{row.label} {row.dots[0].text}" for row in rows)
    dots.show(rows, key=key, alt=typography(f"{title} : {said}."), unit=unit)
