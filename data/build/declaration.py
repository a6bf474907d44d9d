"""The `atlas.toml` of a territory that `make data EPCI=…` builds: complete, and to be completed by who knows it."""

import json

from data.build.france import Commune, Members
from data.settings import Download

_KINDS = {
    "CC": ("Communauté de communes", "CC"),
    "CA": ("Communauté d’agglomération", "CA"),
    "CU": ("Communauté urbaine", "CU"),
    "ME": ("Métropole", "Métropole"),
}
# Geofabrik cuts France into the regions of before 2016: its extract and their name, by the departments that it holds.
_EXTRACTS = {
    "alsace": ("l’Alsace", "67 68"),
    "aquitaine": ("l’Aquitaine", "24 33 40 47 64"),
    "auvergne": ("l’Auvergne", "03 15 43 63"),
    "basse-normandie": ("la Basse-Normandie", "14 50 61"),
    "bourgogne": ("la Bourgogne", "21 58 71 89"),
    "bretagne": ("la Bretagne", "22 29 35 56"),
    "centre": ("le Centre", "18 28 36 37 41 45"),
    "champagne-ardenne": ("la Champagne-Ardenne", "08 10 51 52"),
    "corse": ("la Corse", "2A 2B"),
    "franche-comte": ("la Franche-Comté", "25 39 70 90"),
    "haute-normandie": ("la Haute-Normandie", "27 76"),
    "ile-de-france": ("l’Île-de-France", "75 77 78 91 92 93 94 95"),
    "languedoc-roussillon": ("le Languedoc-Roussillon", "11 30 34 48 66"),
    "limousin": ("le Limousin", "19 23 87"),
    "lorraine": ("la Lorraine", "54 55 57 88"),
    "midi-pyrenees": ("le Midi-Pyrénées", "09 12 31 32 46 65 81 82"),
    "nord-pas-de-calais": ("le Nord et le Pas-de-Calais", "59 62"),
    "pays-de-la-loire": ("les Pays de la Loire", "44 49 53 72 85"),
    "picardie": ("la Picardie", "02 60 80"),
    "poitou-charentes": ("le Poitou-Charentes", "16 17 79 86"),
    "provence-alpes-cote-d-azur": ("la Provence-Alpes-Côte d’Azur", "04 05 06 13 83 84"),
    "rhone-alpes": ("la région Rhône-Alpes", "01 07 26 38 42 69 73 74"),
}
FACTS = "faits.csv"


def roads(department: str) -> Download | None:
    """Return the extract of OpenStreetMap that holds a department; None when none does."""
    for slug, (name, departments) in _EXTRACTS.items():
        if department in departments.split():
            address = f"https://download.geofabrik.de/europe/france/{slug}"
            return Download(
                titre=f"Routes : {name}",
                producteur="Contributeurs d’OpenStreetMap, extrait par Geofabrik",
                adresse=f"{address}-latest.osm.pbf",
                page=f"{address}.html",
                fichier=f"{slug}.osm.pbf",
                licence="ODbL 1.0",
            )
    return None


def largest(of: Members) -> Commune:
    """Return the commune that has the most inhabitants."""
    return max(of.communes, key=lambda one: (one.population, one.code))


def _text(value: str) -> str:
    """Write a text as a TOML basic string, which escapes as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def write(of: Members) -> str:
    """Return the content of the file, with what the package says; `data.settings` reads it back."""
    short, letters = _KINDS.get(of.kind, _KINDS["CC"])
    first = largest(of)
    codes = [one.code for one in of.communes]
    listed = "\n".join(
        "  " + " ".join(f"{_text(code)}," for code in codes[start : start + 10]) for start in range(0, len(codes), 10)
    )
    lines = [
        f"# Le territoire de l’Atlas, écrit par « make data EPCI={of.siren} ». Complétez-le : il n’est plus réécrit.",
        "",
        f"region = {_text(of.region)}",
        "# Chiffres clés publiés, à remplir à côté de ce fichier (un chiffre par ligne, avec sa source), puis relancez",
        f"# « make data EPCI={of.siren} ».",
        f"faits = {_text(FACTS)}",
        "",
        "[epci]",
        f"siren = {_text(of.siren)}",
        f"nom = {_text(of.name)}",
        '# L’article se déduit du premier mot ; au besoin : article = "la", "le", "l’" ou "".',
        f"nom_court = {_text(short)}",
        "# Ce qui tient en tête d’une colonne : mettez le sigle d’usage.",
        f"sigle = {_text(letters)}",
        f"commune_par_defaut = {_text(first.code)}",
        "communes = [",
        listed,
        "]",
        "",
    ]
    for code, name in of.departments:
        lines += ["[[departements]]", f"code = {_text(code)}", f"nom = {_text(name)}", ""]
    lines += [
        "# Qui mène les tournées. Une entrée [[operateurs]] par opérateur : « lieu » est l’identifiant de son adresse",
        "# dans la table des lieux (vide : aucun), « commune » celle dont la mairie en tient lieu, « equipe » le rang",
        "# auquel son équipe est proposée.",
        "[[operateurs]]",
        'cle = "epci"',
        f"nom = {_text(short)}",
        f"commune = {_text(first.code)}",
        "equipe = 1",
        "",
    ]
    extract = roads(of.departments[0][0])
    if extract is not None:
        lines += ["[routes]", *(f"{key} = {_text(value)}" for key, value in extract.model_dump().items()), ""]
    lines += [
        "# Horaires du réseau de bus, quand il y en a un : une section [transports] de même forme que [routes], avec",
        "# l’adresse d’un fichier GTFS (transport.data.gouv.fr).",
        "",
        "# Hypothèses, seuils de fiabilité et de secret : sections [hypotheses.…], [fiabilite] et [secret.…], chacune",
        "# avec sa source ; leurs clés sont dans docs/hypotheses.md.",
    ]
    return "\n".join(lines) + "\n"
