"""Which territory the Atlas is about: `atlas.toml`, the only file that names it.

Of three places the first that exists is read: the file that ``ATLAS_TOML`` names, the one that `make data EPCI=…`
wrote with the tables of another territory (`data.paths.territory_folder`), and the one at the root of the project.
"""

import os
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints, ValidationError

from data.adjusted import Adjusted, Strict, Text
from data.errors import SettingsInvalid
from data.nouns import SHORT, Article, Noun, article_of
from data.paths import ROOT, territory_folder

FILE = "atlas.toml"
Commune = Annotated[str, StringConstraints(pattern=r"^(\d{2}|2[AB])\d{3}$")]


class Epci(Strict):
    """The public body between communes: its code, names, communes and the one shown first."""

    siren: Annotated[str, StringConstraints(pattern=r"^\d{9}$")]
    nom: Text
    article: Article | None = None
    nom_court: Text | None = None
    article_court: Article | None = None
    sigle: Text | None = None
    article_sigle: Article | None = None
    communes: Annotated[tuple[Commune, ...], Field(min_length=1)]
    commune_par_defaut: Commune | None = None


class Department(Strict):
    """A department that the territory lies in."""

    code: Annotated[str, StringConstraints(pattern=r"^(\d{2,3}|2[AB])$")]
    nom: Text


class Operator(Strict):
    """Who drives the tours.

    Attributes
    ----------
    cle, nom : str
    lieu : str
        Its own address in the table of places; "" for none.
    commune : str
        Code: its town hall stands for an address that has no position.
    equipe : int
        Rank at which its team is proposed; 0 when it is not proposed first.
    """

    cle: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$")]
    nom: Text
    lieu: str = ""
    commune: Commune
    equipe: Annotated[int, Field(ge=0)] = 0


class Download(Strict):
    """An official file that differs from one territory to another: roads or timetables."""

    titre: Text
    producteur: Text
    adresse: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    page: Annotated[str, StringConstraints(pattern=r"^https://\S+$")]
    fichier: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]*$")]
    licence: Text


class Settings(Adjusted):
    """What `atlas.toml` says. Its keys are French, as those who fill it in read them."""

    epci: Epci
    region: Text
    departements: Annotated[tuple[Department, ...], Field(min_length=1)]
    faits: str = ""
    operateurs: tuple[Operator, ...] = ()
    routes: Download | None = None
    transports: Download | None = None

    @cached_property
    def full(self) -> Noun:
        """The whole name: « la Communauté urbaine d’Arras »."""
        name = self.epci.nom
        return Noun(name=name, article=article_of(name) if self.epci.article is None else self.epci.article)

    @cached_property
    def common(self) -> Noun:
        """The name once it is known which one is meant: « la Communauté urbaine »."""
        given = self.epci.nom_court
        if given is None:
            found = SHORT.match(self.epci.nom)
            if found is None:
                return self.full
            given = found[0]
        own = self.epci.article_court
        return Noun(name=given, article=article_of(given) if own is None else own)

    @cached_property
    def short(self) -> Noun:
        """The shortest name, for the heads of columns: « CUA », « la CUA »."""
        given = self.epci.sigle
        if given is None:
            return self.common
        own = self.epci.article_sigle
        usual: Article = "la" if self.common.article == "l’" else self.common.article
        return Noun(name=given, article=usual if own is None else own)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the communes."""
        return frozenset(self.epci.communes)

    @property
    def default_commune(self) -> str:
        """The code of the commune shown first."""
        return self.epci.commune_par_defaut or self.epci.communes[0]


_read: dict[tuple[str, int, int, int], Settings] = {}


def path() -> Path:
    """Return the file in use."""
    named = os.environ.get("ATLAS_TOML")
    if named:
        return Path(named).expanduser()
    own = territory_folder() / FILE
    return own if own.is_file() else ROOT.parent / FILE


def embedded() -> Settings:
    """Return the territory of the embedded tables, whatever stands in for it.

    Raises
    ------
    SettingsInvalid
    """
    return read(ROOT.parent / FILE)


def settings() -> Settings:
    """Return the territory in use; read again only when the file changed.

    Raises
    ------
    SettingsInvalid
    """
    file = path()
    try:
        stat = file.stat()
    except OSError as error:
        raise SettingsInvalid(str(file), "", "le fichier est introuvable ou illisible") from error
    key = (str(file), stat.st_ino, stat.st_mtime_ns, stat.st_size)
    if key not in _read:
        found = read(file)
        _read.clear()
        _read[key] = found
        return found
    return _read[key]


def read(file: Path) -> Settings:
    """Return what a file says.

    Raises
    ------
    SettingsInvalid
        Names the key at fault and what it should hold.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(str(file), "", "le fichier est introuvable ou illisible") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsInvalid(str(file), "", f"ce n’est pas du TOML ({error})") from error
    try:
        found = Settings.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsInvalid(str(file), _key(first["loc"]), _expected(dict(first))) from error
    _agree(found, file)
    return found


def _agree(found: Settings, file: Path) -> None:
    """Refuse what is well written and contradicts itself."""
    codes = found.epci.communes
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise SettingsInvalid(str(file), "epci.communes", f"« {twice} » y est deux fois")
    default = found.epci.commune_par_defaut
    if default is not None and default not in found.codes:
        raise SettingsInvalid(str(file), "epci.commune_par_defaut", f"« {default} » n’est pas dans epci.communes")
    keys = [one.cle for one in found.operateurs]
    for position, one in enumerate(found.operateurs):
        if one.commune not in found.codes:
            raise SettingsInvalid(
                str(file), f"operateurs[{position + 1}].commune", f"« {one.commune} » n’est pas dans epci.communes"
            )
        if keys.count(one.cle) > 1:
            raise SettingsInvalid(str(file), f"operateurs[{position + 1}].cle", f"« {one.cle} » y est deux fois")


def _key(location: tuple[Any, ...]) -> str:
    """Write where a fault is: « epci.siren », « operateurs[2].commune »."""
    text = ""
    for part in location:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


_TYPES = {
    "string_type": "un texte entre guillemets",
    "tuple_type": "une liste entre crochets",
    "model_type": "une section",
    "int_type": "un nombre entier",
    "int_parsing": "un nombre entier",
    "float_type": "un nombre",
    "float_parsing": "un nombre",
}
_FAULTS = {
    "missing": "cette clé manque",
    "extra_forbidden": "cette clé n’est pas connue",
    "string_too_short": "elle est vide",
    "too_short": "elle est vide",
}
_BOUNDS = {
    "greater_than": "de plus de {gt}",
    "greater_than_equal": "de {ge} ou plus",
    "less_than_equal": "de {le} ou moins",
}
_PATTERNS = {
    "siren": "un SIREN de 9 chiffres",
    "communes": "des codes Insee de 5 caractères",
    "commune": "un code Insee de 5 caractères",
    "commune_par_defaut": "un code Insee de 5 caractères",
    "code": "un code de département",
    "adresse": "une adresse qui commence par https://",
    "page": "une adresse qui commence par https://",
    "cle": "des lettres minuscules, chiffres ou soulignés",
    "fichier": "un nom de fichier en minuscules, sans espace",
}


def _expected(fault: dict[str, Any]) -> str:
    """Say in French what a value should be."""
    kind, given = fault["type"], fault["input"]
    if kind in _FAULTS:
        return _FAULTS[kind]
    if kind == "adjusted":
        return f"attendu : {fault['ctx']['wanted']}"
    if kind == "literal_error":
        return f"« {given} » n’est pas accepté ; attendu : la, le, l’ ou rien"
    if kind in _BOUNDS:
        return f"« {given} » n’est pas accepté ; attendu : un nombre {_BOUNDS[kind].format(**fault['ctx'])}"
    names = [part for part in fault["loc"] if isinstance(part, str)]
    wanted = (
        _PATTERNS.get(names[-1] if names else "", "") if kind == "string_pattern_mismatch" else _TYPES.get(kind, "")
    )
    return f"« {given} » n’est pas accepté" + (f" ; attendu : {wanted}" if wanted else "")
