"""`python -m benchmarks`: time everything beside the usual way; `--write` keeps the run in docs/mesures.md."""

import argparse
import sys
from datetime import date

from playwright.sync_api import sync_playwright

from benchmarks import crowd, measure, needs, plans, screens, secrecy, secrecy_of_imports
from benchmarks.measure import Measure
from benchmarks.stage import browser
from benchmarks.subject import ATLAS, ROOT, USUAL, Subject, serve

PAGE = ROOT / "docs" / "mesures.md"


def main() -> int:
    """Measure, print, and write when asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="écrit docs/mesures.md")
    parser.add_argument("--screens-only", action="store_true", help="sans les calculs (plans, secret statistique)")
    chosen = parser.parse_args()
    busy = measure.busy()
    measures = _compare(_measure(ATLAS), _measure(USUAL))
    sys.stdout.write(measure.table(measures) + "\n\n")
    if chosen.write:
        PAGE.write_text(measure.page(measures, date.today(), busy), encoding="utf-8")  # noqa: DTZ011 (the day of this machine)
    if not chosen.screens_only:
        plans.main()
        secrecy.main()
        needs.main()
        secrecy_of_imports.main()
    return 0


def _measure(subject: Subject) -> tuple[screens.Waits, crowd.Load]:
    with sync_playwright() as playwright, browser(playwright) as opened, serve(subject) as served:
        waited = screens.waits(opened, subject, served)
    with serve(subject) as served:
        return waited, crowd.load(subject, served)


def _compare(ours: tuple[screens.Waits, crowd.Load], usual: tuple[screens.Waits, crowd.Load]) -> list[Measure]:
    (we, our_load), (they, their_load) = ours, usual
    measures = [
        Measure("Première carte, application arrêtée, navigateur neuf", "s", we.cold, they.cold, 4),
        Measure("Première carte, application lancée, navigateur neuf", "s", we.warm, they.warm, 2),
    ]
    if we.between is not None:
        measures.append(Measure("D’une page à la carte", "s", we.between))
    measures += [
        Measure("Autre indicateur : du clic à la carte repeinte", "s", we.change, they.change, 0.25),
        Measure("Autre indicateur : octets échangés", "ko", we.kilobytes, they.kilobytes, 12),
        Measure("Autre indicateur : temps du serveur", "ms", our_load.alone * 1000, their_load.alone * 1000, 40),
    ]
    # The usual page shows its table at once.
    if we.unfolded is not None and our_load.unfolded is not None:
        opened = "Autre indicateur, tableau ouvert"
        milliseconds = our_load.unfolded * 1000
        measures += [
            Measure(f"{opened} : octets échangés", "ko", we.unfolded, they.kilobytes),
            Measure(f"{opened} : temps du serveur", "ms", milliseconds, their_load.alone * 1000),
        ]
    measures += [
        Measure("Clic sur une commune : du clic au panneau", "s", we.click, they.click, 0.45),
        Measure("Mémoire par personne connectée", "Mo", our_load.megabytes, their_load.megabytes),
    ]
    for people, (middle, late) in our_load.crowds.items():
        named = f"{people} personnes à la fois" if people > 1 else "1 personne"
        usual_middle, usual_late = their_load.crowds[people]
        measures.append(Measure(f"{named} : médiane", "s", middle, usual_middle, 1 if people == 20 else None))
        measures.append(Measure(f"{named} : 95 sur 100 en moins de", "s", late, usual_late))
    return measures


if __name__ == "__main__":
    sys.exit(main())
