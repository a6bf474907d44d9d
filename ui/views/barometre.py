"""The parts of the page Baromètre: the choices, a panel with its chart, sentence, table and files."""

from collections.abc import Callable

import streamlit as st

from data.formats import NARROW, typography
from indicators import barometer
from indicators.barometer import Panel, Results
from indicators.barometer.groups import definition
from indicators.barometer.topics import BENEFIT_LABELS, EVERY_BENEFIT, EVERYBODY, PUBLIC_LABELS, WORDINGS
from indicators.small_area.published import available
from reports import survey_changes, survey_tables, tables
from reports.sentences import barometre as sentences
from reports.tables import Table
from ui import choices, downloads, page, table
from ui.views import barometre_charts as charts

_SILENT = "Ce baromètre ne le dit pas."


def ask() -> Results:
    """Let the reader choose a public, a benefit and a wave; return what may be told."""
    waves = {one: one or survey_changes.UNNAMED for one in reversed(barometer.waves())}
    first, second, third = st.columns([4, 4, 2], gap="medium")
    with first:
        public = choices.one("Public", PUBLIC_LABELS, key="public")
    with second:
        benefit = choices.one("Droit", BENEFIT_LABELS, key="droit")
    with third:
        wave = choices.one("Vague", waves, key="vague")
    return barometer.results(public, benefit, wave)


def contents() -> None:
    """List the parts of the page, each a link to it: it is long."""
    parts = {"qui": "qui", "communes": "commune par commune", "pourquoi": "pourquoi", "distance": "selon la distance"}
    if not available():
        parts.pop("communes")
    parts |= {"vagues": "d’une vague à l’autre", "methode": "questions et méthode", "public": "données publiques"}
    st.markdown("Sur cette page" + NARROW + ": " + " · ".join(f"[{name}](#{key})" for key, name in parts.items()))


def who(found: Results) -> None:
    """Show the rate by public, by benefit and by group of communes."""
    st.header("Qui ne reçoit pas ses droits", anchor="qui")
    left, right = st.columns(2, gap="large")
    with left:
        panel(found.publics, found, sentences.compared)
        panel(found.places, found, sentences.compared, note=definition())
    with right:
        panel(found.benefits, found, sentences.compared)


def why(found: Results) -> None:
    """Show what people in non-take-up say of it."""
    st.header("Pourquoi", anchor="pourquoi")
    left, right = st.columns(2, gap="large")
    with left:
        panel(found.obstacles, found, lambda _: sentences.obstacles(found))
    with right:
        panel(found.forms, found, lambda _: sentences.forms(found), note="Formes : typologie de l’Odenore.")
        panel(found.contacts, found, lambda _: sentences.contacts(found))


def by_distance(found: Results) -> None:
    """Show the rate and the obstacles by distance to France services."""
    st.header("Selon la distance à France services", anchor="distance")
    left, right = st.columns(2, gap="large")
    with left, page.guard():
        _near_and_far(found)
    with right:
        panel(
            found.distances,
            found,
            sentences.compared,
            note="Distance : minutes estimées en voiture jusqu’à France services, moyenne de l’IRIS ou de la commune.",
        )


def _near_and_far(found: Results) -> None:
    st.subheader("Ce qui arrête, près ou loin", anchor=False)
    classes = found.obstacles_by_distance
    if not any(one.findings for one in classes):
        st.caption(page.text(_SILENT))
        return
    st.caption(page.text("En % des personnes en non-recours. Toute la population, tous les droits."))
    st.markdown(page.text(sentences.distance(found)))
    listed = survey_tables.distances(found)
    if charts.compared(classes):
        charts.classes(classes, key="barometre-loin", alt=listed.title)
    _files(listed, "barometre-loin")


def panel(of: Panel, found: Results, say: Callable[[Panel], str], *, note: str = "") -> None:
    """Show a panel: sentence, chart, what is not publishable, table and files."""
    with page.guard():
        st.subheader(typography(of.title), anchor=False)
        if not of.findings:
            st.caption(page.text(_SILENT))
            return
        st.caption(page.text(survey_tables.base(of, found)))
        st.markdown(page.text(say(of)))
        if of.shown:
            charts.shares(of, key=f"barometre-{of.key}", alt=survey_tables.alt(of, found))
        page.source(sentences.unpublished(of), note)
        _files(survey_tables.table(of, found), f"barometre-{of.key}")


def _files(listed: Table, key: str) -> None:
    with st.expander("Le tableau et ses fichiers"):
        table.show(listed, key=f"{key}-tableau")
        page.source(*listed.sources, *listed.mentions)
        downloads.menu(listed, key=f"{key}-fichiers")


def waves(found: Results) -> None:
    """Compare the chosen wave with another, where there is one."""
    others = [one for one in barometer.waves() if one != found.wave]
    st.header("D’une vague à l’autre", anchor="vagues")
    if not others:
        st.markdown(page.text("Une seule vague est chargée : il n’y a rien à comparer."))
        return
    named = {one: one or survey_changes.UNNAMED for one in others}
    other = choices.one("Comparer avec", named, key="avec", default=others[-1])
    first, second = sorted((other, found.wave))
    st.markdown(page.text(sentences.change(barometer.change(first, second, found.public, found.benefit))))
    changes = survey_changes.changes(first, second, found.benefit)
    listed = survey_changes.table(changes, found.benefit)
    if any(one.before.shown or one.after.shown for _, one in changes):
        st.caption(page.text(survey_tables.base(found.publics, found)))
        charts.waves(changes, key="barometre-vagues", alt=listed.title)
    page.source(listed.mentions[-1])
    _files(listed, "barometre-vagues")


def questions() -> None:
    """Show how the questions are put and read."""
    with st.expander("Les questions posées"):
        for one in WORDINGS:
            st.markdown(page.text(f"**{one.label}.** « {one.question} »"))
            st.caption(page.text(one.reading))


def method(found: Results) -> None:
    """Show how the answers were weighed and sorted, and give everything in one workbook."""
    st.header("Comment c’est estimé", anchor="methode")
    st.markdown(page.text(sentences.record(found.record)))
    page.source(*survey_tables.sources(found), barometer.thresholds(), survey_tables.kept_until(found.wave))
    questions()
    downloads.file(
        "xlsx",
        "barometre",
        lambda: tables.to_xlsx(*survey_tables.every(found)),
        key="barometre-tout",
        label="Tous les tableaux (XLSX)",
        stretch=False,
    )


def unchosen(found: Results) -> str:
    """Say which parts of the page do not follow the chosen public or benefit, "" when nothing is chosen."""
    said = []
    if found.public != EVERYBODY:
        said.append("Ce qui dépend de la distance porte toujours sur toute la population.")
    if found.benefit != EVERY_BENEFIT:
        said.append("Obstacles, formes et premiers contacts portent sur tous les droits ensemble.")
    return typography(" ".join(said))
