"""What the expected non-take-up says, and does not: sentences true in every state of the counts and rates."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from data.formats import bearable, capital, enumerate_words, estimated, number, plural, typography
from data.settings import settings
from geo import territory
from indicators.estimates import Estimate
from indicators.uptake.benefits import BY_KEY, NOT_ESTIMATED
from indicators.uptake.expected import Measure, Uptake, status
from indicators.uptake.model import bounds
from indicators.values import UNRELIABLE

# From so many euros on, a sentence counts in millions.
_MILLION = 1_000_000
# So many communes are named together.
_FIRST = 3


def people(of: Estimate, unit: str) -> str:
    """Write people or households: « environ 1 800 foyers (de 1 200 à 2 500) »."""
    return estimated(of.value, of.low, of.high, 0, unit)


def euros(of: Estimate) -> str:
    """Write euros a year, in millions when there are several: « environ 15 millions d’euros par an (de 10 à 22) »."""
    if of.value < 2 * _MILLION:
        return estimated(of.value, of.low, of.high, 0, "€ par an")
    value, low, high = (one / _MILLION for one in bearable(of.value, of.low, of.high))
    decimals = 0 if all(one.is_integer() for one in (value, low, high)) else 1
    return (
        f"environ {number(value, decimals, 'millions')} d’euros par an "
        f"(de {number(low, decimals)} à {number(high, decimals)})"
    )


def answer(of: Uptake) -> str:
    """Say how many do not claim RSA and the prime d’activité, and how many euros that is."""
    whole = settings().common
    told = [key for key in ("rsa", "ppa") if key in of.drawn and of.total("non_recipients", [key]).value > 0]
    if not told:
        rest = [key for key in of.drawn if of.total("non_recipients", [key]).value > 0]
        if not rest:
            return (
                f"**Le non-recours attendu ne peut pas être estimé** {whole.within} : il manque les bénéficiaires par "
                "commune ou les taux nationaux."
            )
        listed = [_one(of, key) for key in rest]
        return typography(f"Estimation {whole.within} : {enumerate_words(listed)}.")
    listed = [_one(of, key) for key in told]
    said = f"{capital(whole.within)}, {enumerate_words(listed)}"
    in_euros = [key for key in told if key in of.in_euros]
    if in_euros:
        what = "ces montants" if len(in_euros) == len(told) else BY_KEY[in_euros[0]].within
        said += f". Au total, **{euros(of.total('euros', in_euros))}** ne seraient pas réclamés"
        said += "" if what == "ces montants" else f" ({what})"
    return typography(f"{said} : c’est une estimation d’après les taux nationaux, pas un comptage.")


def in_brief(of: Uptake) -> str:
    """Say the euros that are not claimed, for a page that says more elsewhere; "" when they are not known."""
    if not of.in_euros:
        return ""
    found = of.total("euros", of.in_euros)
    if found.value <= 0:
        return ""
    names = enumerate_words([BY_KEY[key].within for key in of.in_euros])
    return typography(
        f"**{euros(found)}** ne seraient pas réclamés {settings().common.within} ({names}) : estimation d’après les "
        "taux nationaux de non-recours."
    ).replace("**environ", "**Environ", 1)


def _one(of: Uptake, key: str) -> str:
    benefit = BY_KEY[key]
    named = {
        "rsa": "auraient droit au RSA sans le recevoir",
        "ppa": "auraient droit à la prime d’activité sans la recevoir",
        "c2s_gratuite": "auraient droit à la complémentaire santé solidaire gratuite sans l’avoir",
        "c2s_participative": "auraient droit à la complémentaire santé solidaire avec participation sans l’avoir",
        "assurance_chomage": "perdraient en un an un emploi sans demander l’assurance chômage à laquelle ils ont droit",
    }
    return f"**{people(of.total('non_recipients', [key]), benefit.unit)}** {named[key]}"


def areas(of: Uptake, shown: int, label: str) -> str:
    """Say how many communes can be set beside the others, and what becomes of the rest."""
    total = len(of.codes)
    if not shown:
        return (
            f"{label} : aucune commune n’a assez de bénéficiaires pour être comparée aux autres ; seul l’ensemble est "
            "estimé."
        )
    hidden = total - shown
    if not hidden:
        return f"{label} : les {plural(total, 'commune')} peuvent être comparées."
    verb = "a" if hidden == 1 else "ont"
    rest = "est hachurée" if hidden == 1 else "sont hachurées"
    return (
        f"{label} : {plural(shown, 'commune')} sur {number(total)} {'peut' if shown == 1 else 'peuvent'} être "
        f"{'comparée' if shown == 1 else 'comparées'} ; {number(hidden)} {verb} trop peu de bénéficiaires et {rest}. "
        "Leur intervalle reste dans le tableau, et elles comptent dans le total."
    )


def where(of: Uptake, measure: Measure, benefits: Sequence[str], public: str | None = None) -> str:
    """Say which part of the whole the first communes gather; "" when none can be set beside the others."""
    value, draws = of.areas(measure, benefits, public)
    states = status(draws)
    known = [place for place in np.argsort(-value, kind="stable") if states[place] != UNRELIABLE and value[place] > 0]
    if len(known) < _FIRST + 1:
        return ""
    label = territory.load().label
    first, *others = (label(of.codes[place]) for place in known[:_FIRST])
    one, several = (_part(value, draws, known[:count]) for count in (1, _FIRST))
    return typography(f"**{first} réunirait {one} de l’ensemble** ; avec {enumerate_words(others)}, {several}.")


def _part(value: NDArray[np.float64], draws: NDArray[np.float64], places: Sequence[int]) -> str:
    part = 100 * draws[:, places].sum(axis=1) / np.maximum(draws.sum(axis=1), 1e-12)
    low, high = bounds(part)
    return estimated(float(100 * value[places].sum() / value.sum()), float(low), float(high), 0, "%")


def not_estimated() -> tuple[str, ...]:
    """Say of which benefits nothing is estimated, and why."""
    return tuple(typography(f"{label} : {why}.") for label, why in NOT_ESTIMATED.values())


def limits(of: Uptake) -> tuple[str, ...]:
    """Say what the estimate does not know."""
    masked = {key: int(one.recipients.masked.sum()) for key, one in of.drawn.items()}
    hidden = [f"{BY_KEY[key].short} : {plural(count, 'commune')}" for key, count in masked.items() if count]
    said = [
        "Elle ne sait pas qui n’a pas recours à ses droits : elle applique des taux mesurés en France, de "
        f"{_years(of)}, aux bénéficiaires comptés ici. Si le recours est ici meilleur ou moins bon qu’ailleurs, seul "
        "un baromètre peut le dire.",
        "Pour le RSA, le taux suit la part de foyers ayant une aide au logement, commune par commune ; pour les autres "
        "prestations, il est le même partout, faute de taux publié par profil.",
        "Un même foyer peut ne demander ni le RSA ni la prime d’activité, et ses membres la complémentaire santé : les "
        "situations s’additionnent, pas les foyers.",
        "La complémentaire santé est comptée parmi les assurés du régime général ; aucun montant n’en est connu, ni de "
        "l’assurance chômage : les euros sont ceux du RSA et de la prime d’activité.",
        "Chaque situation est comptée dans un seul public, les familles monoparentales d’abord : les publics "
        "s’additionnent. Les allocataires de moins de 25 ans n’ont en général pas droit au RSA.",
        "Une commune sans aucun bénéficiaire n’a, par construction, aucun non-recours attendu.",
    ]
    if hidden:
        said.insert(
            1,
            "Un effectif masqué n’est pas lu comme 0 : il est estimé entre 0 et le plus grand effectif masqué "
            f"({enumerate_words(hidden)}).",
        )
    return tuple(typography(one) for one in said)


def _years(of: Uptake) -> str:
    years = sorted({one.rate.year for one in of.drawn.values()})
    if not years:
        return "années non précisées"
    return str(years[0]) if len(years) == 1 else f"{years[0]} à {years[-1]}"


def commune_short(of: Uptake, code: str) -> str:
    """Say the expected situations of a commune for a page that has little room; "" when nothing is estimated."""
    if not of.at_a_date:
        return ""
    found = of.total("non_recipients", of.at_a_date, codes=[code])
    if status(of.areas("non_recipients", of.at_a_date)[1])[of.codes.index(code)] == UNRELIABLE or found.value <= 0:
        return typography(f"estimation : de {number(round(found.low))} à {number(round(found.high), 0, 'situations')}.")
    return typography(f"{people(found, 'situations')}, estimation.")


def commune(of: Uptake, code: str) -> str:
    """Say the expected situations and euros of a commune with their intervals; "" when nothing is estimated.

    A commune that cannot be set beside the others has its interval alone.
    """
    if not of.at_a_date:
        return ""
    place = of.codes.index(code)
    found = of.total("non_recipients", of.at_a_date, codes=[code])
    hidden = status(of.areas("non_recipients", of.at_a_date)[1])[place] == UNRELIABLE
    names = enumerate_words([BY_KEY[key].within for key in of.at_a_date])
    if hidden or found.value <= 0:
        return typography(
            f"Trop peu de bénéficiaires pour une estimation : de {number(round(found.low))} à "
            f"{number(round(found.high), 0, 'situations')} de non-recours ({names})."
        )
    said = f"{people(found, 'situations')} de non-recours attendues ({names})"
    if of.in_euros and status(of.areas("euros", of.in_euros)[1])[place] != UNRELIABLE:
        said += f" ; {euros(of.total('euros', of.in_euros, codes=[code]))} non réclamés"
    return typography(f"{capital(said)} : estimation d’après les taux nationaux.")
