"""Numbers as people type them: decimal commas, spaces of every width, percent signs, marks of secrecy."""

import math
import re
from dataclasses import dataclass
from typing import Literal

Status = Literal["diffusé", "secret", "masqué", "absent", "illisible"]

_SPACES = "[ \u00a0\u2007\u2009\u200a\u202f'’]"
_SIGNS = str.maketrans({"−": "-", "–": "-", "‒": "-", "﹣": "-", "－": "-"})
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:{_SPACES}[0-9]{{3}})+(?![0-9])")
_UNIT = re.compile(r"^(?P<number>.*?)\s*(?P<unit>%|€|euros?)$", re.IGNORECASE | re.DOTALL)
_PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_COMMAS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
MAX_CHARACTERS = 40

# Insee writes « s » (and « c » in older files) for secret, « nd » for not available, « ns » for not significant;
# the Caf and the DREES leave a star or a dash. None of them is ever 0.
SECRET_MARKS = frozenset({"s", "c", "secret", "secret statistique", "conf", "confidentiel", "*", "**", "***"})
MASKED_MARKS = frozenset({"m", "masqué", "masque", "<5", "< 5", "<11", "< 11"})
ABSENT_MARKS = frozenset(
    {"", "-", "–", "—", ".", "..", "...", "…", "/", "nd", "n.d.", "n.d", "n. d.", "na", "n.a.", "n/a", "#n/a", "ns",
     "n.s.", "n. s.", "nan", "null", "none", "so", "s.o.", "non disponible", "non significatif", "sans objet"}
)  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number read from a text, and what was put right to read it (French; empty when nothing was)."""

    value: float
    repaired: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A published figure: its value (NaN unless « diffusé »), its status, and what was put right."""

    value: float
    status: Status
    repaired: tuple[str, ...] = ()


def parse(text: str) -> Number | None:
    """Read a number as it is written in France; None when the text is not one, or could be two.

    A comma is the decimal one; a point is too, unless it parts thousands beside a comma or more than once.
    A percent sign or a euro sign is taken off: the value stays as written (15,8 % is 15.8).

    Examples
    --------
    >>> parse("1\u202f234,5 %")
    Number(value=1234.5, repaired=('espaces des milliers', 'virgule décimale', 'signe %'))
    >>> parse("12 34"), parse("abc"), parse("inf")
    (None, None, None)
    """
    read = text.strip().translate(_SIGNS)
    if not read or len(read) > MAX_CHARACTERS:
        return None
    repaired: list[str] = []
    unit = ""
    if match := _UNIT.match(read):
        read, unit = match["number"].strip(), "signe %" if match["unit"] == "%" else "symbole de l’euro"
    negative = re.fullmatch(r"\((?P<inside>[^()]*)\)", read)
    if negative:
        read = "-" + negative["inside"].strip()
        repaired.append("parenthèses d’un nombre négatif")
    sign, body = (read[0], read[1:].strip()) if read[:1] in {"+", "-"} else ("", read)
    if (grouped := _GROUPED.match(body)) is not None:
        body = re.sub(_SPACES, "", grouped.group()) + body[grouped.end() :]
        repaired.append("espaces des milliers")
    decimal = _decimal(body)
    if decimal is None:
        return None
    body, how = decimal
    if _PLAIN.fullmatch(sign + body) is None:
        return None
    value = float(sign + body)
    if not math.isfinite(value):
        return None
    repaired += [*how, *([unit] if unit else [])]
    return Number(value + 0.0, tuple(repaired))


def _decimal(body: str) -> tuple[str, list[str]] | None:
    """Return a number with a decimal point, and what was put right; None when the separators make no sense."""
    commas, points = body.count(","), body.count(".")
    if points <= 1 and commas == 0:
        return body, []
    if commas == 1 and points == 0:
        return body.replace(",", "."), ["virgule décimale"]
    for thousands, mark, said in ((_POINTS, ",", "points des milliers"), (_COMMAS, ".", "virgules des milliers")):
        whole, _, rest = body.partition(mark)
        if thousands.fullmatch(whole) and re.fullmatch(r"[0-9]*", rest):
            how = [said, "virgule décimale"] if mark == "," and rest else [said]
            return re.sub("[.,]", "", whole) + ("." + rest if rest else ""), how
    return None


def number(text: str) -> float | None:
    """Return the value of a text, None when it is not a number."""
    parsed = parse(text)
    return None if parsed is None else parsed.value


def figure(text: str) -> Figure:
    """Read a published figure: a number, or a mark that says why there is none.

    Examples
    --------
    >>> figure("s").status, figure("n.d.").status, figure("").status, figure("0").status, figure("douze").status
    ('secret', 'absent', 'absent', 'diffusé', 'illisible')
    """
    mark = " ".join(text.split()).casefold()
    for marks, status in ((SECRET_MARKS, "secret"), (MASKED_MARKS, "masqué"), (ABSENT_MARKS, "absent")):
        if mark in marks:
            return Figure(math.nan, status)  # type: ignore[arg-type]
    parsed = parse(text)
    if parsed is None:
        return Figure(math.nan, "illisible")
    return Figure(parsed.value, "diffusé", parsed.repaired)
