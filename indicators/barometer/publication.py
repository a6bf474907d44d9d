"""The barometer as pages may show it: every figure that leaves the room of indicators leaves by here."""

from functools import lru_cache

import numpy as np

from data import confidential
from data.errors import TableMissing
from data.formats import number
from indicators.barometer import aggregated, distance, rows, source
from indicators.barometer.findings import Change, Finding, Panel, Record, Results
from indicators.barometer.groups import groups, of_communes
from indicators.barometer.margins import LABELS
from indicators.barometer.release import Wave
from indicators.barometer.topics import (
    BENEFIT_LABELS,
    CONTACT_LABELS,
    EVERY_BENEFIT,
    EVERYBODY,
    FORM_LABELS,
    OBSTACLE_LABELS,
    PUBLIC_LABELS,
)
from indicators.errors import IndicatorError
from indicators.survey import thresholds_in_use

_MISSED = "non_take_up"


def waves() -> tuple[str, ...]:
    """Return the waves of the barometer in use, sorted; none without a barometer."""
    return tuple(source.entries())


@lru_cache(maxsize=8)
def _wave(name: str, version: str) -> Wave:
    if source.has_rows(name):
        return rows.read(source.sample().rows, name)
    return aggregated.read(confidential.read(source.COUNTS)[0], name)


def results(public: str = EVERYBODY, benefit: str = EVERY_BENEFIT, wave: str | None = None) -> Results:
    """Return all that may be told of a wave, by default the last one.

    Parameters
    ----------
    public, benefit : str
        Keys of `topics.PUBLIC_LABELS` and `topics.BENEFIT_LABELS`.

    Raises
    ------
    TableMissing
        No barometer.
    IndicatorError
        An unknown public, benefit or wave.
    """
    known = waves()
    if not known:
        raise TableMissing(source.ROWS)
    chosen = known[-1] if wave is None else wave
    for value, listed in ((public, PUBLIC_LABELS), (benefit, BENEFIT_LABELS), (chosen, known)):
        if value not in listed:
            raise IndicatorError(f"Le baromètre n’a pas de résultat pour « {value} ».")
    return _results(public, benefit, chosen, source.version())


@lru_cache(maxsize=128)
def _results(public: str, benefit: str, name: str, version: str) -> Results:
    wave = _wave(name, version)
    overall = wave.finding(public, (_MISSED, benefit, ""), public, PUBLIC_LABELS[public])
    everybody = public == EVERYBODY and benefit == EVERY_BENEFIT
    record = _record(wave, version)
    return Results(
        wave=name,
        public=public,
        benefit=benefit,
        overall=overall,
        people=_people(overall.share) if everybody and record.weighted else None,
        publics=_panel(
            wave, "publics", "Par public", [(one, (_MISSED, benefit, ""), one, label) for one, label in _publics()]
        ),
        benefits=_panel(
            wave,
            "benefits",
            "Par prestation",
            [(public, (_MISSED, one, ""), one, label) for one, label in BENEFIT_LABELS.items() if one != EVERY_BENEFIT],
        ),
        places=_panel(
            wave,
            "places",
            "Par groupe de communes",
            [(public, (_MISSED, benefit, one.key), one.key, one.label) for one in groups()],
        ),
        forms=_listed(wave, public, "form", "Forme du non-recours", FORM_LABELS),
        obstacles=_listed(wave, public, "obstacle", "Ce qui arrête", OBSTACLE_LABELS),
        contacts=_listed(wave, public, "contact", "Premier contact", CONTACT_LABELS),
        distances=_panel(
            wave,
            "distances",
            "Qui ne reçoit pas ses droits, près ou loin",
            [(EVERYBODY, (_MISSED, EVERY_BENEFIT, one), one, label) for one, label in distance.CLASSES.items()],
        ),
        obstacles_by_distance=tuple(
            _panel(
                wave,
                f"obstacles-{at}",
                label,
                [(EVERYBODY, ("obstacle", one, at), one, named) for one, named in OBSTACLE_LABELS.items()],
            )
            for at, label in distance.CLASSES.items()
        ),
        record=record,
    )


def _publics() -> list[tuple[str, str]]:
    return [(one, label) for one, label in PUBLIC_LABELS.items() if one != EVERYBODY]


_BASES = {
    "publics": "des personnes du public",
    "benefits": "des personnes qui reçoivent la prestation ou pensent y avoir droit",
    "places": "des habitants de 16 ans ou plus",
    "form": "des personnes en non-recours",
    "obstacle": "des personnes en non-recours",
    "contact": "des répondants",
    "distances": "des habitants de 16 ans ou plus",
}


def _panel(wave: Wave, key: str, title: str, asked: list[tuple[str, tuple[str, str, str], str, str]]) -> Panel:
    """Build a panel from (public, claim, name, label); what the wave did not count is left out."""
    base = _BASES.get(key, "des personnes en non-recours")
    found = tuple(
        wave.finding(public, claim, name, label) for public, claim, name, label in asked if wave.asks(public, claim)
    )
    return Panel(key, title, base, found)


def _listed(wave: Wave, public: str, topic: str, title: str, labels: dict[str, str]) -> Panel:
    asked = [(public, (topic, one, ""), one, label) for one, label in labels.items()]
    return _panel(wave, topic, title, asked)


def _people(share: float | None) -> float | None:
    if share is None:
        return None
    from indicators.barometer.margins import population

    return population().total * share / 100


def _record(wave: Wave, version: str) -> Record:
    if not source.has_rows(wave.name):
        claim = wave.claims.get((_MISSED, EVERY_BENEFIT, ""))
        return Record(None if claim is None else wave.count(EVERYBODY, claim.base), weighted=False)
    done = next(one for one in source.sample().weightings if one.wave == wave.name)
    n = wave.count(EVERYBODY, "répondants")
    raked = done.raked
    if raked is None or n is None:
        return Record(n, weighted=raked is not None, left_aside=done.left_aside)
    used = tuple(LABELS[name] for name in raked.variables)
    return Record(
        n,
        True,
        used,
        done.left_aside,
        raked.design_effect,
        raked.effective,
        raked.smallest,
        raked.largest,
        raked.trimmed > 0,
    )


def change(first: str, second: str, public: str = EVERYBODY, benefit: str = EVERY_BENEFIT) -> Change:
    """Compare the rate of two waves, with a test; no figure where one of the two is not publishable.

    A wave that comes already counted is compared with another by their two estimates, of independent samples.

    Raises
    ------
    TableMissing, IndicatorError
    """
    before, after = results(public, benefit, first).overall, results(public, benefit, second).overall
    if not (before.shown and after.shown):
        return Change(first, second, before, after, None, None, None, None)
    if source.has_rows(first) and source.has_rows(second):
        found = rows.changed(source.sample().rows, (first, second), public, benefit)
        difference, low, high, p_value = (
            100 * found.difference, 100 * found.low, 100 * found.high, found.p_value,
        )  # fmt: skip
    else:
        difference, low, high, p_value = aggregated.difference(
            _wave(first, source.version()), _wave(second, source.version()), public, benefit
        )
    return Change(first, second, before, after, difference, low, high, p_value if np.isfinite(p_value) else None)


def of_commune(code: str) -> tuple[Results, Finding] | None:
    """Return the last wave, and its finding for the group of communes that a commune is of.

    None without a barometer, or when it says nothing by group.
    """
    if not waves():
        return None
    found = results()
    group = of_communes().get(code)
    return next(((found, one) for one in found.places.findings if one.key == group), None)


def thresholds() -> str:
    """Return the sentence on reliability, with its source."""
    of = thresholds_in_use()
    fragile, most = (number(one, 0 if one == round(one) else 1) for one in (of.fragile, of.unpublishable))
    return (
        f"Fragile : coefficient de variation de plus de {fragile} %. Non publiable : plus de {most} %, ou moins de "
        f"{of.respondents} répondants, ou secret statistique. Source : {of.source}."
    )
