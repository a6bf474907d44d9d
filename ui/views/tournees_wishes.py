"""What single places ask of their visits: a small table to fill in, and its short form in the address."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.formats import enumerate_words, typography
from geo.opening import DAYS_FR
from indicators import service_places
from outreach.french_time import length
from outreach.tour_request import Wish
from outreach.tour_teams import place_name

PARAMETER = "demandes"
FREQUENCIES = {"weekly": "Chaque semaine", "fortnightly": "Une semaine sur deux"}
HALF_DAYS = {"morning": "matin", "afternoon": "après-midi"}
LENGTHS = {minutes: length(minutes) for minutes in range(60, 241, 30)}
WEEKDAYS = dict(enumerate(DAYS_FR[:6]))
_STATE = "_tournees_demandes"
# In the address: words without accents or spaces.
_SHORT = {"weekly": "semaine", "fortnightly": "quinzaine", "morning": "matin", "afternoon": "apres-midi"}


def to_address(wishes: Sequence[Wish]) -> str:
    """Write wishes for an address: « bib-acq:quinzaine:120:mardi:matin », several joined by commas."""
    return ",".join(
        ":".join(
            (
                wish.place,
                _SHORT[wish.frequency] if wish.frequency else "",
                str(wish.length or ""),
                "" if wish.weekday is None else DAYS_FR[wish.weekday],
                _SHORT[wish.half_day] if wish.half_day else "",
            )
        )
        for wish in wishes
    )


def from_address(text: str, places: Sequence[str]) -> tuple[tuple[Wish, ...], list[str]]:
    """Read what `to_address` wrote; return the wishes of the places, and the parts that say nothing here."""
    read = {short: key for key, short in _SHORT.items()}
    wishes: dict[str, Wish] = {}
    refused = []
    for part in filter(None, text.split(",")):
        place, *said = part.rsplit(":", 4)
        if len(said) != 4:
            refused.append(part)
            continue
        frequency, minutes, weekday, half_day = said
        allowed = (
            place in places
            and frequency in ("", "semaine", "quinzaine")
            and minutes in ("", *map(str, LENGTHS))
            and weekday in ("", *WEEKDAYS.values())
            and half_day in ("", "matin", "apres-midi")
        )
        if not allowed:
            refused.append(part)
            continue
        wishes[place] = Wish(
            place,
            read.get(frequency),
            int(minutes) if minutes else None,
            DAYS_FR.index(weekday) if weekday else None,
            read.get(half_day),
        )
    return tuple(wishes.values()), refused


def edit(plan: str, places: Sequence[str], kept: Sequence[Wish]) -> tuple[Wish, ...]:
    """Show the table of wishes of a plan's places; it opens on the address, else on those that are kept."""
    state = _state(plan, tuple(places), kept)
    frame = _frame(places, state["start"])
    edited = st.data_editor(
        frame,
        key=f"{PARAMETER}-{state['round']}",
        hide_index=True,
        num_rows="fixed",
        column_config=_columns(),
        disabled=["place", "hours"],
        placeholder="–",
        width="stretch",
    )
    wishes = _read(places, edited)
    state["latest"] = wishes
    asked = to_address(wishes)
    if asked != st.query_params.get(PARAMETER, ""):
        if asked:
            st.query_params[PARAMETER] = asked
        else:
            del st.query_params[PARAMETER]
    return wishes


def _state(plan: str, places: tuple[str, ...], kept: Sequence[Wish]) -> dict[str, Any]:
    """Return where the table starts from: its rows must not change while it is edited."""
    state: dict[str, Any] | None = st.session_state.get(_STATE)
    asked = st.query_params.get(PARAMETER)
    if state is not None and state["of"] == (plan, places):
        if f"{PARAMETER}-{state['round']}" in st.session_state:
            return state
        # Back from another page, where the table was not shown: Streamlit has forgotten what was typed.
        start = state["latest"]
    elif state is None and asked:
        start, refused = from_address(asked, places)
        if refused:
            st.warning(
                typography(
                    f"L’adresse demande {enumerate_words([f'« {one} »' for one in refused])} ({PARAMETER}), qui ne se "
                    "lit pas ici : la page n’en tient pas compte."
                ),
                icon=":material/link_off:",
            )
    else:
        start = tuple(wish for wish in kept if wish.place in places)
    state = {"of": (plan, places), "round": state["round"] + 1 if state else 0, "start": start, "latest": start}
    st.session_state[_STATE] = state
    return state


def _frame(places: Sequence[str], wishes: Sequence[Wish]) -> pd.DataFrame:
    of = {wish.place: wish for wish in wishes}
    rows = []
    for identifier in places:
        place, wish = service_places.place(identifier), of.get(identifier, Wish(identifier))
        rows.append(
            {
                "place": place_name(place),
                "frequency": FREQUENCIES.get(wish.frequency or ""),
                "length": LENGTHS.get(wish.length or 0),
                "weekday": None if wish.weekday is None else DAYS_FR[wish.weekday],
                "half_day": HALF_DAYS.get(wish.half_day or ""),
                "hours": place.hours_in_french,
            }
        )
    return pd.DataFrame(rows, dtype="object")


def _columns() -> dict[str, Any]:
    def choice(label: str, options: Sequence[str], empty: str, width: int) -> Any:
        return st.column_config.SelectboxColumn(label, options=list(options), help=typography(empty), width=width)

    as_plan = "Vide : comme le reste du plan."
    return {
        "place": st.column_config.TextColumn("Lieu", width=270),
        "frequency": choice("Rythme", list(FREQUENCIES.values()), as_plan, 160),
        "length": choice("Présence", list(LENGTHS.values()), as_plan, 110),
        "weekday": choice("Jour demandé", list(WEEKDAYS.values()), "Vide : le jour est libre.", 140),
        "half_day": choice("Demi-journée", list(HALF_DAYS.values()), "Vide : matin ou après-midi.", 140),
        "hours": st.column_config.TextColumn("Horaires du lieu", width=420),
    }


def _read(places: Sequence[str], edited: pd.DataFrame) -> tuple[Wish, ...]:
    def code(options: dict[Any, str], label: Any) -> Any:
        return next((key for key, one in options.items() if one == label), None)

    wishes = (
        Wish(
            identifier,
            code(FREQUENCIES, row["frequency"]),
            code(LENGTHS, row["length"]),
            code(WEEKDAYS, row["weekday"]),
            code(HALF_DAYS, row["half_day"]),
        )
        for identifier, row in zip(places, edited.to_dict("records"), strict=True)
    )
    return tuple(wish for wish in wishes if wish != Wish(wish.place))
