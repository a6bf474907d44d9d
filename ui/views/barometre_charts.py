"""The charts of the page Baromètre: a dot and its interval for each share, with its respondents."""

from collections import Counter
from collections.abc import Sequence

from data.formats import NO_BREAK, number
from indicators.barometer import Change, Finding, Panel
from indicators.barometer.topics import PUBLIC_LABELS
from indicators.publics import PUBLICS
from reports.survey_changes import UNNAMED
from ui import dots

# An answer told of one class alone compares nothing: it is in the table.
_FEWEST_CLASSES = 2
_SHORT = {one.key: one.short for one in PUBLICS}


def shares(panel: Panel, *, key: str, alt: str) -> None:
    """Show the findings that have a figure, the largest on top, each with its interval and respondents."""
    rows = [
        dots.Row(
            _SHORT.get(one.key, one.label),
            (_dot(one, _share(one) + _respondents(one)),),
        )
        for one in panel.shown
    ]
    dots.show(rows, key=key, alt=alt, unit="%", most=100)


def compared(panels: tuple[Panel, ...]) -> list[tuple[str, str]]:
    """Return the key and label of the answers that have a figure in several classes."""
    shown = Counter((one.key, one.label) for panel in panels for one in panel.shown)
    return [answer for answer, classes in shown.items() if classes >= _FEWEST_CLASSES]


def classes(panels: tuple[Panel, ...], *, key: str, alt: str) -> None:
    """Show the answers that have a figure in several classes, a dot a class."""
    known = [{one.key: one for one in panel.shown} for panel in panels]
    answers = compared(panels)
    answers.sort(key=lambda answer: -max((of[answer[0]].share or 0.0) for of in known if answer[0] in of))
    rows = [
        dots.Row(label, tuple(_dot(of[answer], _share(of[answer]), at) for at, of in enumerate(known) if answer in of))
        for answer, label in answers
    ]
    named = [f"{panel.title}{_size(panel)}" for panel in panels]
    dots.show(rows, key=key, alt=alt, unit="%", most=100, classes=named)


def waves(changes: Sequence[tuple[str, Change]], *, key: str, alt: str) -> None:
    """Show the rate of everybody and of each public in two waves, the older one first."""
    rows = []
    for public, change in changes:
        both = [(at, one) for at, one in enumerate((change.before, change.after)) if one.shown]
        if both:
            label = _SHORT.get(public, PUBLIC_LABELS[public])
            rows.append(dots.Row(label, tuple(_dot(one, _share(one) + _respondents(one), at) for at, one in both)))
    named = next((change.first or UNNAMED, change.second or UNNAMED) for _, change in changes)
    dots.show(rows, key=key, alt=alt, unit="%", most=100, classes=named)


def _respondents(one: Finding) -> str:
    return "" if one.n is None else f" · n{NO_BREAK}={NO_BREAK}{number(one.n)}"


def _size(panel: Panel) -> str:
    n = next((one.n for one in panel.findings if one.n is not None), None)
    return "" if n is None else f" (n{NO_BREAK}={NO_BREAK}{number(n)})"


def _share(one: Finding) -> str:
    return number(one.share, 0, "%") + (" (fragile)" if one.fragile else "")


def _dot(one: Finding, text: str, rank: int = 0) -> dots.Dot:
    share, low, high = one.share or 0.0, one.low or 0.0, one.high or 0.0
    hover = f"{number(share, 1, '%')} (de {number(low, 1)} à {number(high, 1)})<br>{one.reliability}"
    return dots.Dot(share, low, high, text, hover, one.fragile, rank)
