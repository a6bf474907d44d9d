"""The sentences of the sheet: true in every state, and set as French is."""

import math
from dataclasses import replace

import numpy as np
import pytest

from data.formats import NO_BREAK
from geo import territory
from geo.access import GroupAccess
from indicators.comparison import Reference
from indicators.sheet import GOOD_NEWS, Row, Sheet, sheet
from indicators.values import ABSENT, MASKED, SECRET
from indicators.vicinity import ServiceLine, Vicinity, vicinity
from reports.sentences import fiche

ARRAS, BOYELLES, AGNY, THELUS = "62041", "62172", "62013", "62810"
EVERY = list(territory.load().communes)
NAN = float("nan")


def plain(text: str) -> str:
    """A sentence with ordinary spaces."""
    return text.replace(NO_BREAK, " ").replace("\u202f", " ")


def with_rows(of: Sheet, change: dict[str, object]) -> Sheet:
    """A sheet whose rows all have other fields."""
    themes = {theme: tuple(replace(row, **change) for row in rows) for theme, rows in of.themes.items()}
    return replace(of, themes=themes)


def only(of: Sheet, *rows: Row) -> Sheet:
    """A sheet in which nothing departs but the given rows."""
    named = {row.indicator.id: row for row in rows}
    themes = {
        theme: tuple(named.get(row.indicator.id, replace(row, gap=0.0)) for row in shown)
        for theme, shown in of.themes.items()
    }
    return replace(of, themes=themes)


def row(code: str, identifier: str, **change: object) -> Row:
    """A row of a commune's sheet, changed."""
    found = next(one for one in sheet(code).rows if one.indicator.id == identifier)
    return replace(found, **change)


def far(line: ServiceLine, minutes: float) -> ServiceLine:
    """A service at other minutes by car."""
    reach = GroupAccess(10.0, 0.0, minutes, minutes, minutes)
    return replace(line, by_mode=line.by_mode | {"car": replace(line.car, reach=reach, low=minutes, high=minutes)})


def nowhere(around: Vicinity) -> Vicinity:
    """Surroundings in which no service has a position."""
    reach = GroupAccess(10.0, 10.0, None, math.inf, math.inf)
    lines = tuple(
        replace(one, by_mode=dict.fromkeys(one.by_mode, replace(one.car, reach=reach, place=None)))
        for one in around.services
    )
    return replace(around, services=lines)


@pytest.mark.parametrize("code", EVERY)
def test_the_answer_names_the_commune_and_holds_no_hole(code: str):
    """Each of the 46 answers names its commune, a service with its estimate, and no empty value."""
    of, around = sheet(code), vicinity(code)
    said = [fiche.answer(of, around), *fiche.good(of, around), *fiche.to_watch(of, around), fiche.peers(of)]
    assert f"**{of.name}**" in said[0]
    assert "en voiture" in said[0]
    assert "estimation" in said[0]
    for text in said:
        assert "n. d." not in text
        assert " nan" not in text
        assert text.endswith(".")
        assert text[0].isupper() or text[0].isdigit() or text[0] == "*"
        assert text.count("**") % 2 == 0


def test_one_departure_is_said_with_its_reference():
    """One departure: the value in bold, then what it is compared with."""
    told = row(AGNY, "part_hlm", value=21.4, similar=Reference(15.2, "", ""), gap=2.0)
    assert plain(fiche.needs(only(sheet(AGNY), told))) == (
        "**Agny** compte **21,4 % de logements HLM parmi les résidences principales**, contre 15,2 % dans les "
        "communes de taille semblable."
    )


def test_two_departures_share_their_verb_only_when_they_can():
    """« compte » is not repeated before a second count, and « a » is said before an amount."""
    hlm = row(AGNY, "part_hlm", gap=3.0)
    car = row(AGNY, "part_sans_voiture", gap=2.0)
    income = row(AGNY, "revenu_median", gap=2.0)
    assert "et **" in fiche.needs(only(sheet(AGNY), hlm, car))
    assert "et a **un revenu" in fiche.needs(only(sheet(AGNY), hlm, income))


def test_two_departures_are_of_two_themes():
    """Two ages do not make two departures: the second comes from another theme."""
    older, oldest = row(AGNY, "part_65_plus", gap=5.0), row(AGNY, "part_75_plus", gap=4.0)
    hlm = row(AGNY, "part_hlm", gap=1.0)
    said = fiche.needs(only(sheet(AGNY), older, oldest, hlm))
    assert "65 ans" in said
    assert "75 ans" not in said
    assert "HLM" in said


def test_two_references_are_both_named():
    """When the second departure is told from the whole, both references are named."""
    hlm = row(AGNY, "part_hlm", gap=3.0)
    poverty = row(
        AGNY, "revenu_median", gap=2.0, similar=Reference(NAN, "", ""), whole=Reference(20639, "CUA", entire=True)
    )
    said = fiche.needs(only(sheet(AGNY), hlm, poverty))
    assert "dans les communes de taille semblable" in said
    assert "dans l’ensemble de la Communauté urbaine" in said


def test_no_departure_is_said_as_such():
    """Without a departure, the sentence says that none was found, among whom."""
    assert "Aucun indicateur publié" in fiche.needs(only(sheet(AGNY)))
    assert "communes de taille semblable" in fiche.needs(only(sheet(AGNY)))
    assert "l’ensemble de la Communauté urbaine" in fiche.needs(only(sheet(ARRAS)))


def test_a_sheet_all_secret_says_that_nothing_can_be_compared():
    """When nothing is published, no commune is said to be well or badly off."""
    blank = with_rows(sheet(AGNY), {"value": NAN, "status": SECRET, "gap": NAN, "between": None})
    assert fiche.needs(blank).startswith("Trop peu de valeurs sont publiées")
    assert fiche.lacking(blank) == ""
    assert blank.strengths() == ()
    assert plain(fiche.hidden(blank)) == (
        f"{len(blank.rows)} valeurs ne sont pas publiées ({len(blank.rows)} sous secret statistique) : "
        "elles ne valent pas 0."
    )


def test_hidden_values_are_counted_by_reason_and_agree():
    """One masked is singular, several are plural, and a single hidden value is named by its reason."""
    of = sheet(AGNY)
    rows = [replace(one, value=1.0, status="diffusé") for one in of.rows]

    def among(*states: str) -> Sheet:
        gone = [replace(one, value=NAN, between=None, status=state) for one, state in zip(rows, states, strict=False)]
        return replace(of, themes={"population": (*gone, *rows[len(gone) :])})

    assert fiche.hidden(among()) == ""
    assert "(masqué ou nul)" in plain(fiche.hidden(among(MASKED)))
    assert "1 sous secret statistique et 1 masquée ou nulle" in plain(fiche.hidden(among(SECRET, MASKED)))
    assert "2 masquées ou nulles et 1 non disponible" in plain(fiche.hidden(among(MASKED, MASKED, ABSENT)))


def test_the_farthest_service_and_the_nearest_france_services_are_said():
    """When the farthest is another service, France services is said too; when it is the same, once."""
    around = vicinity(BOYELLES)
    assert fiche.services(around).count("en voiture") == 2
    lines = tuple(far(one, 40.0) if one.key == "france_services" else one for one in around.services)
    assert fiche.services(replace(around, services=lines)).count("en voiture") == 1


def test_without_any_position_no_minutes_are_said():
    """When no service has a position, the sentence says so rather than an infinite time."""
    lost = nowhere(vicinity(BOYELLES))
    assert lost.farthest is None
    assert "temps de trajet manquent" in fiche.services(lost)
    assert not [line for line in fiche.good(sheet(BOYELLES), lost) if "min" in line]


def test_all_services_near_is_good_news_only_when_all_are():
    """One service beyond the bound, and the sentence is not there."""
    around = vicinity(ARRAS)
    assert any("Tous les services" in line for line in fiche.good(sheet(ARRAS), around))
    away = replace(around, services=(far(around.services[0], 15.1), *around.services[1:]))
    assert not any("Tous les services" in line for line in fiche.good(sheet(ARRAS), away))


def test_brackets_are_one_number_when_they_round_to_one():
    """3.4 to 3.45 minutes is « 3 », 3 to 5 is « 3 à 5 »."""
    assert fiche.bracket(3.4, 3.45) == "3"
    assert fiche.bracket(3.0, 5.0) == "3 à 5"


def test_facilities_are_said_one_or_several():
    """One lacking facility counts the peers that have it, two are joined by « ni »."""
    assert "n’a ni point de contact postal ni bibliothèque" in fiche.lacking(sheet(AGNY))
    assert "n’a ni point de contact postal ni pharmacie" in fiche.lacking(sheet(THELUS))
    assert fiche.lacking(sheet(ARRAS)) == ""
    assert "7 des 8" in fiche.lacking(sheet_with_post(AGNY))


def sheet_with_post(code: str) -> Sheet:
    """A sheet of a commune that has a post office."""
    of = sheet(code)
    shown = tuple(
        replace(one, value=1.0) if one.indicator.id == "bureaux_poste" else one for one in of.themes["equipements"]
    )
    return replace(of, themes=of.themes | {"equipements": shown})


def test_hours_of_the_town_hall_are_told_on_one_side_only():
    """Few hours are to watch, many are good, and usual or unknown hours are neither."""
    of, around = sheet(BOYELLES), vicinity(BOYELLES)
    assert any("4 h par semaine" in plain(line) for line in fiche.to_watch(of, around))
    assert not any("mairie" in line for line in fiche.good(of, around))
    assert around.hall is not None
    unknown = replace(around, hall=replace(around.hall, opening_hours=""))
    assert not any("mairie" in line for line in fiche.to_watch(of, unknown) + fiche.good(of, unknown))
    assert not any("mairie" in line for line in fiche.to_watch(sheet(ARRAS), vicinity(ARRAS)))


def test_hours_are_written_with_their_minutes():
    """16.5 hours are « 16 h 30 », four are « 4 h »."""
    assert plain(fiche.written_hours(16.5)) == "16 h 30"
    assert plain(fiche.written_hours(4.0)) == "4 h"
    assert plain(fiche.written_hours(9.999)) == "10 h"


def test_peers_are_named_or_their_absence_is():
    """The peers are named with the span of their populations; Arras has none."""
    assert plain(fiche.peers(sheet(BOYELLES))).startswith("Communes de taille semblable (327 à 496 habitants) : Écurie")
    assert "d’Arras" in fiche.peers(sheet(ARRAS))
    one = replace(sheet(BOYELLES), peers=("62290",), peers_population=(370.0, 370.0))
    assert plain(fiche.peers(one)) == "Commune de taille semblable (370 habitants) : Écurie."


def test_unlocated_services_are_named_or_nothing_is_said():
    """Three names and their agreement; nothing when all have a position."""
    around = vicinity(BOYELLES)
    assert "n’ont pas de position connue : ils n’entrent" in fiche.unlocated(around)
    placed = tuple(line for line in around.services if line.place is not None)
    assert fiche.unlocated(replace(around, services=placed)) == ""
    emploi = tuple(line for line in around.services if line.key == "emploi")
    assert "n’a pas de position connue : il n’entre" in fiche.unlocated(replace(around, services=emploi))


def test_neighbourhoods_are_named_with_the_commune_they_share():
    """A shared neighbourhood names the other commune; a commune without any says nothing."""
    assert "avec Achicourt" in fiche.neighbourhoods(vicinity(ARRAS))
    assert fiche.neighbourhoods(vicinity(ARRAS)).startswith("Quartiers prioritaires")
    assert fiche.neighbourhoods(vicinity("62764")).startswith("Quartier prioritaire :")
    assert fiche.neighbourhoods(vicinity(BOYELLES)) == ""


def test_every_departure_that_can_be_told_has_its_words():
    """Each indicator that may be told as a departure has a phrase to say it with."""
    told = {one.indicator.id for code in EVERY for one in sheet(code).rows if not np.isnan(one.gap)}
    assert told | GOOD_NEWS <= set(fiche._SAID)
