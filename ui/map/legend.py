"""The legend, written from what the map shows, so that it cannot say something else."""

from typing import Any

from ui.map.base import BaseMap
from ui.map.paint import Entry, Paint, PointLayer, View, Zone


def legend_spec(base: BaseMap, view: View) -> dict[str, Any] | None:
    """Return the words and swatches of the legend as plain JSON values, or None when the view has none.

    The approximate outlines in sight are announced even when the page forgets them.
    """
    if view.legend is None:
        return None
    legend = view.legend
    spec: dict[str, Any] = {
        "title": legend.title,
        "subtitle": legend.subtitle,
        "rows": _rows(view),
        "note": legend.note,
        "source": legend.source,
        "approximate": _approximate(base, view),
    }
    if view.circles is not None:
        spec["circles"] = {
            "colour": view.circles.colour,
            "marks": [[view.circles.radius(value), label] for value, label in view.circles.marks()],
        }
    if legend.matrix is not None and view.paint is not None:
        spec["matrix"] = {
            "across": legend.matrix.across,
            "up": legend.matrix.up,
            "columns": legend.matrix.columns,
            "palette": list(view.paint.palette),
            "labels": list(view.paint.labels),
        }
    return {name: value for name, value in spec.items() if value}


def _rows(view: View) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    if view.paint is not None:
        if view.legend is not None and view.legend.matrix is None:
            rows += _classes(view.paint)
        if view.paint.hatched:
            rows.append({"swatch": "hatch", "label": view.paint.hatched_label})
    elif view.circles is not None and view.circles.hatched:
        rows.append({"swatch": "hatch", "label": view.circles.hatched_label})
    rows += [
        {"swatch": "dash" if line.dashed else "line", "colour": line.colour, "label": line.title} for line in view.lines
    ]
    rows += [{"swatch": "zone", "label": _zone_label(zone)} for zone in view.zones]
    for layer in view.points:
        rows += _places(layer)
    rows += [_own(entry) for entry in (view.legend.entries if view.legend else ())]
    return rows


def _classes(paint: Paint) -> list[dict[str, str]]:
    return [
        {"swatch": "fill", "colour": colour, "label": label}
        for colour, label in zip(paint.palette, paint.labels, strict=True)
    ]


def _places(layer: PointLayer) -> list[dict[str, str]]:
    """List a layer by its states when the page names them, else under its title."""
    present = {point.state for point in layer.points}
    named = [(state, label) for state, label in layer.states.items() if state in present]
    if not named and present:
        named = [("normal", layer.title)]
    return [
        {
            "swatch": "point",
            "colour": layer.colour,
            "shape": layer.shape,
            "letter": layer.letter,
            "state": state,
            "label": label,
            "key": layer.key,
        }
        for state, label in named
    ]


def _zone_label(zone: Zone) -> str:
    return f"{zone.title} (contour approché)" if zone.approximate else zone.title


def _own(entry: Entry) -> dict[str, str]:
    return {
        "swatch": entry.swatch,
        "label": entry.label,
        "colour": entry.colour,
        "letter": entry.letter,
        "shape": entry.shape,
        "state": entry.state,
    }


def _approximate(base: BaseMap, view: View) -> str:
    """Return the sentence on an approximate level; the browser adds those of the overlays switched on."""
    layer = base.layer(view.level)
    return f"Contours approchés\u202f: {layer.title}" if layer.approximate else ""
