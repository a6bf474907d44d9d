"""What is never opened: files too big, archives that unfold, macros, links, pages of a web server."""

import io
import re
import zipfile
from dataclasses import dataclass

from data.formats import number
from data.importers.errors import FileRefused

MB = 1_000_000

# What one import may weigh. The largest file that a commune's office sends is a workbook of a few MB; a
# spreadsheet of 60 MB of XML holds about a million cells, some 10 s of reading on a small machine.
MAX_FILE_BYTES = 200 * MB
MAX_WORKBOOK_BYTES = 60 * MB  # once unfolded
MAX_ARCHIVE_BYTES = 600 * MB  # once unfolded: outlines of a whole department, a national CSV
MAX_MEMBERS = 2_000
# Text and XML shrink 5 to 20 times; nothing honest shrinks 200 times, but for sheets that are nearly all empty.
MAX_RATIO = 200
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 4_000_000
MAX_CELL_CHARACTERS = 32_767  # a spreadsheet's own limit


def limits() -> list[str]:
    """Return the limits of an import, in French, for the screen and the manual."""
    return [
        f"un fichier a au plus {number(MAX_FILE_BYTES / MB)} Mo",
        f"un classeur déplié a au plus {number(MAX_WORKBOOK_BYTES / MB)} Mo, "
        f"une archive {number(MAX_ARCHIVE_BYTES / MB)} Mo",
        f"un tableau a au plus {number(MAX_ROWS)} lignes, {number(MAX_COLUMNS)} colonnes et "
        f"{number(MAX_CELLS)} cellules",
        f"une cellule a au plus {number(MAX_CELL_CHARACTERS)} caractères",
        "sont refusés : les macros, les formules, les liens vers d’autres fichiers, les objets incorporés, "
        "les classeurs protégés par un mot de passe",
    ]


@dataclass(frozen=True)
class _Signature:
    start: bytes
    what: str
    remedy: str


_AS_XLSX = "Enregistrez-le au format Excel (.xlsx) ou CSV, puis recommencez."
_SIGNATURES = (
    _Signature(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "c’est un ancien classeur (.xls) ou un classeur protégé par un mot de passe",
        "Enlevez la protection et enregistrez-le au format .xlsx, puis recommencez.",
    ),
    _Signature(b"%PDF", "c’est un document PDF", "Demandez le tableau lui-même, en .xlsx ou en CSV."),
    _Signature(b"\x1f\x8b", "il est compressé (gzip)", "Dépliez-le, puis recommencez."),
    _Signature(b"7z\xbc\xaf\x27\x1c", "il est compressé (7z)", "Dépliez-le, puis recommencez."),
    _Signature(b"Rar!", "il est compressé (RAR)", "Dépliez-le, puis recommencez."),
    _Signature(b"\x89PNG", "c’est une image", "Demandez le tableau lui-même, en .xlsx ou en CSV."),
    _Signature(b"\xff\xd8\xff", "c’est une image", "Demandez le tableau lui-même, en .xlsx ou en CSV."),
    _Signature(b"{\\rtf", "c’est un document de traitement de texte", _AS_XLSX),
    _Signature(b"MZ", "c’est un programme", "Vérifiez le fichier choisi."),
    _Signature(b"\x7fELF", "c’est un programme", "Vérifiez le fichier choisi."),
)
_WEB_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)


def refuse_foreign(content: bytes, name: str) -> None:
    """Refuse a file that is empty, too big, or of a kind that no importer opens.

    Raises
    ------
    FileRefused
    """
    if not content.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise FileRefused(name, "il est vide", "Vérifiez le fichier choisi.")
    if len(content) > MAX_FILE_BYTES:
        weight = number(len(content) / MB)
        raise FileRefused(
            name,
            f"il a {weight} Mo, plus que les {number(MAX_FILE_BYTES / MB)} Mo admis",
            "Gardez-en les lignes utiles.",
        )
    for signature in _SIGNATURES:
        if content.startswith(signature.start):
            raise FileRefused(name, signature.what, signature.remedy)
    if _WEB_PAGE.match(content[:2000]):
        raise FileRefused(
            name,
            "c’est une page web, pas des données",
            "Le site a sans doute répondu par une page d’erreur : téléchargez de nouveau le fichier.",
        )


def is_archive(content: bytes) -> bool:
    """Tell whether a file is a ZIP archive, as workbooks and zipped outlines are."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def archive(content: bytes, name: str, *, unfolded: int = MAX_ARCHIVE_BYTES) -> zipfile.ZipFile:
    """Open a ZIP archive after reading its directory: nothing is unfolded if it would take too much room.

    Python stops reading a member at the size that the directory states, so that a member that lies about its
    size ends in an error, never in more bytes.

    Raises
    ------
    FileRefused
    """
    try:
        opened = zipfile.ZipFile(io.BytesIO(content))
        members = opened.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise FileRefused(name, "il est abîmé ou incomplet", "Téléchargez-le ou enregistrez-le de nouveau.") from error
    if len(members) > MAX_MEMBERS:
        raise FileRefused(name, f"il contient {number(len(members))} fichiers", "Gardez-en les fichiers utiles.")
    total = sum(member.file_size for member in members)
    if total > unfolded:
        raise FileRefused(
            name,
            f"il occuperait {number(total / MB)} Mo une fois déplié, plus que les {number(unfolded / MB)} Mo admis",
            "Gardez-en les lignes utiles.",
        )
    if total > MB and total > MAX_RATIO * len(content):
        raise FileRefused(
            name,
            f"il se déplie {number(total / len(content))} fois, comme une archive piégée",
            "Ouvrez-le dans un tableur, copiez les lignes utiles dans un nouveau classeur et recommencez.",
        )
    if any(member.flag_bits & 0x1 for member in members):
        raise FileRefused(name, "il est protégé par un mot de passe", "Enlevez le mot de passe, puis recommencez.")
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", member.filename):
            raise FileRefused(name, "il contient un chemin interdit", "Vérifiez d’où vient ce fichier.")
    return opened


def member(opened: zipfile.ZipFile, path: str, name: str) -> bytes:
    """Return the bytes of one member of an archive opened by `archive`.

    Raises
    ------
    FileRefused
    """
    try:
        return opened.read(path)
    except (KeyError, zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise FileRefused(name, "il est abîmé ou incomplet", "Téléchargez-le ou enregistrez-le de nouveau.") from error
    except Exception as error:  # zlib.error, lzma.LZMAError: the names depend on how the member was folded
        raise FileRefused(name, "il est abîmé", "Téléchargez-le ou enregistrez-le de nouveau.") from error


_FORBIDDEN = (
    ("vbaproject", "il contient des macros"),
    ("macrosheets/", "il contient des macros"),
    ("activex/", "il contient des contrôles ActiveX"),
    ("externallinks/", "il contient des liens vers d’autres fichiers"),
    ("connections.xml", "il contient une connexion à une autre source"),
    ("querytables/", "il contient une connexion à une autre source"),
    ("embeddings/", "il contient des objets incorporés"),
)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


def workbook(content: bytes, name: str) -> zipfile.ZipFile:
    """Open an XLSX workbook's archive, refusing what could act or refer outside of it.

    Every XML part is read once: one that declares entities, or that is not UTF-8 (where a declaration could
    hide), is refused before any parser sees it.

    Raises
    ------
    FileRefused
    """
    opened = archive(content, name, unfolded=MAX_WORKBOOK_BYTES)
    names = [one.filename for one in opened.infolist()]
    if "mimetype" in names and "content.xml" in names:
        raise FileRefused(name, "c’est un document LibreOffice", _AS_XLSX)
    if "[Content_Types].xml" not in names or not any(one.startswith("xl/") for one in names):
        raise FileRefused(name, "cette archive n’est pas un classeur Excel", _AS_XLSX)
    for one in names:
        for part, why in _FORBIDDEN:
            if part in one.lower():
                raise FileRefused(
                    name, why, "Copiez les valeurs (collage spécial, valeurs) dans un nouveau classeur .xlsx."
                )
    for one in names:
        if one.lower().endswith((".xml", ".rels")):
            text = member(opened, one, name)
            if _DECLARATION.search(text) or b"\x00" in text[:200]:
                raise FileRefused(name, "son contenu n’est pas celui d’un tableur", "Vérifiez d’où vient ce fichier.")
            if b"macroEnabled" in text and one == "[Content_Types].xml":
                raise FileRefused(name, "il contient des macros", "Enregistrez-le au format .xlsx, sans macros.")
    return opened
