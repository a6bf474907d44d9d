"""An indicator as a map shows it: a rate in flat colour, a count in circles, a hidden value hatched."""

from indicators.values import STATUS_LABEL, Values
from ui.map.paint import HATCHED, Circles, Legend, Paint


def tips(of: Values) -> dict[str, str]:
    """Return the text of each area's tooltip: the value, or why there is none."""
    return {code: of.write(code) for code in of.codes}


def hidden_label(of: Values) -> str:
    """Return the legend's words for the hidden values that there are: « secret statistique (39) »."""
    hidden = [state for state, known in zip(of.status, of.known, strict=True) if not known]
    return ", ".join(f"{STATUS_LABEL[state]} ({hidden.count(state)})" for state in dict.fromkeys(hidden))


def flat(of: Values, *, scheme: str = "jenks", k: int = 5) -> Paint:
    """Return the flat colours of a rate, an amount or an index."""
    from geo import cartography, palettes

    classes = cartography.classify(of.value, scheme=scheme, k=k, decimals=of.indicator.decimals)  # type: ignore[arg-type]
    return Paint(
        classes={code: HATCHED if rank < 0 else int(rank) for code, rank in zip(of.codes, classes.index, strict=True)},
        palette=palettes.sequential(classes.k) if classes.k else (),
        labels=classes.labels,
        tips=tips(of),
        hatched_label=hidden_label(of) or "valeur absente",
    )


def circles(of: Values) -> Circles:
    """Return the circles of a count; a hidden count has none."""
    known = {code: float(v) for code, v, there in zip(of.codes, of.value, of.known, strict=True) if there}
    hidden = {code for code, there in zip(of.codes, of.known, strict=True) if not there}
    return Circles(
        known,
        unit=of.indicator.unit,
        tips=tips(of),
        hatched=hidden,
        hatched_label=hidden_label(of) or "valeur absente",
    )


def legend(of: Values, note: str = "") -> Legend:
    """Return the words of the legend: what, in what unit, when, from whom."""
    indicator = of.indicator
    licence = "licence à confirmer" if indicator.licence_to_confirm else ""
    return Legend(
        title=indicator.short,
        subtitle=f"{indicator.unit}, {indicator.vintage}",
        note="\n".join(part for part in (note, licence) if part),
        source=indicator.source,
    )
