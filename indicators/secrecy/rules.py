"""The numbers of statistical secrecy by kind of table, each with where it comes from.

A rule whose `confirmed` is False says « à confirmer » on every screen that uses it: its producer's notice, or
the person in charge of data protection, has the last word. Until then the hardest threshold known here stands.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from data.adjusted import SECRECY
from data.formats import typography
from data.settings import settings
from indicators.errors import UnknownRuleError

TO_CONFIRM = "à confirmer"

_MANUAL = "Insee, Manuel de protection des tableaux, annexe « Règles »"


@dataclass(frozen=True)
class Rule:
    """What a producer asks of a kind of table.

    Attributes
    ----------
    kind, label : str
        Key, and name in French.
    threshold : int
        Fewest contributors of a cell that may be published.
    dominance : float or None
        Largest share of a cell that one contributor may make, in amounts (counts have no large contributor).
    rounding : int
        Step to which the producer rounds; 0 when figures are exact.
    least_rate : float or None
        A rate under this one, in percent, is replaced by it.
    source : str
    confirmed : bool
    note : str
    own : bool
        Whether the territory has set its threshold.
    """

    kind: str
    label: str
    threshold: int
    dominance: float | None
    rounding: int
    least_rate: float | None
    source: str
    confirmed: bool
    note: str = ""
    own: bool = False

    @property
    def settings(self) -> dict[str, Any]:
        """The arguments of `protect` for a table of counts of this kind."""
        return {"threshold": self.threshold, "rounding": float(self.rounding)}

    @property
    def settings_of_amounts(self) -> dict[str, Any]:
        """The arguments of `protect` for a table of amounts of this kind, which needs ``largest``."""
        return {**self.settings, "dominance": self.dominance}

    @property
    def sentence(self) -> str:
        """The rule and its source, as a screen shows them."""
        parts = [f"moins de {self.threshold} unités"]
        if self.dominance is not None:
            parts.append(f"une unité à plus de {self.dominance * 100:.0f} % d'un montant")
        doubt = "" if self.confirmed else f" ({TO_CONFIRM})"
        return typography(f"Secret si {' ou '.join(parts)}{doubt}. Source : {self.source}.")


RULES: dict[str, Rule] = {
    rule.kind: rule
    for rule in (
        Rule(
            kind="fiscal",
            label="Données fiscales sur des personnes",
            threshold=11,
            dominance=0.85,
            rounding=0,
            least_rate=None,
            source=_MANUAL,
            confirmed=True,
            note="Le seuil vaut aussi pour les entreprises individuelles.",
        ),
        Rule(
            kind="pauvrete",
            label="Taux de pauvreté",
            threshold=11,
            dominance=0.85,
            rounding=0,
            least_rate=5.0,
            source="Insee, Filosofi, documentation des indicateurs localisés",
            confirmed=True,
            note="Un taux inférieur à 5 % est remplacé par 5 % : ce minimum n’est pas une mesure.",
        ),
        Rule(
            kind="entreprises",
            label="Statistiques d’entreprises",
            threshold=SECRECY["entreprises"],
            dominance=0.85,
            rounding=0,
            least_rate=None,
            source=_MANUAL,
            confirmed=True,
        ),
        Rule(
            kind="caf",
            label="Données de la Caf",
            threshold=11,
            dominance=0.85,
            rounding=5,
            least_rate=None,
            source="notice des données ouvertes de la Cnaf, à lire",
            confirmed=False,
            note=(
                "Les effectifs publiés sont des multiples de 5, et 0 y veut dire « masqué ou nul ». Le seuil de la Caf "
                "doit être pris dans sa notice ; d’ici là, celui des données fiscales s’applique."
            ),
        ),
        Rule(
            kind="importe",
            label="Tableaux d’effectifs importés (ABSE, registres)",
            threshold=SECRECY["importe"],
            dominance=None,
            rounding=0,
            least_rate=None,
            source="choix du projet : le seuil des données fiscales, à défaut de celui du producteur",
            confirmed=False,
            note=(
                "S’applique à tout effectif de personnes, de foyers ou de ménages qu’un tableau importé donne par "
                "commune, IRIS ou quartier ; la convention avec le producteur a le dernier mot."
            ),
        ),
        Rule(
            kind="barometre",
            label="Baromètre du non-recours",
            threshold=SECRECY["barometre"],
            dominance=None,
            rounding=0,
            least_rate=None,
            source="choix du projet : le seuil des données fiscales, appliqué aux répondants",
            confirmed=False,
            note="À valider par le délégué à la protection des données.",
        ),
    )
}


def rule(kind: str) -> Rule:
    """Return the rule of a kind of table in use: a territory may ask for a higher threshold in `atlas.toml`.

    Raises
    ------
    UnknownRuleError
    SettingsInvalid

    Examples
    --------
    >>> rule("fiscal").threshold, rule("entreprises").threshold, rule("caf").confirmed
    (11, 3, False)
    """
    if kind not in RULES:
        raise UnknownRuleError(f"Aucune règle de secret pour « {kind} » : choisissez parmi {', '.join(sorted(RULES))}.")
    given = settings().secret.get(kind)
    if given is None:
        return RULES[kind]
    return replace(RULES[kind], threshold=given.seuil, source=given.source, confirmed=True, own=True)


def lift_low_rates(rates: "pd.Series[float]", kind: str = "pauvrete") -> pd.DataFrame:
    """Replace the rates that are under a rule's least rate, and mark them.

    Parameters
    ----------
    rates : Series
        In percent; NaN stays NaN.
    kind : str
        A rule with a `least_rate`.

    Returns
    -------
    DataFrame
        Index of `rates`; ``value``, and ``floored`` (True: the true rate is this one or less).

    Raises
    ------
    UnknownRuleError
        The rule has no least rate.

    Examples
    --------
    >>> lift_low_rates(pd.Series([3.2, 14.1])).to_dict("list")
    {'value': [5.0, 14.1], 'floored': [True, False]}
    """
    least = rule(kind).least_rate
    if least is None:
        raise UnknownRuleError(f"La règle « {kind} » ne fixe pas de taux minimal.")
    values = rates.to_numpy(dtype=float)
    floored = values < least
    return pd.DataFrame({"value": np.where(floored, least, values), "floored": floored}, index=rates.index)
