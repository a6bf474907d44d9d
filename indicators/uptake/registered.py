"""The expected non-take-up of the communes among the indicators of the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from data.formats import enumerate_words, typography
from indicators import estimates
from indicators.catalogue import Indicator, published
from indicators.estimates import Estimated, Estimates
from indicators.publics import PUBLICS
from indicators.uptake import households
from indicators.uptake.benefits import BENEFITS, BY_KEY, Benefit
from indicators.uptake.expected import Measure, expected, is_known, status
from indicators.uptake.model import bounds, without
from indicators.values import UNRELIABLE

SITUATIONS, EUROS, RATE = "non_recours_attendu", "non_recours_euros", "non_recours_pour_100"
RATES = "taux nationaux de non-recours (DREES, Dares, Cnaf)"
HOW = (
    "bénéficiaires de la commune × taux national de non-recours ÷ (1 − taux) ; l’intervalle à 95 % couvre "
    "l’incertitude des taux, l’arrondi et les effectifs masqués"
)


def of_public(public: str) -> str:
    """Return the id of the situations of a public: « non_recours_attendu_jeunes »."""
    return f"{SITUATIONS}_{public}"


def identifier(benefit: str) -> str:
    """Return the id of a benefit's non-recipients: « non_recours_rsa »."""
    return f"non_recours_{benefit}"


@dataclass(frozen=True)
class _Sum:
    """Benefits together, one measure, of one public or of everybody."""

    measure: Measure
    benefits: tuple[str, ...]
    public: str | None = None


def listed() -> list[Estimated]:
    """Return the expected non-take-up by commune: by benefit, all situations, by public, euros, for 100 households."""
    known = [one for one in BENEFITS if is_known(one)]
    stock = tuple(one.key for one in known if not one.is_flow)
    found = [_count(one) for one in known]
    if not stock:
        return found
    euros = tuple(key for key in stock if key in ("rsa", "ppa"))
    names = enumerate_words([BY_KEY[key].within for key in stock])
    base = households.base()
    situations = _described(
        SITUATIONS,
        stock,
        label="Situations de non-recours attendues",
        short="Non-recours attendu",
        unit="situations",
        note=f"{names} ; une situation : un foyer ou une personne, pour une prestation ; {HOW}",
    )
    found.append(Estimated(situations, partial(_values, _Sum("non_recipients", stock))))
    for one in PUBLICS:
        described = replace(
            situations,
            id=of_public(one.key),
            label=typography(f"{situations.label} : {one.label}"),
            short=typography(f"{situations.short} : {one.short}"),
            public=one.key,
            note=typography(f"{names} ; chaque situation est comptée dans un seul public ; {HOW}"),
        )
        found.append(Estimated(described, partial(_values, _Sum("non_recipients", stock, one.key))))
    if base is not None:
        found.append(_rate(stock, names, base))
    if euros:
        amount = _described(
            EUROS,
            euros,
            label="Montants non réclamés en un an",
            short="Euros non réclamés",
            unit="€ par an",
            note=f"{enumerate_words([BY_KEY[key].within for key in euros])}, seules dont un montant est connu ; {HOW}",
        )
        found.append(Estimated(amount, partial(_values, _Sum("euros", euros))))
    return found


def _rate(stock: tuple[str, ...], names: str, base: Indicator) -> Estimated:
    rate = _described(
        RATE,
        stock,
        label="Situations de non-recours attendues, rapportées aux ménages",
        short="Non-recours attendu pour 100 ménages",
        unit="pour 100 ménages fiscaux",
        note=f"{names} ; {HOW}",
        nature="taux",
    )
    vintage = f"{rate.vintage} ; ménages : {base.vintage}"
    rate = replace(rate, vintage=vintage, numerator=SITUATIONS, denominator=households.BASE, factor=100.0)
    return Estimated(rate, partial(_values, _Sum("non_recipients", stock), per_hundred=True))


def _count(benefit: Benefit) -> Estimated:
    when = "en un an" if benefit.is_flow else "à une date donnée"
    indicator = _described(
        identifier(benefit.key),
        (benefit.key,),
        label=f"Non-recours attendu : {benefit.label}",
        short=f"Non-recours {benefit.short}",
        unit=benefit.unit,
        note=f"{benefit.unit} qui y auraient droit sans la recevoir, {when} ; {HOW}",
    )
    return Estimated(indicator, partial(_values, _Sum("non_recipients", (benefit.key,))))


def _described(
    name: str,
    benefits: Sequence[str],
    *,
    label: str,
    short: str,
    unit: str,
    note: str,
    nature: str = "effectif",
    decimals: int = 0,
) -> Indicator:
    counts = [published()["commune", BY_KEY[key].counts] for key in benefits]
    producers = list(dict.fromkeys(one.producer for one in counts))
    vintages = sorted({one.vintage for one in counts})
    return estimates.indicator(
        name,
        "commune",
        label=label,
        short=short,
        unit=unit,
        nature=nature,
        theme="non_recours",
        public="rsa_ppa_de" if set(benefits) & {"rsa", "ppa", "assurance_chomage"} and len(benefits) == 1 else "",
        producer="Atlas, d’après " + enumerate_words(producers),
        dataset=f"effectifs de bénéficiaires et {RATES}",
        vintage=" et ".join(vintages),
        licence="à confirmer" if any(one.licence_to_confirm for one in counts) else "Licence Ouverte 2.0",
        note=note,
        decimals=decimals,
    )


def _values(of: _Sum, per_hundred: bool = False) -> Estimates:
    found = expected()
    if per_hundred:
        return households.rates(found, of.measure, of.benefits, of.public)
    value, draws = found.areas(of.measure, of.benefits, of.public)
    states = status(draws)
    whole = found.total(of.measure, of.benefits, of.public)
    low, high = bounds(draws)
    hidden = np.array([state == UNRELIABLE for state in states])
    return Estimates(without(value, hidden), without(low, hidden), without(high, hidden), states, whole)
