"""What a territory may set otherwise in `atlas.toml`: hypotheses, thresholds of reliability, thresholds of secrecy.

Each comes with its source and, for a hypothesis, its date: they are shown in place of those of the project.
"""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from data.formats import enumerate_words, number

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]

HYPOTHESES: dict[str, tuple[float, float]] = {
    "taux_rsa": (0, 50),
    "taux_ppa": (0, 50),
    "taux_c2s_gratuite": (0, 50),
    "taux_c2s_participative": (0, 50),
    "taux_par_profil": (0, 50),
    "part_commune": (0, 1),
    "ecart_territoire": (0, 1),
    "ecart_commune": (0, 1),
    "elasticite_aide_logement": (0, 2),
    "monoparents_rsa": (0.01, 0.98),
    "monoparents_ppa": (0.01, 0.7),
    "moins_de_25_ans_ppa": (0.01, 0.28),
    "ecart_parts": (0, 1),
    "ayants_droit_chomage": (1e5, 1e7),
    "inscrits_france_travail": (1e6, 2e7),
    "euros_rsa": (1, 2000),
    "euros_ppa": (1, 2000),
}
"""Key of each hypothesis of the expected non-take-up, and the range that its value and bounds must lie in."""

DRAWN = frozenset({"elasticite_aide_logement", "ayants_droit_chomage", "euros_rsa", "euros_ppa"})
"""Those whose bounds are drawn from; the others are margins, deviations and parts, taken as they are."""

SECRECY: dict[str, int] = {"importe": 11, "entreprises": 3, "barometre": 11}
"""Kinds of tables that the Atlas protects, and its threshold: a territory may confirm it, or ask for more."""


class Strict(BaseModel):
    """A section of `atlas.toml`: no key but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _refuse(wanted: str) -> PydanticCustomError:
    return PydanticCustomError("adjusted", "{wanted}", {"wanted": wanted})


class Hypothesis(Strict):
    """A hypothesis as the territory sets it.

    Attributes
    ----------
    valeur, bas, haut : float
        Central value and bounds of its 95 % interval, in the unit of the hypothesis; without bounds, it is taken
        as it is.
    source, date : str
    """

    valeur: float
    bas: float | None = None
    haut: float | None = None
    source: Text
    date: Text

    @property
    def bounds(self) -> tuple[float, float]:
        """The bounds, those left out being the value."""
        return self.valeur if self.bas is None else self.bas, self.valeur if self.haut is None else self.haut

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        low, high = self.bounds
        if not low <= self.valeur <= high:
            raise _refuse("« bas » au plus égal à « valeur », et « haut » au moins égal")
        return self


class Reliability(Strict):
    """The thresholds of reliability as the territory sets them; see `indicators.survey.reliability.Thresholds`."""

    fragile: Annotated[float, Field(gt=0, le=100)]
    non_publiable: Annotated[float, Field(gt=0, le=100)]
    repondants: Annotated[int, Field(ge=11, le=1000)]
    source: Text

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.fragile > self.non_publiable:
            raise _refuse("« fragile » au plus égal à « non_publiable »")
        return self


class Secrecy(Strict):
    """The threshold of secrecy of a kind of table as the territory sets it."""

    seuil: Annotated[int, Field(le=1000)]
    source: Text


def _hypotheses(given: dict[str, Hypothesis]) -> dict[str, Hypothesis]:
    for key, one in given.items():
        if key not in HYPOTHESES:
            raise _refuse(f"{enumerate_words(list(HYPOTHESES))} ; « {key} » n’est pas connue")
        if key not in DRAWN and (one.bas, one.haut) != (None, None):
            raise _refuse(f"pour « {key} », ni « bas » ni « haut » : cette hypothèse est prise telle quelle")
        least, most = HYPOTHESES[key]
        if not all(least <= value <= most for value in (one.valeur, *one.bounds)):
            raise _refuse(f"pour « {key} », des nombres de {number(least, 2)} à {number(most, 2)}")
    return given


def _secrecy(given: dict[str, Secrecy]) -> dict[str, Secrecy]:
    for key, one in given.items():
        if key not in SECRECY:
            raise _refuse(f"{enumerate_words(list(SECRECY))} ; « {key} » n’est pas connu")
        if one.seuil < SECRECY[key]:
            raise _refuse(
                f"pour « {key} », un seuil de {SECRECY[key]} ou plus : un territoire ne peut qu’en demander plus"
            )
    return given


class Adjusted(Strict):
    """The sections of `atlas.toml` that stand in for values of the project; empty, all are the project's."""

    hypotheses: Annotated[dict[str, Hypothesis], AfterValidator(_hypotheses)] = {}
    fiabilite: Reliability | None = None
    secret: Annotated[dict[str, Secrecy], AfterValidator(_secrecy)] = {}

    def threshold(self, kind: str) -> int:
        """Return the threshold of secrecy in use of a kind of table of `SECRECY`."""
        return self.secret[kind].seuil if kind in self.secret else SECRECY[kind]

    @property
    def adjusted(self) -> str:
        """What is set otherwise, as a text that changes with it; "" when nothing is."""
        of: dict[str, Any] = self.model_dump(include={"hypotheses", "fiabilite", "secret"}, exclude_defaults=True)
        return repr(of) if of else ""
