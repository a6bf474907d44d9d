"""The tables of the page Baromètre, on screen and as files: shares, intervals, respondents, reliability."""

import pandas as pd

from data.formats import day, enumerate_words, typography
from indicators import barometer
from indicators.barometer import Panel, Results
from indicators.barometer.margins import vintage
from indicators.barometer.topics import BENEFIT_LABELS, EVERY_BENEFIT, EVERYBODY, PUBLIC_LABELS
from reports.sentences import barometre as sentences
from reports.tables import Column, Table

ESTIMATED = "Estimation par sondage : chaque part a un intervalle de confiance à 95 %."
_SHARES = (
    Column("share", "Part estimée", "%", 1),
    Column("low", "De", "%", 1),
    Column("high", "À", "%", 1),
    Column("n", "Répondants"),
    Column("reliability", "Fiabilité", text=True),
)
# Panels that are of everybody, whatever public is chosen.
_OF_EVERYBODY = ("distances", "obstacles-near", "obstacles-middle", "obstacles-far")
_OF_BENEFIT = ("publics", "places")


def source(wave: str | None = None) -> str:
    """Return the line of a wave's source, by default the last one's."""
    found = barometer.entry(wave)
    if found is None:
        return ""
    return typography(f"Source : {found.source} ; résultats protégés par le secret statistique.")


def sources(of: Results) -> tuple[str, ...]:
    """Return the survey's source, and the census's where respondents were raked to it."""
    census = f"Calage : {vintage()}, personnes de 16 ans ou plus." if of.record.weighted else ""
    return tuple(line for line in (source(of.wave), typography(census)) if line)


def scope(panel: Panel, of: Results) -> str:
    """Say whose share a panel tells: the public and the benefit that it is of."""
    public = EVERYBODY if panel.key in {*_OF_EVERYBODY, "publics"} else of.public
    benefit = of.benefit if panel.key in _OF_BENEFIT else EVERY_BENEFIT
    named = BENEFIT_LABELS[benefit]
    if panel.key == "publics":
        return named
    if panel.key == "benefits":
        return PUBLIC_LABELS[public]
    return f"{PUBLIC_LABELS[public]}, {named.lower() if benefit == EVERY_BENEFIT else named}"


def table(panel: Panel, of: Results) -> Table:
    """Return the findings of a panel, the largest first; what cannot be published has no number."""
    wave = f" ({of.wave})" if of.wave else ""
    return Table(
        title=typography(f"Baromètre{wave} – {panel.title} – {scope(panel, of)}"),
        frame=pd.DataFrame([_row(one) for one in panel.ranked], columns=["label", *(one.name for one in _SHARES)]),
        columns=(Column("label", panel.title, text=True), *_SHARES),
        sources=sources(of),
        mentions=(typography(f"{ESTIMATED} Part {_base(panel, of)}."), typography(barometer.thresholds())),
        file_name=f"barometre-{panel.key}",
    )


def distances(of: Results) -> Table:
    """Return the obstacles by class of distance, one row a class and obstacle."""
    rows = [{"class": panel.title, **_row(one)} for panel in of.obstacles_by_distance for one in panel.ranked]
    return Table(
        title=typography("Obstacles selon la distance à France services"),
        frame=pd.DataFrame(rows, columns=["class", "label", *(one.name for one in _SHARES)]),
        columns=(Column("class", "Distance", text=True), Column("label", "Obstacle", text=True), *_SHARES),
        sources=sources(of),
        mentions=(ESTIMATED, typography(barometer.thresholds())),
        file_name="barometre-obstacles-distance",
    )


def _row(one: barometer.Finding) -> dict[str, object]:
    names = ("label", "share", "low", "high", "n", "reliability")
    return {name: getattr(one, name) for name in names}


def _base(panel: Panel, of: Results) -> str:
    if panel.key == "publics" and of.benefit != EVERY_BENEFIT:
        return "des personnes du public qui reçoivent la prestation ou pensent y avoir droit"
    if panel.key == "places" and of.benefit != EVERY_BENEFIT:
        return "des personnes qui reçoivent la prestation ou pensent y avoir droit"
    return panel.base if of.record.weighted else panel.base.replace("habitants de 16 ans ou plus", "répondants")


def base(panel: Panel, of: Results) -> str:
    """Return the line under the title of a panel: whose share, of whom."""
    return typography(f"En % {_base(panel, of)}. {scope(panel, of)}.")


def kept_until(wave: str | None = None) -> str:
    """Say until when the answers of a wave may be kept, by default the last one's, "" when nothing says it."""
    from datetime import date

    found = barometer.entry(wave)
    if found is None or not found.keep_until:
        return ""
    return typography(f"Les réponses seront effacées après le {day(date.fromisoformat(found.keep_until))}.")


def every(of: Results) -> tuple[Table, ...]:
    """Return every table of the page, for one workbook."""
    panels = (of.publics, of.benefits, of.places, of.forms, of.obstacles, of.contacts, of.distances)
    near_and_far = (distances(of),) if any(one.findings for one in of.obstacles_by_distance) else ()
    return (*(table(one, of) for one in panels if one.findings), *near_and_far)


def alt(panel: Panel, of: Results) -> str:
    """Describe a chart for those who do not see it."""
    shown = [f"{one.label} {sentences.share(one)}" for one in panel.shown]
    return typography(f"{panel.title} ({scope(panel, of)}) : {enumerate_words(shown) or 'rien de publiable'}.")
