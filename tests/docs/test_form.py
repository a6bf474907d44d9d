"""The form of the documents: typography, links, names of code, words of the screen."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from data.formats import typography

Plain = Callable[[str], str]
ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
FRENCH = (*sorted(DOCS.glob("guide-*.md")), DOCS / "methode.md", DOCS / "hypotheses.md", ROOT / "CHANGELOG.md")
EVERY = (*FRENCH, DOCS / "architecture.md", ROOT / "README.md", ROOT / "CONTRIBUTING.md")
# What is no prose: code, mathematics, the start of a picture, where a link leads.
NO_PROSE = re.compile(r"```.*?```|\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`|!\[|\]\([^)]*\)", re.DOTALL)


@pytest.mark.parametrize("path", FRENCH, ids=lambda path: path.name)
def test_french_documents_have_french_typography(path: Path) -> None:
    """No-break spaces before ; : ! ? and inside « », curly apostrophes, thousands set apart."""
    for line in NO_PROSE.sub("\x00", path.read_text(encoding="utf-8")).splitlines():
        for part in line.split("\x00"):
            assert typography(part) == part
            assert not re.search(r"\d \d{3}(?!\d)", part), part


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Each file that a document links to is there; each picture is one of a page."""
    from ui.shell import PAGES

    pictures = {f"{address or 'accueil'}.png" for _, _, address, _ in PAGES}
    for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8")):
        if target.endswith(".png"):
            assert Path(target).parent.name == "screenshots"
            assert Path(target).name in pictures
        elif "://" not in target:
            assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", [DOCS / "methode.md", DOCS / "architecture.md"], ids=lambda path: path.name)
def test_code_that_is_named_exists(path: Path) -> None:
    """`file:name` names something of that file, and a named file or folder is there."""
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:\w+/)+[\w.]*)(?::\w+)?`", text):
        assert (ROOT / name).exists(), name
    for file, name in re.findall(r"`([\w/]+\.py):(\w+)`", text):
        code = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^ *(?:def|class) {name}\b|^{name}\b[^=\n]*=", code, re.MULTILINE), f"{file}:{name}"


def test_modules_that_the_architecture_names_exist() -> None:
    """A dotted name of a room is a module, or something in one."""
    import pkgutil

    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    names = re.findall(r"`((?:ui|reports|outreach|indicators|geo|data)(?:\.\w+)+)[`(]", text)
    assert names
    for name in names:
        pkgutil.resolve_name(name)


def test_formulas_are_closed() -> None:
    """A dollar sign that is left open would turn the rest of a page into mathematics."""
    text = (DOCS / "methode.md").read_text(encoding="utf-8")
    assert text.count("$$") % 2 == 0
    assert all(line.replace("$$", "").count("$") % 2 == 0 for line in text.splitlines())


@pytest.mark.parametrize("path", sorted(DOCS.glob("guide-*.md")), ids=lambda path: path.name)
def test_guides_use_the_words_of_the_screen(path: Path, plain: Plain) -> None:
    """Each word in bold is written on some page."""
    rooms = ("pages", "ui", "reports", "indicators")
    code = "\n".join(plain(file.read_text(encoding="utf-8")) for room in rooms for file in (ROOT / room).rglob("*.py"))
    for word in re.findall(r"\*\*(.+?)\*\*", path.read_text(encoding="utf-8")):
        assert plain(word) in code, word
