"""The producers' files from the page: choose, fetch, read what would change, put in use."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data import store
from data.errors import DataError
from data.formats import plural, typography
from data.official import changes, run, sources, wording
from data.official.entry import Entry
from data.official.errors import TransferFailed
from data.official.run import Obtained, Proposal
from data.official.transfer import Progress
from ui import page

_HERE, _DONE, _KEPT = "_officiel_recu", "_officiel_fait", "_officiel_garde"
_FAULTS, _AWAY = "_officiel_fautes", "_officiel_injoignables"


def show() -> None:
    """Show the whole of it; nothing is asked of any server before the click."""
    said = st.session_state.pop(_DONE, None)
    if said:
        st.success(said, icon=":material/check_circle:")
    busy = any(st.session_state.get(key) for key in (_HERE, _KEPT, _FAULTS, _AWAY))
    with st.expander("Télécharger les fichiers officiels", icon=":material/cloud_download:", expanded=busy):
        chosen = _choice()
        if st.button("Télécharger", icon=":material/download:", disabled=not chosen, key="officiel-telecharger"):
            _fetch(chosen)
        for kept in st.session_state.get(_KEPT, []):
            st.markdown(f":material/check: {page.text(kept)}")
        _faults()
        for obtained in _waiting():
            with page.guard(), st.container(border=True):
                _proposed(obtained)


def _waiting() -> list[Obtained]:
    """Return what this visitor has fetched and not yet put in use."""
    found: list[Obtained] = st.session_state.get(_HERE, [])
    return found


def _left() -> list[Entry]:
    """Return the sources that could not be reached."""
    found: list[Entry] = st.session_state.get(_AWAY, [])
    return found


def _choice() -> list[Entry]:
    entries = {entry.key: entry for entry in sources.entries()}
    keys = st.multiselect(
        "Sources",
        list(entries),
        format_func=lambda key: entries[key].title,
        key="officiel-sources",
        placeholder="Choisir",
        help=typography(
            "Rien n’est demandé aux producteurs avant le clic, et rien n’est mis en usage sans votre accord."
        ),
    )
    for key in keys:
        entry = entries[key]
        where = f"[{entry.page.split('/')[2]}](<{entry.page}>)"
        st.caption(
            f"**{page.text(entry.title)}** – {page.text(wording.origin(entry))}. {page.text(entry.note)} {where}"
        )
    return [entries[key] for key in keys]


def _fetch(entries: list[Entry]) -> None:
    here, kept, faults, away = [], [], [], []
    bar = st.progress(0.0, text=page.text(f"{entries[0].title} : recherche du fichier"))
    for entry, obtained in run.obtain_each(entries, progress=lambda entry: _drawn(bar, entry)):
        try:
            if isinstance(obtained, DataError):
                raise obtained
            if entry.becomes == "file":
                run.switch(run.propose(obtained))
                kept.append(f"{wording.received(obtained)} Aucune table ne change : il est gardé pour les calculs.")
            else:
                here.append(obtained)
        except DataError as fault:
            if isinstance(fault, TransferFailed) and not fault.reachable:
                away.append(entry)
            else:
                faults.append(str(fault))
    bar.empty()
    for key, found in ((_HERE, here), (_KEPT, kept), (_FAULTS, faults), (_AWAY, away)):
        st.session_state[key] = found


def _drawn(bar: DeltaGenerator, entry: Entry) -> Progress:
    """Return what moves the bar, once a hundredth: each move is a message to the browser."""
    shown = [-1]

    def move(done: int, total: int) -> None:
        step = 100 * done // total if total > 0 else done // 5_000_000
        if step != shown[0]:
            shown[0] = step
            share = min(done / total, 1.0) if total > 0 else 0.0
            bar.progress(share, text=page.text(wording.progress(entry, done, total)))

    return move


def _faults() -> None:
    for fault in st.session_state.get(_FAULTS, []):
        st.error(typography(fault), icon=":material/error:")
    if _left():
        lines = [f"- [{page.text(one.title)}](<{one.opened}>), {page.text(wording.named(one))}" for one in _left()]
        st.warning("\n".join([wording.AWAY, "", *lines, "", page.text(wording.drop())]), icon=":material/cloud_off:")


@st.cache_data(show_spinner="Lecture du fichier…", max_entries=8)
def _proposal(key: str, digest: str, how: str, fingerprint: str, _obtained: Obtained) -> Proposal:
    return run.propose(_obtained)


def _proposed(obtained: Obtained) -> None:
    key = obtained.entry.key
    st.markdown(f"**{page.text(wording.received(obtained))}**")
    proposal = _proposal(key, obtained.receipt.sha256, obtained.how, store.fingerprint(), obtained)
    for one in proposal.changes:
        first, *others = changes.sentences(one)
        st.markdown("\n".join([page.text(first), "", *(f"- {page.text(other)}" for other in others)]))
    if proposal.nothing:
        st.markdown(page.text("Rien à mettre en usage : les tables sont déjà celles de ce fichier."))
        return
    partial = True
    if proposal.refused:
        partial = st.checkbox(
            typography(f"Laisser de côté {plural(proposal.refused, 'élément refusé', 'éléments refusés')}"),
            key=f"officiel-partiel-{key}",
        )
    if st.button(
        "Mettre en usage", icon=":material/check:", type="primary", disabled=not partial, key=f"officiel-usage-{key}"
    ):
        run.switch(proposal, partial=bool(proposal.refused))
        st.session_state[_HERE] = [one for one in _waiting() if one.entry.key != key]
        st.session_state[_DONE] = typography(
            f"« {obtained.entry.title} » est en usage ; la version précédente reste à un clic, plus bas."
        )
        st.rerun()
