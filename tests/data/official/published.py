"""Files of the shapes that the producers publish, made from the embedded tables."""

import io
import json
import zipfile

from data import store


def iris_geojson(*, without: int = 0) -> bytes:
    """Return the IRIS as the Géoplateforme sends them, the first `without` left out."""
    frame = store.read_geometry("iris").iloc[without:]
    renamed = frame[["code", "name", "commune", "geometry"]].rename(
        columns={"code": "code_iris", "name": "nom_iris", "commune": "code_insee"}
    )
    return str(renamed.to_json(drop_id=True)).encode()


def qpv_geojson() -> dict[str, object]:
    """Return the neighbourhoods of the territory and one far overseas, as the ANCT publishes them."""
    frame = store.read_geometry("qpv")[["code", "name", "geometry"]].rename(
        columns={"code": "code_qp", "name": "lib_qp"}
    )
    found = json.loads(frame.to_json(drop_id=True))
    ring = [[55.5, -20.9], [55.51, -20.9], [55.51, -20.89], [55.5, -20.9]]
    found["features"].append(
        {
            "type": "Feature",
            "properties": {"code_qp": "QN97401", "lib_qp": "Ailleurs"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
    )
    return dict(found)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return an archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


def filosofi_communes(values: dict[str, tuple[str, str, str]]) -> bytes:
    """Return Insee's file by commune: households, median, poverty; with communes of elsewhere."""
    rows = ["CODGEO;NBMENFISC21;MED21;TP6021;RD21", "01001;300;24000;s;2,9"]
    rows += [f"{code};{';'.join(of)};3,1" for code, of in values.items()]
    return "\n".join(rows).encode()


def caf(rows: list[tuple[str, str, int, int, int]]) -> bytes:
    """Return the Caf's export."""
    head = "dtreffre;numcomdo;nomcom;indfoy_ndur;indfoy_rsa;indfoy_ppa"
    return "\n".join([head, *(f"{month};{code};NOM;{a};{b};{c}" for month, code, a, b, c in rows)]).encode("utf-8-sig")
