"""The usual way: a folium map in `st_folium` with its defaults, made anew and sent whole at each run.

The same outlines, simplified as the application's are, the same figures, and a table beside the map.
"""

import json

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from geo import outlines, territory
from indicators import catalogue
from indicators.values import values

PALETTE = ("#EAF3F2", "#A9CFD1", "#4C95A3", "#0B586B", "#041C26")

rates = {one.id: one for one in catalogue.at("commune") if not one.is_count}
chosen = st.selectbox(
    "Indicateur",
    list(rates),
    index=list(rates).index("part_menages_pauvres"),
    format_func=lambda code: f"{rates[code].short}, {rates[code].unit}",
)
of = values(chosen, "commune")
names = {code: area.name for code, area in territory.load().communes.items()}
frame = pd.DataFrame({"code": of.codes, "nom": [names[code] for code in of.codes], "valeur": of.value})
ranked = frame.set_index("code")["valeur"].rank(pct=True)
collection = json.loads(outlines.geojson("commune"))
for feature in collection["features"]:
    feature["properties"]["valeur"] = of.write(feature["properties"]["code"])


def style(feature: dict[str, dict[str, str]]) -> dict[str, object]:
    """Colour an area by its rank."""
    rank = ranked[feature["properties"]["code"]]
    colour = "#CCCCCC" if pd.isna(rank) else PALETTE[min(int(rank * len(PALETTE)), len(PALETTE) - 1)]
    return {"fillColor": colour, "fillOpacity": 0.9, "color": "#555555", "weight": 1}


st.title("Où se concentrent les besoins ?")
left, right = st.columns([2, 1])
with left:
    chart = folium.Map([50.29, 2.77], zoom_start=11, tiles=None)
    folium.GeoJson(
        collection,
        style_function=style,
        highlight_function=lambda _: {"weight": 3},
        tooltip=folium.GeoJsonTooltip(["name", "valeur"]),
    ).add_to(chart)
    shown = st_folium(chart, height=600, use_container_width=True)
with right:
    clicked = (shown or {}).get("last_active_drawing")
    st.header(clicked["properties"]["name"] if clicked else "Tout le territoire")
    st.dataframe(frame, hide_index=True)
