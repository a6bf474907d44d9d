"""Baromètre: who does not receive their rights, and why, with intervals; nothing on a few people."""

from indicators import barometer
from reports.sentences import barometre as sentences
from ui import page
from ui.views import attendu, petits_territoires
from ui.views import barometre as view
from ui.views import barometre_absent as absent


def show() -> None:
    """Show the page."""
    page.title("Qui ne reçoit pas ses droits, et pourquoi ?")
    with page.guard():
        if barometer.waves():
            _survey()
        else:
            absent.published()
    attendu.show()
    with page.guard():
        if not barometer.waves():
            absent.how_to_load()


def _survey() -> None:
    found = view.ask()
    page.answer(sentences.answer(found))
    page.source(view.unchosen(found))
    if found.empty:
        view.method(found)
        return
    view.contents()
    with page.guard():
        view.who(found)
    with page.guard():
        petits_territoires.show(found.public, found.benefit, found.wave)
    for part in (view.why, view.by_distance, view.waves, view.method):
        with page.guard():
            part(found)
