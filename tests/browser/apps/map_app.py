"""A page that shows the map component alone, on outlines made of squares: 46 communes, 60 IRIS, 480 cells."""

import json

import streamlit as st

from ui.map.base import BaseMap, GeometryLayer
from ui.map.component import MapEvent, show
from ui.map.paint import HATCHED, Circles, Legend, Line, Paint, Point, PointLayer, Stop

WEST, SOUTH, STEP = 2.62, 50.19, 0.04


def square(rank: int, columns: int, step: float, code: str, name: str) -> dict[str, object]:
    """Return the feature of the rank-th square, row by row from the south-west."""
    west, south = WEST + step * (rank % columns), SOUTH + step * 0.64 * (rank // columns)
    east, north = west + step, south + step * 0.64
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {"code": code, "nom": name},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


@st.cache_data
def squares(count: int, columns: int, step: float, prefix: str, name: str) -> bytes:
    """Return a collection of squares."""
    features = [square(rank, columns, step, f"{prefix}{rank:03d}", f"{name} {rank}") for rank in range(count)]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


base = BaseMap(
    layers=(
        GeometryLayer("communes", "Communes", squares(46, 7, STEP, "62", "Commune <b>"), framed=True, source="IGN"),
        GeometryLayer("iris", "IRIS", squares(60, 10, 0.028, "i", "Iris"), approximate=True),
        GeometryLayer("cells", "Carreaux", squares(480, 24, 0.0116, "c", "Carreau")),
        GeometryLayer("qpv", "Quartiers", squares(2, 2, 0.02, "q", "Quartier"), role="overlay", approximate=True),
    ),
    label="Carte d’essai",
)
COUNTS = {"communes": ("62", 46), "iris": ("i", 60), "cells": ("c", 480)}

indicator = st.radio("Indicateur", ["Pauvreté", "Chômage", "Ménages"], horizontal=True)
level = st.radio("Niveau", list(COUNTS), horizontal=True)
prefix, count = COUNTS[level]
codes = [f"{prefix}{rank:03d}" for rank in range(count)]
shift = 0 if indicator == "Pauvreté" else 1
rates = Paint(
    classes={code: HATCHED if rank % 9 == 4 else (rank + shift) % 3 for rank, code in enumerate(codes)},
    palette=["#cfe4e3", "#7bb4bc", "#257687"],
    labels=["moins de 10 %", "de 10 à 20 %", "20 % et plus"],
    tips={code: f"{rank},{shift} %" for rank, code in enumerate(codes)},
)
counts = Circles({code: 10.0 * rank for rank, code in enumerate(codes)}, unit="ménages")
hosts = PointLayer(
    "hosts",
    "Lieux d’accueil",
    [
        Point("mairie", WEST + 0.1, SOUTH + 0.04, "Mairie\nLundi 9 h - 12 h"),
        Point("centre", WEST + 0.18, SOUTH + 0.09, "Centre social", state="locked"),
        Point("salle", WEST + 0.05, SOUTH + 0.12, "Salle des fêtes", state="forbidden"),
    ],
    letter="L",
    states={"locked": "Imposé", "forbidden": "Exclu"},
)
tour = Line(
    "mardi",
    "Tournée du mardi",
    [(WEST + 0.1, SOUTH + 0.04), (WEST + 0.18, SOUTH + 0.09)],
    stops=[Stop("arret-1", WEST + 0.14, SOUTH + 0.065, "1", "Arrêt 1")],
)


def remember(event: MapEvent) -> None:
    """Keep what was clicked before the page runs."""
    st.session_state.chosen = event.code if event.layer == level else st.session_state.get("chosen")


event = show(
    base,
    key="essai",
    level=level,
    paint=None if indicator == "Ménages" else rates,
    circles=counts if indicator == "Ménages" else None,
    points=[hosts],
    lines=[tour],
    legend=Legend(indicator, "essai", note="Estimation <i>", source="Source d’essai"),
    selected=[st.session_state.chosen] if st.session_state.get("chosen") in codes else [],
    on_click=remember,
)
st.session_state.runs = st.session_state.get("runs", 0) + 1
st.text(f"Clic: {event.layer}/{event.code} fresh={event.fresh} n={event.sequence}" if event else "Clic: aucun")
st.text(f"Passages: {st.session_state.runs}")
