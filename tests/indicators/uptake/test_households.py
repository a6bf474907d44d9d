"""Expected non-take-up over households: where they are not known there is no rate, and the whole leaves them out."""

from dataclasses import replace

import numpy as np
import pytest

from indicators import estimates
from indicators.uptake import households, registered
from indicators.uptake.expected import expected
from indicators.values import ABSENT, Values, values


@pytest.mark.parametrize("unknown", [np.nan, 0.0])
def test_a_commune_without_known_households_has_no_rate(unknown: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its rate is absent and not published as nothing; its people are not held against the others' households."""
    given = values(households.BASE, "commune")
    place = given.codes.index("62041")
    number = given.value.copy()
    number[place] = unknown

    def changed(identifier: str, level: str) -> Values:
        of = values(identifier, level)
        return replace(of, value=number) if identifier == households.BASE else of

    monkeypatch.setattr(households, "values", changed)
    uptake = expected()
    found = households.rates(uptake, "non_recipients", ["rsa"])
    assert found.status[place] == ABSENT
    assert np.isnan([found.value[place], found.low[place], found.high[place]]).all()
    others = [code for code in given.codes if code != "62041"]
    people = uptake.total("non_recipients", ["rsa"], codes=others).value
    assert found.whole is not None
    assert found.whole.value == pytest.approx(100 * people / np.nansum(np.delete(given.value, place)))
    of = next(one.indicator for one in registered.listed() if one.indicator.id == registered.RATE)
    assert estimates.compute(of).status[place] == ABSENT


def test_without_any_households_there_is_no_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is divided by nothing."""
    none = replace(values(households.BASE, "commune"), value=np.full(46, np.nan))
    monkeypatch.setattr(households, "values", lambda *_: none)
    found = households.rates(expected(), "euros", ["rsa"])
    assert found.whole is None
    assert np.isnan(found.value).all()
