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


def caf(rows: list[tuple[str, str, int, int]]) -> bytes:
    """Return the Caf's export, labels for headers."""
    head = "Date référence;Numéro commune;Nom commune;Nombre foyers NDUR;Nombre foyers RSA"
    return "\n".join([head, *(f"{month};{code};NOM;{all_};{rsa}" for month, code, all_, rsa in rows)]).encode(
        "utf-8-sig"
    )


def france_services() -> bytes:
    """Return two rows of the national list, one of them elsewhere."""
    head = "id_fs,lib_fs,adresse,insee_com,lib_com,code_postal,latitude,longitude,h_lundi"
    return (
        f"{head}\n9001,France services d’Arras,1 rue de l’Essai,62041,Arras,62000,50.2910,2.7775,09h00-12h00\n"
        "9002,France services d’ailleurs,2 rue de l’Essai,01001,L’Abergement,01400,46.15,4.92,09h00-12h00\n"
    ).encode()
