"""Méthode: every formula and every hypothesis, as written in docs/."""

from ui import page
from ui.views import methode as view


def show() -> None:
    """Show the page."""
    page.title("Comment sont calculés ces chiffres ?")
    page.answer("Chaque formule, sa source et ses hypothèses sont écrites ici ; **ce qui est estimé est dit estimé**.")
    with page.guard():
        view.examples()
        view.set_otherwise()
        view.documents()
