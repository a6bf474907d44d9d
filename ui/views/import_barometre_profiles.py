"""Mappings kept under a name: replayed on a file, saved from one, listed and deleted."""

from contextlib import suppress

import streamlit as st

from data.formats import plural, typography
from data.importers.barometer import profiles
from data.importers.barometer.mapping import Mapping
from data.importers.barometer.questionnaire import VERSION
from data.importers.errors import ImporterError
from reports.sentences import import_barometre as sentences
from ui import page
from ui.views.import_barometre_state import Survey

_SAID = "_import_barometre_dit"
_FAULT = "_import_barometre_faute"


def replay(survey: Survey) -> None:
    """Say which mapping is read, and offer the saved ones that fit this file."""
    fault = st.session_state.pop(_FAULT, None)
    if fault:
        st.error(typography(fault), icon=":material/error:")
    one = survey.mapping
    if one.name:
        st.info(
            page.text(f"Lu avec la correspondance « {one.name} ». {sentences.profile(one, VERSION)}"),
            icon=":material/history:",
        )
        return
    for name in _fitting(survey)[:3]:
        st.button(
            typography(f"Rejouer la correspondance « {name} »"),
            icon=":material/history:",
            key=survey.key("rejouer", name),
            on_click=_take_up,
            args=(survey, name, None),
        )


def _fitting(survey: Survey) -> list[str]:
    """Return the saved mappings of which the file has every column."""
    found = []
    for name in profiles.names():
        with suppress(ImporterError):
            if all(one.column in survey.raw.columns for one in profiles.read(name).used()):
                found.append(name)
    return found


def _take_up(survey: Survey, name: str, version: int | None) -> None:
    try:
        survey.replay(profiles.read(name, version))
    except ImporterError as fault:
        st.session_state[_FAULT] = str(fault)


def keep(survey: Survey) -> None:
    """Save the mapping under a name."""
    with st.expander("Garder cette correspondance pour le prochain fichier", icon=":material/bookmark:"):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        name = left.text_input(
            "Nom de la correspondance",
            value=survey.mapping.name,
            key=survey.key("nom"),
            max_chars=60,
            placeholder="barometre-2024",
        )
        if right.button(
            "Enregistrer", icon=":material/save:", key=survey.key("enregistrer"), disabled=not name.strip()
        ):
            with page.guard():
                kept = profiles.save(survey.mapping, name)
                survey.mapping = survey.mapping.model_copy(
                    update={"name": kept.name, "version": kept.version, "saved": kept.saved}
                )
                st.session_state[_SAID] = f"Correspondance « {kept.name} » enregistrée, version {kept.version}."
                st.rerun()
        st.caption(
            page.text(
                "Elle retient les en-têtes et les réponses proposées à tous, jamais les mots d’une personne. Une "
                "correspondance du même nom devient une nouvelle version."
            )
        )


def manage(survey: Survey | None) -> None:
    """List the saved mappings; each version can be replayed on the file in sight, and the whole deleted."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(typography(said), icon=":material/check_circle:")
    names = profiles.names()
    if not names:
        return
    with st.expander(
        plural(len(names), "correspondance enregistrée", "correspondances enregistrées"), icon=":material/bookmarks:"
    ):
        name = st.selectbox("Correspondance", names, key="correspondance")
        with page.guard():
            _one(survey, name, profiles.versions(name))


def _one(survey: Survey | None, name: str, versions: list[Mapping]) -> None:
    chosen = versions[0]
    if len(versions) > 1:
        numbers = {one.version: one for one in versions}
        chosen = numbers[
            st.selectbox("Version", list(numbers), format_func=lambda one: f"Version {one}", key=f"version-{name}")
        ]
    st.markdown(page.text(sentences.profile(chosen, VERSION)))
    with st.container(horizontal=True):
        if survey is not None:
            st.button(
                "Rejouer sur ce fichier",
                icon=":material/history:",
                key=survey.key("reprendre", name),
                on_click=_take_up,
                args=(survey, name, chosen.version),
            )
        with st.popover("Supprimer", icon=":material/delete:"):
            st.markdown(page.text(f"Supprimer « {name} » et toutes ses versions ? Les données importées restent."))
            if st.button("Oui, supprimer", type="primary", key=f"supprimer-{name}"):
                profiles.delete(name)
                st.session_state[_SAID] = f"La correspondance « {name} » est supprimée."
                st.rerun()
