"""Choices that live in the address: a link shows the same view to somebody else."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Literal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAPIException

from data.formats import number as written
from data.formats import typography

_PLACE: ContextVar[DeltaGenerator | None] = ContextVar("place of the notes", default=None)
# In the session: what was said of the address, and whether it must be said again after a new start.
_NOTES, _STARTED_AGAIN = "_address_notes", "_address_started_again"
# In the session: what each list last showed as chosen, code to label.
_SHOWN = "_choices_shown"


def _noted(key: str, options: Mapping[str, str]) -> None:
    """Say so once when the address names a choice that does not exist; take a code for its label.

    A widget that already has a value leads its address, which Streamlit may still hold from before.
    """
    if st.session_state.pop(_STARTED_AGAIN, False):
        for note in st.session_state.get(_NOTES, []):
            _warn(note)
    asked = [one for one in st.query_params.get_all(key) if one]
    labels = set(options.values())
    if all(one in labels for one in asked):
        return
    if any(one in options for one in asked):
        _relabel(key, [options.get(one, one) for one in asked])
    if key in st.session_state:
        return
    for one in asked:
        if one not in labels and one not in options:
            _note(
                f"L’adresse demande « {one} » ({key}), qui n’existe pas ici : la page montre le choix "
                "habituel. Choisissez dans la liste."
            )


def _note(note: str) -> None:
    st.session_state.setdefault(_NOTES, []).append(note)
    _warn(note)


def _warn(note: str) -> None:
    with _PLACE.get() or nullcontext():
        st.warning(typography(note), icon=":material/link_off:")


@contextmanager
def notes_in(place: DeltaGenerator) -> Iterator[None]:
    """Say what is wrong with the address in a container: choices may stand in narrow or folded ones."""
    before = _PLACE.set(place)
    try:
        yield
    finally:
        _PLACE.reset(before)


def _relabel(key: str, labels: list[str]) -> None:
    """Write labels for the codes of an address, then start again: widgets only read labels there."""
    try:
        st.query_params[key] = labels
    except StreamlitAPIException:
        # The widget is on screen already: the address follows it.
        return
    st.session_state[_STARTED_AGAIN] = True
    st.rerun()


def _reworded(key: str, options: Mapping[str, str]) -> None:
    """Set a choice again when it is the same under another label: the browser keeps the label that it showed.

    Its next answer would be that label, which is no option any more.
    """
    held = st.session_state.get(key)
    codes = held if isinstance(held, list) else [held]
    before = st.session_state.get(_SHOWN, {}).get(key, {})
    if any(code in options and before.get(code, options[code]) != options[code] for code in codes):
        st.session_state[key] = held


def _showed(key: str, codes: list[str], options: Mapping[str, str]) -> None:
    st.session_state.setdefault(_SHOWN, {})[key] = {code: options[code] for code in codes}


def one(
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    default: str | None = None,
    look: Literal["list", "segments", "pills", "radio"] = "list",
    help: str | None = None,
    label_visibility: Literal["visible", "hidden", "collapsed"] = "visible",
) -> str:
    """Let the reader choose one of `options` (code to label); return its code.

    The choice is in the address under `key`; an unknown one is said and replaced by the default.
    """
    _noted(key, options)
    _reworded(key, options)
    codes = list(options)
    first = default if default in options else codes[0]
    shared = {
        "options": codes,
        "format_func": options.__getitem__,
        "key": key,
        "help": help,
        "label_visibility": label_visibility,
        "bind": "query-params",
    }
    if look == "segments":
        chosen = st.segmented_control(label, default=first, required=True, **shared)
    elif look == "pills":
        chosen = st.pills(label, default=first, required=True, **shared)
    elif look == "radio":
        chosen = st.radio(label, index=codes.index(first), horizontal=True, **shared)
    else:
        chosen = st.selectbox(label, index=codes.index(first), **shared)
    chosen = chosen if chosen is not None else first
    _showed(key, [chosen], options)
    return chosen


def many(
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    default: tuple[str, ...] = (),
    most: int | None = None,
    placeholder: str = "Choisir",
    look: Literal["list", "pills"] = "list",
    help: str | None = None,
) -> list[str]:
    """Let the reader choose several of `options`; return their codes.

    `most` and `placeholder` are for the list: pills show every option at once.
    """
    _noted(key, options)
    if look == "pills":
        return st.pills(
            label,
            list(options),
            selection_mode="multi",
            default=[code for code in default if code in options],
            format_func=options.__getitem__,
            key=key,
            help=help,
            bind="query-params",
        )
    _reworded(key, options)
    chosen = st.multiselect(
        label,
        list(options),
        default=[code for code in default if code in options],
        format_func=options.__getitem__,
        key=key,
        max_selections=most,
        placeholder=placeholder,
        help=help,
        bind="query-params",
    )
    _showed(key, chosen, options)
    return chosen


def flag(label: str, *, key: str, default: bool = False, help: str | None = None) -> bool:
    """Let the reader switch something on or off."""
    return st.toggle(label, value=default, key=key, help=help, bind="query-params")


def number(label: str, low: int, high: int, *, key: str, default: int, step: int = 1, help: str | None = None) -> int:
    """Let the reader choose a whole number between two bounds."""
    asked = st.query_params.get(key, str(default))
    if key not in st.session_state and asked not in {str(value) for value in range(low, high + 1)}:
        _note(
            f"L’adresse demande « {asked} » ({key}) : il faut un nombre entier de {written(low)} à "
            f"{written(high)}. La page montre le plus proche ou l’habituel."
        )
    return st.slider(label, low, high, value=default, step=step, key=key, help=help, bind="query-params")


def date(label: str, *, key: str, default: dt.date, help: str | None = None) -> dt.date:
    """Let the reader choose a day; the address holds it as 2026-11-30."""
    asked = st.query_params.get(key)
    if asked and key not in st.session_state and not _is_date(asked):
        _note(
            f"L’adresse demande « {asked} » ({key}), qui n’est pas une date comme {default.isoformat()} : la page "
            "montre le jour habituel."
        )
    return st.date_input(label, value=default, key=key, format="DD/MM/YYYY", help=help, bind="query-params") or default


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def text(
    label: str, *, key: str, default: str = "", most: int | None = None, placeholder: str = "", help: str | None = None
) -> str:
    """Let the reader write a short text, of `most` characters at most."""
    return st.text_input(
        label, value=default, max_chars=most, key=key, placeholder=placeholder, help=help, bind="query-params"
    ).strip()
