"""The parts of the page Priorités: what is found, the answer, the ranking beside the map, the table."""

from dataclasses import dataclass, replace

import streamlit as st

from data import store
from data.formats import number, typography
from geo import territory
from indicators.needs.method import Method
from indicators.needs.priorities import Priorities, priorities
from reports import needs_tables
from reports.sentences import priorites as sentences
from reports.sentences import priorites_method
from reports.sentences.priorites_words import NOUNS
from ui import page, table
from ui.views import priorites_charts, priorites_choices
from ui.views.priorites_choices import Asked

SHOWN, MORE = 15, 5
"""So many first areas beside the map, and as many more than the first ones that are asked for."""


@dataclass(frozen=True, eq=False)
class Found:
    """What the question finds."""

    asked: Asked
    of: Priorities
    count: int

    def name(self, code: str) -> str:
        """Return the name of an area, that of its commune for a cell."""
        ground = territory.load()
        return ground.communes[ground.commune_of(code)].name if self.of.level == "carreau" else ground.label(code)

    @property
    def components(self) -> dict[str, str]:
        """The names of the components by key."""
        return {one.key: one.short for one in self.of.table.components}

    @property
    def areas(self) -> dict[str, str]:
        """The names of all areas by code."""
        return {code: self.name(code) for code in self.of.table.codes}


@st.cache_resource(show_spinner="Tirage des choix…", max_entries=24)
def _priorities(
    public: str, level: str, points: tuple[tuple[str, float], ...], *, width: str, method: Method, fingerprint: str
) -> Priorities:
    return priorities(public, level, dict(points), width=width, method=method)


def find(asked: Asked) -> Found:
    """Compute what the page shows; from the cache when somebody asked for it before."""
    points = tuple(sorted(asked.points.items()))
    of = _priorities(
        asked.public,
        asked.level,
        points,
        width=asked.width,
        method=asked.method,
        fingerprint=store.fingerprint(),
    )
    return Found(asked, of, of.tops[asked.rank])


def answer(found: Found) -> str:
    """Return the sentence that answers the page's question."""
    of = found.of
    return sentences.answer(
        level=of.level,
        public=of.table.public,
        count=found.count,
        ranked=len(of.ranked),
        sure=[found.name(code) for code in of.sure(found.count)],
        debatable=[found.name(code) for code in of.debatable(found.count)],
    )


def about(found: Found) -> tuple[str, ...]:
    """Return where the figures come from, and how the ranking is had."""
    # The licences to be confirmed are said in the sources' own lines.
    shown = ("qpv",) if found.of.level == "iris" else ()
    said = [line for line in needs_tables.mentions(found.of, *shown) if "licence à confirmer" not in line]
    how = typography("Comment chaque composante est obtenue : « Composantes », plus bas, et les fichiers.")
    return (*said, *needs_tables.sources(found.of, notes=False), how)


def beside(found: Found, area: str | None) -> None:
    """Show the sentence of the area that is chosen, and the first areas with their intervals of places."""
    if area is not None:
        st.markdown(page.text(area_sentence(found, area)))
    if found.of.ranked.empty:
        return
    wanted = SHOWN if found.of.level == "carreau" else max(SHOWN, found.count + MORE)
    shown = min(wanted, len(found.of.ranked))
    priorites_charts.intervals(found, area, shown)
    listed = f"Les {number(shown)} premiers rangs sont ici, tous dans le tableau."
    if found.of.method.fronts:
        listed = f"Les {number(shown)} premiers sont ici, à front égal d’après leur rang médian ; tous dans le tableau."
    st.caption(typography(f"Point : {priorites_method.dot(found.of.method)} ; trait : 9 tirages sur 10. {listed}"))


def area_sentence(found: Found, area: str) -> str:
    """Return what is said of an area."""
    of = found.of
    name = territory.load().label(area)
    row = of.study.table.loc[area]
    missing = of.unpublished(area)
    if not row["ranked"]:
        return sentences.not_ranked(name, [one.component.short for one in missing], float(row["missing"]))
    main = [found.components[key] for key in of.leading(area)]
    gains = of.without(found.count)[1]
    depends = None
    if not gains.empty:
        key = str(gains.loc[area].abs().idxmax())
        depends = (found.components[key], int(gains.loc[area, key]))
    rank = of.table.codes.index(area)
    return sentences.area(
        name,
        level=of.level,
        count=found.count,
        place=float(row["place"]),
        ranked=len(of.ranked),
        low=float(row["low"]),
        high=float(row["high"]),
        probability=float(row[f"top_{found.count}"]),
        main=main,
        depends=depends,
        drawn=[f"{one.component.short} ({one.state[rank]})" for one in missing],
        front=priorites_method.front(of.front(area), NOUNS[of.level]) if of.method.fronts else "",
    )


def ranking_table(found: Found) -> None:
    """Show the ranking as a table; its rows are only sent once it is open when they are many."""
    listed = needs_tables.ranking(found.of)
    many = found.of.level == "carreau"
    label = page.text(f"Le classement : {number(len(listed.frame))} lignes")
    opened = st.expander(label, expanded=not many, on_change="rerun", key=f"priorites-tableau-{found.of.level}")
    if opened.open:
        with opened:
            table.show(
                listed,
                key=f"priorites-lignes-{found.of.level}",
                height=420,
                select="code",
                chosen=st.session_state.get(priorites_choices.AREA),
                on_select=priorites_choices.choose_area,
            )


def at_iris(found: Found) -> Priorities:
    """Return the ranking of the IRIS for the same public, with the points of the components that they share.

    Pareto ranks are not averaged over a zone: an arithmetic mean stands for them.
    """
    asked = found.asked
    method = replace(asked.method, combine="arithmetic") if asked.method.fronts else asked.method
    if found.of.level == "iris" and method == asked.method:
        return found.of
    return find(replace(asked, level="iris", method=method)).of
