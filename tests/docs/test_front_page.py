"""The front page and the change log say what is there."""

import re
from collections.abc import Callable
from pathlib import Path

from data.formats import number

Says = Callable[..., None]
ROOT = Path(__file__).resolve().parents[2]


def test_the_state_of_the_data_is_that_of_the_tables(says: Says) -> None:
    """The numbers of the front page are those of the tables."""
    from data.state import state

    of = state()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    def english(value: int) -> str:
        return f"{value:,}".replace(",", " ")

    for text in (
        f"{english(of.published)} published values",
        f"{english(of.cells)} inhabited cells, {of.places} places",
        f"{of.secret} values under disclosure control",
        f'{of.masked} "masked or nil"',
        f"{of.imputed_cells} of the {english(of.cells)} cells",
        f"the outlines of {of.approximate['IRIS']} IRIS",
        f"the position of {of.without_position} places, the opening hours of {of.without_hours}",
    ):
        assert text in readme
    says(
        f"{number(of.places - of.without_hours)} lieux sur {number(of.places)} ont des horaires",
        f"{number(of.masked)} valeurs",
        f"{number(of.imputed_cells)} carreaux",
        document="hypotheses.md",
    )


def test_every_page_has_its_picture_in_the_readme() -> None:
    """One screenshot a page."""
    from ui.shell import PAGES

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [address or "accueil" for _, _, address, _ in PAGES]
    assert re.findall(r"\(docs/screenshots/(\w+)\.png\)", readme) == named


def test_the_change_log_names_the_version() -> None:
    """The version of the project has its entry."""
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
