"""What a reader waits for, timed in a browser: first map, page to page, another indicator, a click."""

import time
from dataclasses import dataclass, replace
from statistics import median

from playwright.sync_api import Browser

from benchmarks.relay import relay
from benchmarks.stage import stage
from benchmarks.subject import LIST, Served, Subject, indicators, serve

CLICKS = 10


@dataclass(frozen=True)
class Waits:
    """Seconds, and kilobytes of one change of indicator."""

    cold: float
    warm: float
    change: float
    click: float
    kilobytes: float
    unfolded: float | None
    """Kilobytes with the table open, where it is folded at first."""
    between: float | None


def cold(browser: Browser, subject: Subject, times: int = 3) -> float:
    """Return the seconds from the start of the process to the first painted map."""
    taken = []
    for _ in range(times):
        with serve(subject) as served, stage(browser, subject, served.url) as shown:
            shown.open()
            taken.append(time.perf_counter() - served.asked)
    return median(taken)


def waits(browser: Browser, subject: Subject, served: Served) -> Waits:
    """Time everything on a server that has already been visited."""
    with stage(browser, subject, served.url) as first:
        first.open()
    opened = []
    for _ in range(5):
        with stage(browser, subject, served.url) as shown:
            start = time.perf_counter()
            shown.open()
            opened.append(time.perf_counter() - start)
    with stage(browser, subject, served.url) as shown:
        shown.open()
        changed = [shown.change(LIST, name) for name in indicators()]
        clicked = [shown.click_area(rank) for rank in shown.in_reach()[:CLICKS]]
    carried = _carried(browser, subject, served)
    unfolded = None
    if subject.unfolded:
        unfolded = _carried(browser, replace(subject, page=f"{subject.page}?{subject.unfolded}"), served)
    between = _between(browser, subject, served) if subject.in_project else None
    started = cold(browser, subject)
    return Waits(started, median(opened), median(changed), median(clicked), carried, unfolded, between)


def _carried(browser: Browser, subject: Subject, served: Served) -> float:
    """Return the kilobytes of one change of indicator, both ways."""
    with relay(served.url) as wire, stage(browser, subject, wire.url) as shown:
        shown.open()
        carried = []
        for name in indicators():
            shown.quiet()
            wire.carried = 0
            shown.change(LIST, name)
            carried.append(wire.carried / 1000)
    return median(carried)


def _between(browser: Browser, subject: Subject, served: Served) -> float:
    """Return the seconds from the press on « Carte » in the menu to its painted map, coming from another page."""
    taken = []
    with stage(browser, subject, served.url) as shown:
        shown.page.goto(f"{served.url}/donnees")
        for _ in range(5):
            shown.quiet()
            shown.page.get_by_role("heading", level=1, name="D’où viennent").wait_for()
            start = time.perf_counter()
            shown.page.get_by_role("link", name="Carte", exact=True).first.click()
            shown.wait_for_map()
            taken.append(time.perf_counter() - start)
            shown.page.get_by_role("link", name="Données", exact=True).first.click()
    return median(taken)
