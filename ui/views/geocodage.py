"""The places without a position: ask the address base for it, or give it by hand on a small map."""

from datetime import date

import streamlit as st

from data import store
from data.errors import DataError
from data.formats import number, plural, typography
from data.importers import commit, geocoding, geography, placing
from data.importers.places.place import Place, known
from data.importers.placing import Position, Proposal
from reports.sentences import geocodage as sentences
from ui import page
from ui.views import geocodage_carte

_DONE, _ANSWER = "_geocodage_fait", "_geocodage_reponse"


def show() -> None:
    """Show the whole of it; nothing is asked of any server before the click."""
    said = st.session_state.pop(_DONE, None)
    if said:
        st.success(said, icon=":material/check_circle:")
    lost = placing.waiting()
    with st.expander(
        typography(f"Lieux sans position ({number(len(lost))})"),
        icon=":material/wrong_location:",
        expanded=bool(said) or _ANSWER in st.session_state or bool(st.session_state.get("geocodage-main")),
    ):
        st.markdown(page.text(sentences.waiting([one.name for one in lost])))
        if not lost:
            return
        with page.guard():
            _asked(lost)
        # The map and what draws it are only loaded for who asks for them.
        if st.toggle("Placer un lieu à la main, sur une carte ou par ses coordonnées", key="geocodage-main"):
            _by_hand()


def _asked(lost: list[Place]) -> None:
    st.caption(page.text(sentences.sent(len(lost), geocoding.GEOPLATEFORME)))
    if st.button("Demander leurs positions à la Base Adresse Nationale", icon=":material/travel_explore:"):
        st.session_state.pop(_ANSWER, None)
        with st.spinner("Demande en cours…"):
            st.session_state[_ANSWER] = placing.ask(lost, base_url=geocoding.GEOPLATEFORME)
    proposals: list[Proposal] = st.session_state.get(_ANSWER, [])
    if proposals:
        _answered([one for one in proposals if one.place.id in {place.id for place in lost}], len(lost))


def _answered(proposals: list[Proposal], asked: int) -> None:
    """Show what the service understood of each address; only what is ticked is kept."""
    found = [one for one in proposals if one.position is not None]
    st.markdown(page.text(sentences.answered(len(found), asked)))
    kept: list[Position] = []
    for one in found:
        if one.position is None:
            continue
        label = f"{one.place.name}, {one.place.address} : "
        label += sentences.understood(one.label, one.score, one.position.warning)
        if st.checkbox(page.text(label), value=one.sure, key=f"geocodage-{one.place.id}"):
            kept.append(one.position)
    if found and st.button(
        "Enregistrer ces positions", type="primary", icon=":material/save:", disabled=not kept, key="geocodage-garder"
    ):
        _keep(kept)


def _keep(positions: list[Position]) -> None:
    commit.commit(placing.prepare(positions, today=date.today()))  # noqa: DTZ011 (the day where the tool is used)
    st.session_state.pop(_ANSWER, None)
    given = plural(len(positions), "position enregistrée", "positions enregistrées")
    st.session_state[_DONE] = typography(
        f"{given} : toutes les pages s’en servent. « Vos données importées » permet de revenir en arrière."
    )
    st.rerun()


@st.fragment
def _by_hand() -> None:
    """Place one of them: a click on the map, or two typed numbers. Only this part runs at a click."""
    with page.guard():
        lost = {one.id: one for one in placing.waiting()}
        if not lost:
            return
        chosen = st.selectbox(
            "Lieu à placer",
            list(lost),
            format_func=lambda identifier: _label(lost[identifier]),
            key="geocodage-lieu",
        )
        place = lost[chosen]
        left, right = st.columns([1, 1])
        x = left.text_input("Longitude, ou X Lambert-93", key=f"geocodage-x-{chosen}", max_chars=20)
        y = right.text_input("Latitude, ou Y Lambert-93", key=f"geocodage-y-{chosen}", max_chars=20)
        background = st.toggle(
            "Fond de plan de l’IGN (demandé à internet)", key="geocodage-fond", help="Sans internet, laissez-le éteint."
        )
        map_key = f"geocodage-carte-{chosen}"
        position, words, fault = _position(place, x, y, geocodage_carte.clicked(map_key))
        geocodage_carte.show(
            place.commune,
            _landmarks(place.commune, store.fingerprint("places")),
            placed=None if position is None else (position.lon, position.lat),
            background=background,
            key=map_key,
        )
        page.source(geocodage_carte.source())
        if fault:
            st.warning(typography(fault), icon=":material/error:")
        if position is None:
            st.caption(
                typography("Cliquez sur la carte, ou écrivez les coordonnées : les points sont les lieux connus.")
            )
        else:
            st.markdown(page.text(sentences.chosen(place.name, position.lon, position.lat, words, position.warning)))
        if st.button(
            "Placer ici", type="primary", icon=":material/add_location:", disabled=position is None,
            key=f"geocodage-placer-{chosen}",
        ) and position is not None:  # fmt: skip
            _keep([position])


def _position(place: Place, x: str, y: str, clicked: tuple[float, float] | None) -> tuple[Position | None, str, str]:
    """Return the position typed, else the one clicked, what was understood of it, and why there is none."""
    try:
        if x.strip() or y.strip():
            lon, lat, words = placing.read(x, y)
            return placing.by_hand(place, lon, lat), words, ""
        if clicked is not None:
            return placing.by_hand(place, *clicked), "", ""
    except DataError as fault:
        return None, "", str(fault)
    return None, "", ""


def _label(place: Place) -> str:
    return typography(f"{place.name} – {place.address}, {geography.gazetteer().names['commune'][place.commune]}")


@st.cache_data(show_spinner=False, max_entries=64)
def _landmarks(commune: str, fingerprint: str) -> list[tuple[str, float, float]]:
    return [(one.name, one.lon, one.lat) for one in known("") if one.placed and one.commune == commune]
