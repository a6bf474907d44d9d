"""What the territory has set otherwise than the project: hypotheses, thresholds of reliability and of secrecy."""

from collections.abc import Iterator

from data.adjusted import SECRECY
from data.formats import number, typography
from indicators import barometer
from indicators.secrecy import rule
from indicators.survey import THRESHOLDS, thresholds_in_use
from reports.uptake_tables import assumed


def set_otherwise() -> list[str]:
    """Return one sentence for each value that `atlas.toml` sets, with its source; none when it sets nothing.

    Raises
    ------
    SettingsInvalid
    """
    return [typography(one) for one in (*_hypotheses(), *_reliability(), *_secrecy())]


def _hypotheses() -> Iterator[str]:
    for name, one in assumed():
        if one.own:
            between = "" if one.low == one.high else f" (de {_short(one.low)} à {_short(one.high)})"
            yield f"{one.row}, {name} : {_short(one.value)}{between} {one.unit}. Source : {one.source}, {one.date}."


def _reliability() -> Iterator[str]:
    if thresholds_in_use() != THRESHOLDS:
        yield f"B10. {barometer.thresholds()}"


def _secrecy() -> Iterator[str]:
    for one in (rule(kind) for kind in SECRECY):
        if one.own:
            yield f"{one.label}. {one.sentence}"


def _short(value: float) -> str:
    return number(value, 0 if value == round(value) else 2)
