"""The cells of a text file: which encoding, which separator, and where a quotation mark was never closed."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from data.formats import number
from data.importers import safety
from data.importers.errors import FileRefused
from data.importers.remark import Remark

SEPARATORS = (";", "\t", "|", ",")
_NAMES = {";": "point-virgule", "\t": "tabulation", "|": "barre verticale", ",": "virgule"}
_SAMPLE_LINES = 200
# A cell may hold an address on a few lines; beyond, a quotation mark was opened and never closed.
_MAX_LINES_IN_CELL = 30
_SAVE_AS_UTF8 = "Enregistrez-le au format « CSV UTF-8 » ou .xlsx, puis recommencez."
_FRENCH = frozenset("éèêëàâçîïôöùûüœæÉÈÊËÀÂÇÎÏÔÖÙÛÜŒÆ’«»°€–…")
# Code pages of Windows, of older Macs and of DOS: what an export that is not UTF-8 was written in.
_CODE_PAGES = {"cp1252": "Windows", "mac_roman": "Macintosh", "cp850": "DOS"}


@dataclass(frozen=True)
class Cells:
    """The cells of a text file: line numbers (from 1) with their cells, and what was put right to read them."""

    rows: list[tuple[int, list[str]]]
    remarks: tuple[Remark, ...]


def _fixed(message: str) -> Remark:
    return Remark("réparé", None, "", "", message)


def decode(content: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """Return the text of a file, whatever wrote it.

    Raises
    ------
    FileRefused
        It is not text.
    """
    text, remarks = _decoded(content, name)
    if "\x00" in text:
        raise FileRefused(name, "ce n’est pas du texte", "Vérifiez le fichier choisi.")
    if "Ã" in text:
        # Written in UTF-8, read as Windows text and written again: each accent has become two signs.
        try:
            twice = text.encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            twice = text
        if twice != text:
            return twice, (*remarks, _fixed("accents écrits deux fois (« Ã© » pour « é »), remis à l’endroit"))
    return text, remarks


def _decoded(content: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    for mark, encoding, said in (
        (b"\xef\xbb\xbf", "utf-8", ""),
        (b"\xff\xfe", "utf-16-le", "UTF-16"),
        (b"\xfe\xff", "utf-16-be", "UTF-16"),
    ):
        if content.startswith(mark):
            try:
                text = content[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise FileRefused(name, "ses caractères sont abîmés", _SAVE_AS_UTF8) from error
            return text, (_fixed(f"texte codé en {said}, lu comme tel"),) if said else ()
    half = content[1:2000:2].count(0), content[0:2000:2].count(0)
    if max(half) > 0.4 * len(content[:2000]) / 2:
        encoding = "utf-16-le" if half[0] > half[1] else "utf-16-be"
        try:
            return content.decode(encoding), (_fixed("texte codé en UTF-16, lu comme tel"),)
        except UnicodeDecodeError as error:
            raise FileRefused(name, "ce n’est pas du texte", _SAVE_AS_UTF8) from error
    try:
        return content.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _code_page(content, name)


def _code_page(content: bytes, name: str) -> tuple[str, tuple[Remark, ...]]:
    """Read a text that is not UTF-8 in the code page that gives the most French letters for the fewest others."""
    best: tuple[int, str, str] | None = None
    for encoding, said in _CODE_PAGES.items():
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = _likeness(text)
        if best is None or score > best[0]:
            best = score, text, said
    if best is None or sum(character < " " and character not in "\t\r\n\f" for character in best[1]) > 0:
        raise FileRefused(name, "ce n’est pas du texte", _SAVE_AS_UTF8)
    return best[1], (_fixed(f"accents codés à la façon de {best[2]}, lus comme tels"),)


def _likeness(text: str) -> int:
    """Count the signs of French in a text, less those that are not, or that stand where none would (« vÇrifier »)."""
    score = 0
    for before, character in zip(" " + text, text, strict=False):
        if ord(character) > 127:
            misplaced = character.isupper() and before.islower()
            score += 1 if character in _FRENCH and not misplaced else -1
    return score


def separator(text: str) -> str:
    """Return the separator that parts the most lines into the same number of cells, the semicolon when in doubt."""
    lines = [line for line in text[: 400 * _SAMPLE_LINES].splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, choice = 0.0, ";"
    for candidate in SEPARATORS:
        try:
            counts = Counter(len(row) for row in csv.reader(lines, delimiter=candidate) if row)
        except csv.Error:
            continue
        several = {count: times for count, times in counts.items() if count > 1}
        agreeing = max(several.values(), default=0) / max(len(lines), 1)
        if agreeing > best + 1e-9:
            best, choice = agreeing, candidate
    return choice


def cells(content: bytes, name: str) -> Cells:
    """Read a text file into cells.

    Raises
    ------
    FileRefused
        Not text, beyond the limits, or with a quotation mark that is never closed.
    """
    text, remarks = decode(content, name)
    skipped = 0
    if text[:5].lower().startswith("sep=") and text[5:6] in {"\r", "\n"}:
        chosen, skipped = text[4], 1
        text = text[5:].lstrip("\r").removeprefix("\n")
    else:
        chosen = separator(text)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=chosen)
    count = 0
    try:
        while True:
            line = reader.line_num + 1 + skipped
            try:
                row = next(reader)
            except StopIteration:
                break
            if reader.line_num + skipped - line > _MAX_LINES_IN_CELL:
                raise _unclosed(name, line)
            _within(name, line, row)
            count += len(row)
            if len(rows) >= safety.MAX_ROWS or count > safety.MAX_CELLS:
                raise FileRefused(
                    name,
                    f"il a plus de {number(safety.MAX_ROWS)} lignes ou de {number(safety.MAX_CELLS)} cellules",
                    "Gardez-en les lignes utiles, puis recommencez.",
                )
            rows.append((line, row))
    except csv.Error as error:
        raise _unclosed(name, reader.line_num + skipped) from error
    if chosen not in {";", ","}:
        remarks = (*remarks, Remark("à savoir", None, "", "", f"cellules séparées par une {_NAMES[chosen]}"))
    return Cells(rows, remarks)


def _unclosed(name: str, line: int) -> FileRefused:
    return FileRefused(
        name,
        f'à partir de la ligne {number(line)}, un guillemet (") est ouvert et jamais refermé',
        "Corrigez ce guillemet, ou enregistrez le tableau en .xlsx.",
    )


def _within(name: str, line: int, row: list[str]) -> None:
    if len(row) > safety.MAX_COLUMNS:
        raise FileRefused(
            name, f"la ligne {number(line)} a plus de {number(safety.MAX_COLUMNS)} cellules", "Vérifiez le séparateur."
        )
    if any(len(cell) > safety.MAX_CELL_CHARACTERS for cell in row):
        raise FileRefused(
            name,
            f"une cellule de la ligne {number(line)} a plus de {number(safety.MAX_CELL_CHARACTERS)} caractères",
            "Vérifiez les guillemets et le séparateur.",
        )
