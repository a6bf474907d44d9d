"""Official outlines of the IRIS and of the communes: they replace the embedded ones, and the marks « approché »."""

import io
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from data import catalogue, store
from data.build import figures
from data.catalogue import Entry
from data.formats import enumerate_words, is_missing, number, plural
from data.importers import fictitious, invented_outlines, remark, shapes
from data.importers.errors import ColumnsMissing, FileRefused
from data.importers.outcome import Import
from data.importers.remark import Remark
from data.importers.shapes import Shapes

METRIC = 2154
OFFICIAL = "officiel"
INVENTED = "Contours inventés des IRIS"
# The embedded communes are generalised: official IRIS already stray from them by up to 9 % of their area.
STRAYING = 0.15
IRIS_CODE = ("codeiris", "dcomiris", "codiris", "iriscode", "iris", "code")
IRIS_NAME = ("nomiris", "libiris", "liriris", "nom", "name", "libelle")
IRIS_TYPE = ("typiris", "typeiris", "type")
COMMUNE_CODE = ("inseecom", "codeinsee", "codgeo", "inseecode", "depcom", "codecommune", "code", "insee")


def prepare(files: Mapping[str, bytes], options: Mapping[str, Any]) -> Import:
    """Read one file of IRIS or of communes into the table that it replaces.

    Parameters
    ----------
    options : mapping
        "vintage": the year of the outlines, when the file does not say it.

    Raises
    ------
    FileRefused, ColumnsMissing
    """
    name, content = _single(files)
    read = shapes.read(content, name)
    iris = _codes(read, IRIS_CODE, 9)
    if iris is not None:
        return _iris(read, iris, str(options.get("vintage") or ""))
    communes = _codes(read, COMMUNE_CODE, 5)
    if communes is not None:
        return _communes(read, communes, str(options.get("vintage") or ""))
    wanted = "une colonne de codes IRIS (9 chiffres, par exemple CODE_IRIS) ou de codes Insee (5 caractères, INSEE_COM)"
    raise ColumnsMissing(name, [wanted], [str(given) for given in read.frame.columns.drop("geometry")])


def _single(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    if len(files) != 1:
        raise FileRefused(
            ", ".join(files) or "aucun", "les contours s’importent un fichier à la fois", "Choisissez un fichier"
        )
    return next(iter(files.items()))


def _codes(read: Shapes, names: tuple[str, ...], length: int) -> "pd.Series[str] | None":
    """Return the codes of the shapes; a lost leading zero is put back. None when no column holds such codes."""
    for wanted in names:
        found = shapes.column(read.frame, (wanted,))
        if found is None:
            continue
        text = read.frame[found].map(_text)
        padded = text.where(~text.str.fullmatch(rf"\d{{{length - 1}}}"), "0" + text)
        if padded.str.fullmatch(rf"[0-9][0-9AB][0-9]{{{length - 2}}}").mean() > 0.8:
            return pd.Series(padded, dtype=str)
    return None


def _text(value: Any) -> str:
    if value is None or is_missing(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _chosen(
    read: Shapes, codes: "pd.Series[str]", wanted: set[str], what: str
) -> tuple[gpd.GeoDataFrame, list[Remark]]:
    """Keep the shapes of the territory, one a code: the parts of one code are put together."""
    inside = codes.isin(wanted)
    remarks = []
    outside = [str(code) for code in codes[~inside]]
    if outside:
        message = plural(len(outside), "contour hors du territoire, laissé de côté", "contours hors du territoire, "
                         "laissés de côté")  # fmt: skip
        remarks.append(Remark("à savoir", None, "", "", f"{message} : {remark.first(outside)}"))
    frame = read.frame[inside].assign(code=codes[inside])
    if frame.empty:
        raise FileRefused(read.name, f"aucun contour n’est celui d’{what} du territoire", "Vérifiez la zone du fichier")
    twice = frame["code"].duplicated(keep=False)
    if twice.any():
        for code, rows in frame[twice].groupby("code"):
            remarks.append(
                Remark("réparé", int(rows.index[0]), "", str(code), f"{len(rows)} contours de ce code sont réunis")
            )
        frame = gpd.GeoDataFrame(frame.dissolve(by="code", as_index=False))
    missing = sorted(wanted - set(frame["code"]))
    if missing:
        listed = enumerate_words(missing[:5]) + ("…" if len(missing) > 5 else "")
        remarks.append(
            Remark(
                "à savoir",
                None,
                "",
                "",
                f"{plural(len(missing), 'contour')} absents du fichier gardent leur tracé : {listed}",
            )
        )
    return gpd.GeoDataFrame(frame, crs=read.frame.crs), remarks


def _texts(frame: gpd.GeoDataFrame, names: tuple[str, ...], fallback: Mapping[str, str]) -> list[str]:
    column = shapes.column(frame.drop(columns="code"), names)
    given = [""] * len(frame) if column is None else [_text(value) for value in frame[column]]
    return [text or fallback[code] for text, code in zip(given, frame["code"], strict=True)]


def _entry(table: str, read: Shapes, vintage: str, quality: str) -> Entry:
    """Return the embedded entry with what the file is."""
    entry = catalogue.read_embedded(table)
    return entry.model_copy(
        update={
            "vintage": vintage or "millésime non précisé",
            "quality": quality,
            "obtained": f"importé du fichier « {read.name} »",
            "licence": "Licence Ouverte 2.0",
            "notes": ("Contours importés : ceux de la construction de l’Atlas ne servent plus.",),
        }
    )


def _iris(read: Shapes, codes: "pd.Series[str]", vintage: str) -> Import:
    invented = fictitious.is_marked(read.frame.columns, read.frame)
    present = store.read_geometry("iris").set_index("code")
    under = not invented and bool(present["outline"].eq(fictitious.QUALITY).any())
    if under:
        present = _without_inventions(present)
    # An approximate whole commune stands for IRIS of which the list is not known: the file gives the list.
    unlisted = set(present.loc[present["type"].eq("Z") & present["outline"].ne(OFFICIAL), "commune"])
    given = {code for code in codes if code[:5] in unlisted}
    listed = {code[:5] for code in given}
    present = present[~present["commune"].isin(listed)]
    frame, remarks = _chosen(read, codes, set(present.index) | given, "un IRIS")
    types = _texts(frame, IRIS_TYPE, {code: present["type"].get(code, "H") for code in frame["code"]})
    table = gpd.GeoDataFrame(
        {
            "code": frame["code"].to_numpy(),
            "name": _texts(frame, IRIS_NAME, {code: present["name"].get(code, code) for code in frame["code"]}),
            "commune": [code[:5] for code in frame["code"]],
            "type": [present["type"].get(code, said) for code, said in zip(frame["code"], types, strict=True)],
            "area_km2": (frame.geometry.to_crs(METRIC).area / 1e6).round(3).to_numpy(),
            "outline": fictitious.QUALITY if invented else OFFICIAL,
        },
        geometry=frame.geometry.to_numpy(),
        crs=frame.crs,
    )
    remarks += _strays(table)
    if under:
        message = f"un exemple est encore en usage sous ces contours : oubliez « {INVENTED} » pour retirer sa mention"
        remarks.append(Remark("à savoir", None, "", "", message))
    kept = present[~present.index.isin(table["code"])].reset_index()[list(table.columns)]
    whole = pd.concat([table, kept]).sort_values("code").reset_index(drop=True)
    iris = gpd.GeoDataFrame(whole, geometry="geometry", crs=table.crs)
    quality = "réel" if iris["outline"].eq(OFFICIAL).all() else "approché"
    if iris["outline"].eq(fictitious.QUALITY).any():
        quality = fictitious.QUALITY
    sums = figures.from_cells(store.read_geometry("grid"), iris)
    sums = sums[sums["level"] == "iris"].reset_index(drop=True)
    counted = not sums.empty  # a territory without inhabited cells has no sums of them
    made = Import(
        kind="outlines",
        dataset="contours-iris",
        title="Contours des IRIS",
        tables={"iris": iris} | ({"figures": sums} if counted else {}),
        entries={"iris": _entry("iris", read, vintage, quality)} | ({"figures": _sums_entry()} if counted else {}),
        remarks=(*read.remarks, *remarks),
        accepted=len(table),
        refused=read.refused,
        added=frozenset({"figures"} if counted else ()),
    )
    return fictitious.marked(made, INVENTED) if invented else made


def _without_inventions(present: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Put back, under invented outlines, those of the territory: a real file must not keep what an example drew."""
    drawn = present["outline"].eq(fictitious.QUALITY)
    ground = gpd.GeoDataFrame(store.read_file(store.ground("iris"), "iris")).set_index("code").to_crs(present.crs)
    ground = ground[ground.index.isin(present.index[drawn])]
    kept = present[~present.index.isin(ground.index)]
    return gpd.GeoDataFrame(pd.concat([kept, ground[list(present.columns)]]).sort_index(), crs=present.crs)


def _sums_entry() -> Entry:
    entry = catalogue.read_embedded("figures")
    return entry.model_copy(
        update={
            "producer": "Insee",
            "dataset": "Filosofi carroyé à 200 m",
            "vintage": "2019",
            "licence": "Licence Ouverte 2.0",
            "obtained": "somme des carreaux, refaite sur les contours importés",
            "notes": (),
        }
    )


def _strays(table: gpd.GeoDataFrame) -> list[Remark]:
    """Say which IRIS lie for a good part outside the commune that their code names."""
    communes = store.read_geometry("communes").set_index("code").geometry.to_crs(METRIC)
    metric = table.geometry.to_crs(METRIC).to_numpy()
    own = communes.reindex(table["commune"]).to_numpy()
    share = 1 - shapely.area(shapely.intersection(metric, own)) / shapely.area(metric)
    return [
        Remark("à savoir", None, "", str(code), f"{number(100 * away)} % de ce contour est hors de sa commune")
        for code, away in zip(table["code"], share, strict=True)
        if away > STRAYING
    ]


def _communes(read: Shapes, codes: "pd.Series[str]", vintage: str) -> Import:
    present = store.read_geometry("communes").set_index("code")
    frame, remarks = _chosen(read, codes, set(present.index), "une commune")
    table = gpd.GeoDataFrame(
        {
            "code": frame["code"].to_numpy(),
            "name": present["name"].reindex(frame["code"]).to_numpy(),
            "siren": present["siren"].reindex(frame["code"]).to_numpy(),
            "postcodes": present["postcodes"].reindex(frame["code"]).to_numpy(),
        },
        geometry=frame.geometry.to_numpy(),
        crs=frame.crs,
    )
    kept = present[~present.index.isin(table["code"])].reset_index()[list(table.columns)]
    whole = pd.concat([table, kept]).sort_values("code").reset_index(drop=True)
    made = Import(
        kind="outlines",
        dataset="contours-communes",
        title="Contours des communes",
        tables={"communes": gpd.GeoDataFrame(whole, geometry="geometry", crs=table.crs)},
        entries={"communes": _entry("communes", read, vintage, "réel")},
        remarks=(*read.remarks, *remarks),
        accepted=len(table),
        refused=read.refused,
    )
    marked = fictitious.is_marked(read.frame.columns, read.frame)
    return fictitious.marked(made, "Contours inventés des communes") if marked else made


def template() -> bytes:
    """Return an XLSX that says which attributes a file of outlines must have."""
    return dictionary(
        "Contours",
        [
            ("CODE_IRIS", "Code IRIS, 9 chiffres (ou DCOMIRIS, code_iris)", "pour des IRIS"),
            ("NOM_IRIS", "Nom de l’IRIS", "facultatif"),
            ("INSEE_COM", "Code Insee de la commune, 5 caractères (ou code_insee, codgeo)", "pour des communes"),
        ],
    )


def dictionary(title: str, rows: list[tuple[str, str, str]]) -> bytes:
    """Return a workbook that lists the attributes of a geographic file, which no sheet can be the template of."""
    import xlsxwriter

    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(title)
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, (head, width) in enumerate((("Attribut", 18), ("Contenu", 70), ("Nécessaire", 20))):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for line, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text)
        formats = f"Formats : {', '.join(shapes.EXTENSIONS)} ; toute projection déclarée, sinon WGS84 ou Lambert-93."
        sheet.write_string(len(rows) + 2, 0, formats)
    return target.getvalue()


def example() -> bytes:
    """Return a GeoJSON of invented IRIS of the territory, always the same for the same list of IRIS."""
    return invented_outlines.iris()
