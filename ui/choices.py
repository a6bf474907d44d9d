"""Choices that live in the address: a link shows the same view to somebody else."""

from collections.abc import Mapping
from typing import Literal

import streamlit as st

from data.formats import typography


def _noted(key: str, options: Mapping[str, str]) -> None:
    """Say so once when the address names a choice that does not exist; take a code for its label."""
    asked = st.query_params.get(key)
    if asked is None or asked in options.values():
        return
    if asked in options:
        if key not in st.session_state:
            st.session_state[key] = asked
        return
    st.warning(
        typography(
            f"L’adresse demande « {asked} » ({key}), qui n’existe pas ici : la page montre le choix "
            "habituel. Choisissez dans la liste."
        ),
        icon=":material/link_off:",
    )


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
    return chosen if chosen is not None else first


def many(
    label: str,
    options: Mapping[str, str],
    *,
    key: str,
    default: tuple[str, ...] = (),
    most: int | None = None,
    placeholder: str = "Choisir",
    help: str | None = None,
) -> list[str]:
    """Let the reader choose several of `options`; return their codes."""
    return st.multiselect(
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


def flag(label: str, *, key: str, default: bool = False, help: str | None = None) -> bool:
    """Let the reader switch something on or off."""
    return st.toggle(label, value=default, key=key, help=help, bind="query-params")


def number(label: str, low: int, high: int, *, key: str, default: int, step: int = 1, help: str | None = None) -> int:
    """Let the reader choose a whole number between two bounds."""
    return st.slider(label, low, high, value=default, step=step, key=key, help=help, bind="query-params")
