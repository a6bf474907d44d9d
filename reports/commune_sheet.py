"""The sheet of a commune on paper: one A4 page each, alone or all the communes in one document."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np

from data import catalogue
from data.formats import enumerate_words, number, ordinal, plural, typography, uncapital
from data.nouns import after_de
from data.settings import settings
from geo import territory
from geo.travel import MODES
from indicators.demand import GRID_SOURCE
from indicators.facts import facts
from indicators.publics import THEMES
from indicators.sheet import Sheet, sheet
from indicators.uptake import expected as uptake
from indicators.values import values
from indicators.vicinity import Vicinity, vicinity
from reports import commune_rows, locator
from reports.commune_rows import ShownRow
from reports.sentences import attendu
from reports.sentences import fiche as sentences
from reports.tables import fictitious_mark
from reports.typesetting import pdf

TEMPLATE = "commune_sheet"
# The unit that most rows of a theme share.
_ASIDE = {THEMES["prestations"]: "foyers pour 100 ménages fiscaux, sauf mention"}
# What the page has room for; the screen lists them all.
_MOST_PLACES = 7


def to_pdf(code: str, *, made_on: date) -> bytes:
    """Return the sheet of a commune: one A4 page, tagged.

    Raises
    ------
    geo.territory.UnknownArea
    reports.errors.TypesettingError
    """
    name = territory.load().area(code).name
    return _set(f"Fiche commune {after_de(name)}", [code], made_on)


def all_to_pdf(*, made_on: date) -> bytes:
    """Return the sheets of all the communes, one page each, in the order of their names."""
    codes = list(territory.load().communes)
    return _set(f"Fiches des {len(codes)} communes {settings().full.of}", codes, made_on)


def _set(title: str, codes: Iterable[str], made_on: date) -> bytes:
    data = {"title": title, "sheets": [_page(code) for code in codes], "fictitious": typography(fictitious_mark())}
    return pdf(TEMPLATE, data, made_on=made_on)


def _page(code: str) -> dict[str, Any]:
    """Return what the template shows of a commune; every text is ready."""
    of, around = sheet(code), vicinity(code)
    rows = commune_rows.shown(of)
    return _typographic_texts(
        {
            "name": of.name,
            "subtitle": subtitle(of),
            "map": locator.svg(code),
            "map_alt": f"Carte de situation : {of.name} {settings().full.within}",
            "answer": sentences.answer(of, around),
            "good": sentences.good(of, around),
            "watch": sentences.to_watch(of, around),
            "themes": [
                {"label": theme, "aside": _ASIDE.get(theme, ""), "rows": [_row(row) for row in shown]}
                for theme, shown in rows.items()
            ],
            "peers": sentences.peers(of),
            "hidden": sentences.hidden(of),
            "whole_note": whole_note(rows),
            "services": [
                {
                    "label": one.label,
                    "place": one.place,
                    "located": one.located,
                    "car": one.car,
                    "share": one.car_minutes,
                    "low": one.low,
                    "high": one.high,
                    "hours": one.hours,
                }
                for one in commune_rows.shown_services(around.services)
            ],
            "scale": max((line.car.high for line in around.services if np.isfinite(line.car.high)), default=1.0),
            "hall": around.hall.hours_in_french if around.hall is not None else "horaires non renseignés",
            "publics": [
                {"label": one.label, "value": commune_rows.public_value(one), "share": number(one.share, 1, "%")}
                for one in around.publics
            ],
            "publics_note": publics_note(around),
            "expected": attendu.commune_short(uptake.expected(), code),
            "places": places_here(around),
            "neighbourhoods": sentences.neighbourhoods(around),
            "notes": [note for note in (sentences.unlocated(around), travel_note()) if note],
            "sources": sources(rows),
        }
    )


def _row(row: ShownRow) -> dict[str, Any]:
    return {
        "label": row.on_paper,
        "value": row.value,
        "known": row.known,
        "whole": row.whole + ("*" if row.whole_is_median else ""),
        "similar": row.similar,
        "rank": row.rank.partition(" ")[0],
        "more": row.more_need,
        "strip": None
        if row.strip is None
        else {"all": _dots(row.strip.everyone), "own": row.strip.own, "whole": row.strip.whole},
    }


def whole_note(rows: dict[str, tuple[ShownRow, ...]]) -> str:
    """Say which of the territory's values are not sums or means of the communes' own."""
    shown = [row for of_theme in rows.values() for row in of_theme]
    medians = dict.fromkeys(row.whole_note for row in shown if row.whole_is_median)
    return f"{agreement_note()} * {enumerate_words(list(medians))}.".strip() if medians else agreement_note()


def agreement_note() -> str:
    """Say which of the territory's values its people publish; "" when they publish none."""
    published = facts()
    named: dict[str, list[str]] = {}
    for key, words in (("revenu_median", "le revenu"), ("taux_pauvrete", "la pauvreté")):
        if key in published:
            one = published[key]
            source = f"{uncapital(one.dataset)} de {one.vintage}"
            named.setdefault(source, []).append(words)
    if not named:
        return ""
    listed = " ; ".join(f"{source} pour {enumerate_words(words)}" for source, words in named.items())
    return f"{settings().short.name} : {listed}."


def _dots(places: tuple[float, ...]) -> list[float]:
    """Keep one of the dots that no eye tells apart on paper: a two-hundredth of the line is a tenth of a millimetre."""
    return [step / 200 for step in dict.fromkeys(round(place * 200) for place in places)]


def subtitle(of: Sheet) -> str:
    """« 366 habitants en 2023 (42ᵉ commune sur 46), 6,1 km² », as far as it is known."""
    people = values("population", "commune")
    order = sum(people.value > of.population) + 1
    area = values("superficie", "commune").of(of.code)
    year = people.indicator.vintage
    when = f" en {year}" if year.isdigit() else ""
    size = "" if np.isnan(area) else f", {number(area, 1, 'km²')}"
    place = f"{ordinal(order, feminine=True)} commune sur {len(people.codes)}"
    return f"{number(of.population, 0, 'habitants')}{when} ({place}){size}"


def publics_note(around: Vicinity) -> str:
    """Say what the numbers of the publics are, and what they are read against."""
    if np.isnan(around.people_share):
        return "Effectifs non disponibles : les carreaux habités du territoire ne sont pas importés."
    imputed = (
        f" ; {number(100 * around.imputed, 0, '%')} des habitants vivent dans des carreaux imputés par l’Insee"
        if around.imputed >= 0.005
        else ""
    )
    return (
        f"Part du total {settings().common.of} ; la commune en a {number(around.people_share, 1, '%')} de la "
        f"population. Carreaux de 200 m, 2019{imputed}. « Environ » : estimation."
    )


def places_here(around: Vicinity) -> str:
    """Name the services and host places of the commune, as many as a page holds."""
    names = [one.name for one in around.places]
    if not names:
        return "Aucun autre service ni lieu d’accueil recensé que la mairie."
    more = len(names) - _MOST_PLACES
    if more > 1:
        return f"{' ; '.join(names[:_MOST_PLACES])} ; et {plural(more, 'autre lieu', 'autres lieux')}."
    return " ; ".join(names) + "."


def travel_note() -> str:
    """Say what the minutes are and what they do not count."""
    car = MODES["car"]
    return (
        f"Temps estimés : vol d’oiseau × détour ({number(car.detour, 3)}) ÷ vitesse "
        f"({number(car.speed_kmh)} km/h et {number(car.fixed_minutes)} min en voiture), moyenne des habitants, et "
        f"fourchette plausible entre parenthèses ; les services situés hors {settings().common.of} ne sont pas "
        "comptés."
    )


def sources(rows: dict[str, tuple[ShownRow, ...]]) -> list[str]:
    """Return the sources of the figures of a sheet, and the licences to confirm."""
    shown = [row for of_theme in rows.values() for row in of_theme]
    figures = dict.fromkeys([source for row in shown for source in row.sources] + [GRID_SOURCE])
    places = catalogue.read("places")
    lines = [f"Sources : {' ; '.join(figures)} ; lieux : {places.source}."]
    unsettled = dict.fromkeys(row.short for row in shown if row.licence_to_confirm)
    if unsettled:
        lines.append(f"Licence à confirmer avant rediffusion : {enumerate_words(list(unsettled))}.")
    return lines


def _typographic_texts(texts: dict[str, Any]) -> dict[str, Any]:
    return {key: one if key == "map" else _typographic(one) for key, one in texts.items()}


def _typographic(value: Any) -> Any:
    """Set French spaces and apostrophes in every text but the drawing."""
    if isinstance(value, dict):
        return _typographic_texts(value)
    if isinstance(value, list):
        return [_typographic(one) for one in value]
    return typography(value) if isinstance(value, str) else value
