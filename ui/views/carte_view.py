"""What the map paints for the choices of the moment: colours, circles, legend, sentence; made once for everybody."""

from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from data import store
from data.formats import capital, number, ordinal, typography
from geo import palettes, territory
from geo.bivariate import Bivariate, bivariate
from geo.cartography import Classes, Scheme, classify
from indicators.around import of_territory
from indicators.catalogue import Indicator
from indicators.comparison import Reference
from indicators.values import Values, values
from reports.sentences import carte as sentences
from ui import indicator_map
from ui.map.paint import HATCHED, Circles, Legend, Matrix, Paint
from ui.views.carte_choices import Refined

# Pixels of the greatest circle: the areas of a level are more or less close.
LARGEST = {"commune": 28.0, "iris": 22.0, "carreau": 7.0}


@dataclass(frozen=True)
class View:
    """A map without the reader's territories: what it paints and what it says.

    Attributes
    ----------
    of : Values
        The indicator.
    rate : Values or None
        What the colours show: the indicator, the rate under its circles, or None.
    other : Values or None
        The second variable of a crossed map.
    classes : Classes or None
        Those of `rate`, unless the map is crossed.
    crossed : Bivariate or None
    cua : Reference
        The value of the whole territory.
    imputed : bool[n]
        Which areas are cells whose values Insee imputed.
    """

    of: Values
    rate: Values | None
    other: Values | None
    classes: Classes | None
    crossed: Bivariate | None
    cua: Reference
    imputed: NDArray[np.bool_]
    paint: Paint
    circles: Circles | None
    legend: Legend
    sentence: str

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """What is shown, the indicator first."""
        shown = [one.indicator for one in (self.of, self.rate, self.other) if one is not None]
        return tuple({one.id: one for one in shown}.values())

    @property
    def alone(self) -> "View":
        """The view of the indicator without what goes with it: what is said of it alone."""
        return replace(self, rate=None, other=None, crossed=None)

    @property
    def sources(self) -> tuple[str, ...]:
        """One line a source: producer, dataset, vintage, licence."""
        lines = []
        for one in self.indicators:
            licence = "licence à confirmer" if one.licence_to_confirm else one.licence
            note = f" {capital(one.note)}." if one.note else ""
            lines.append(f"{one.short} : {one.source} ({licence}).{note}")
        return tuple(dict.fromkeys(lines))


def view(indicator: Indicator, refined: Refined) -> View:
    """Return the view of the choices, from the cache when somebody asked for it before."""
    return _view(indicator.id, indicator.level, refined, store.fingerprint())


@st.cache_data(show_spinner=False, max_entries=128)
def _view(identifier: str, level: str, refined: Refined, fingerprint: str) -> View:
    of = values(identifier, level)
    indicator = of.indicator
    other = values(refined.crossed, level) if refined.crossed else None
    beneath = values(refined.under, level) if refined.under else None
    rate = beneath if indicator.is_count else of
    known = territory.load()
    names = {code: known.label(code) for code in of.codes}
    imputed = known.cells["imputed"].to_numpy(dtype=bool) if level == "carreau" else np.zeros(len(of.codes), dtype=bool)
    cua = of_territory(of)
    crossed, classes = None, None
    if other is not None:
        crossed = _crossed(of, other, refined.scheme)
    elif rate is not None:
        manual = refined.scheme == "manual"
        classes = classify(
            rate.value,
            scheme=cast("Scheme", refined.scheme),
            k=None if manual else refined.classes,
            breaks=refined.breaks if manual else None,
            decimals=rate.indicator.decimals,
        )
    if crossed is not None and other is not None:
        sentence = sentences.crossed(of, other, crossed, name=names)
    else:
        sentence = sentences.view(
            of,
            name=names,
            cua=cua,
            under=beneath.indicator if beneath else None,
            imputed=int(imputed.sum()),
        )
    return View(
        of=of,
        rate=rate,
        other=other,
        classes=classes,
        crossed=crossed,
        cua=cua,
        imputed=imputed,
        paint=_paint(of, rate=rate, other=other, classes=classes, crossed=crossed, imputed=imputed),
        circles=_circles(of) if indicator.is_count else None,
        legend=_legend(of, rate, other, classes, crossed),
        sentence=sentence,
    )


def _crossed(x: Values, y: Values, scheme: str) -> Bivariate:
    return bivariate(
        x.value,
        y.value,
        # Three classes each: bounds by hand, made for one variable, cannot serve two.
        scheme="quantiles" if scheme == "manual" else cast("Scheme", scheme),
        names=(x.indicator.short, y.indicator.short),
        decimals=(x.indicator.decimals, y.indicator.decimals),
    )


def ranks(of: Values) -> list[str]:
    """Return the place of each area among those that are published, 1 being the highest value; "" without one."""
    ordered = np.sort(of.value[of.known])
    above = len(ordered) - np.searchsorted(ordered, of.value, side="right")
    return [
        f"{ordinal(place + 1)} sur {number(len(ordered))}" if known else ""
        for place, known in zip(above.tolist(), of.known, strict=True)
    ]


def written(of: Values) -> list[str]:
    """Return the value of each area as it reads, or why there is none; each number is written once."""
    if of.indicator.estimated:
        return [of.write(code) for code in of.codes]
    numbers = {value: of.indicator.write(value) for value in set(of.value[of.known].tolist())}
    return [
        numbers[value] if known else state
        for value, known, state in zip(of.value.tolist(), of.known, of.states, strict=True)
    ]


def _tips(of: Values, companion: Values | None, imputed: NDArray[np.bool_]) -> dict[str, str]:
    """Return the tooltip of each area: its value, its rank or that it is imputed, the second variable."""
    placed = ranks(of) if of.indicator.level != "carreau" else [""] * len(of.codes)
    estimated = any(one is not None and one.indicator.estimated for one in (of, companion))
    named = companion is not None and not of.indicator.is_count
    texts = [written(one) for one in (of, companion) if one is not None]
    if named:
        heads = [one.indicator.short for one in (of, companion) if one is not None]
        texts = [[f"{head} : {text}" for text in column] for head, column in zip(heads, texts, strict=True)]
    tips = {}
    for code, rank, guessed, *lines in zip(of.codes, placed, imputed, *texts, strict=True):
        if rank and not named:
            lines[0] += f" · {rank}"
        if guessed:
            lines.append("Carreau imputé par l’Insee")
        if estimated:
            lines.append("Estimation, intervalle à 95 %")
        tips[code] = typography("\n".join(lines))
    return tips


def _paint(
    of: Values,
    *,
    rate: Values | None,
    other: Values | None,
    classes: Classes | None,
    crossed: Bivariate | None,
    imputed: NDArray[np.bool_],
) -> Paint:
    companion = other if other is not None else rate if rate is not of else None
    tips = _tips(of, companion, imputed)
    if crossed is not None and other is not None:
        index, palette, labels = crossed.index, crossed.palette, crossed.labels
        hidden = "L’une des deux valeurs manque"
    elif classes is not None and rate is not None:
        index, palette, labels = classes.index, palettes.sequential(classes.k) if classes.k else (), classes.labels
        hidden = indicator_map.hidden_label(rate)
    else:
        index, palette, labels = np.where(of.known, 0, HATCHED), (), ()
        hidden = indicator_map.hidden_label(of)
    ranked = {code: HATCHED if rank < 0 else int(rank) for code, rank in zip(of.codes, index, strict=True)}
    if not palette:
        ranked = {code: rank for code, rank in ranked.items() if rank == HATCHED}
    return Paint(ranked, palette, labels, tips, hidden or "Valeur absente")


def _circles(of: Values) -> Circles:
    known = {code: float(v) for code, v, there in zip(of.codes, of.value, of.known, strict=True) if there}
    greatest = max(known.values(), default=0.0)
    return Circles(known, unit=of.indicator.unit, reference=greatest, largest=LARGEST[of.indicator.level])


def _legend(
    of: Values, rate: Values | None, other: Values | None, classes: Classes | None, crossed: Bivariate | None
) -> Legend:
    indicator = of.indicator
    title, matrix = indicator.short, None
    subtitle = f"{indicator.unit}, {indicator.vintage}"
    notes = []
    if crossed is not None and other is not None:
        title = f"{indicator.short} et {other.indicator.short}"
        subtitle = "Chaque variable : basse, moyenne, haute"
        matrix = Matrix(indicator.short, other.indicator.short)
        notes.append(crossed.note)
    elif rate is not None and rate is not of:
        what = rate.indicator.unit
        if rate.indicator.numerator != indicator.id:
            what = f"{rate.indicator.short}, {what}"
        subtitle = f"Cercles : {indicator.unit}, {indicator.vintage}. Couleur : {what}."
    if classes is not None:
        notes.append(classes.note)
    if indicator.level == "carreau":
        notes.append("Carreaux de moins de 11 ménages imputés par l’Insee. Sans couleur : aucun habitant.")
    shown = [indicator, *(one.indicator for one in (rate, other) if one is not None)]
    if any(one.estimated for one in shown):
        notes.append("Estimation : l’intervalle à 95 % est dans l’infobulle et le tableau.")
    if any(one.licence_to_confirm for one in shown):
        notes.append("Licence à confirmer.")
    return Legend(
        title=title,
        subtitle=typography(subtitle),
        note=typography(" ".join(note for note in notes if note)),
        source=typography(" ; ".join(dict.fromkeys(one.source for one in shown))),
        matrix=matrix,
    )
