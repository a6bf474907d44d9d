"""The official sources, one declarative entry a file."""

from data.official.entry import Entry, Resource
from data.official.errors import SourceUnknown
from data.settings import settings

# The groups that a command line names; a group may hold several files.
GROUPS = ("outlines", "qpv", "france-services", "filosofi", "caf", "grid", "roads")

_GEOPLATEFORME = "https://data.geopf.fr/wfs/ows"
_DATA_GOUV = "https://www.data.gouv.fr/api/1/datasets"
_MEGABYTE = 1_000_000


def _layer(name: str) -> str:
    """Return the request of one layer of the Géoplateforme, cut to the communes of the territory."""
    return (
        f"{_GEOPLATEFORME}?SERVICE=WFS&VERSION=2.0.0&REQUEST=GetFeature&TYPENAMES={name}"
        "&OUTPUTFORMAT=application/json&SRSNAME=EPSG:4326&COUNT=5000&CQL_FILTER=code_insee%20IN%20($communes)"
    )


# Those of all France; `of_territory` adds the others.
ENTRIES: tuple[Entry, ...] = (
    Entry(
        key="outlines-iris",
        group="outlines",
        title="Contours des IRIS",
        producer="IGN – Insee, Contours… IRIS (Géoplateforme)",
        becomes="outlines",
        address=_layer("STATISTICALUNITS.IRIS:contours_iris"),
        page="https://geoservices.ign.fr/contoursiris",
        file_name="contours-iris.geojson",
        licence="Licence Ouverte 2.0",
        expected="geojson",
        most_bytes=60 * _MEGABYTE,
        vintage="édition du service au $day",
        note="Les IRIS des communes du territoire seulement. Ils remplacent les contours approchés.",
    ),
    Entry(
        key="outlines-communes",
        group="outlines",
        title="Contours des communes",
        producer="IGN, ADMIN EXPRESS COG (Géoplateforme)",
        becomes="outlines",
        address=_layer("ADMINEXPRESS-COG.LATEST:commune"),
        page="https://geoservices.ign.fr/adminexpress",
        file_name="contours-communes.geojson",
        licence="Licence Ouverte 2.0",
        expected="geojson",
        most_bytes=60 * _MEGABYTE,
        vintage="édition du service au $day",
        note="Les communes du territoire seulement, dans l’édition la plus récente.",
    ),
    Entry(
        key="qpv",
        group="qpv",
        title="Quartiers prioritaires de 2024",
        producer="ANCT",
        becomes="qpv",
        address=f"{_DATA_GOUV}/quartiers-prioritaires-de-la-politique-de-la-ville-qpv/",
        page="https://www.data.gouv.fr/fr/datasets/quartiers-prioritaires-de-la-politique-de-la-ville-qpv/",
        file_name="qpv-2024.zip",
        licence="Licence Ouverte 2.0",
        expected="zip",
        most_bytes=150 * _MEGABYTE,
        vintage="2024",
        note="Contours de toute la France ; seuls ceux du territoire sont gardés. Prenez l’archive au format GeoJSON.",
        member="*Hexagonale_Outre_Mer_WGS84.geojson",
        resource=Resource(("zip",), words=("geojson",), without=("gpkg", "shp", "2015")),
    ),
    Entry(
        key="france-services",
        group="france-services",
        title="Structures France services",
        producer="ANCT",
        becomes="officiel",
        address=f"{_DATA_GOUV}/liste-des-structures-france-services/",
        page="https://www.data.gouv.fr/fr/datasets/liste-des-structures-france-services/",
        file_name="france-services.csv",
        licence="Licence Ouverte 2.0",
        expected="csv",
        most_bytes=30 * _MEGABYTE,
        note="Liste nationale, avec adresses, positions et horaires ; seules celles du territoire sont gardées.",
        vintage="liste du $day",
        certain=False,
        resource=Resource(("csv",), words=("fs",), without=("commune", "-com20")),
    ),
    Entry(
        key="filosofi-communes",
        group="filosofi",
        title="Revenus et pauvreté par commune (Filosofi 2021)",
        producer="Insee",
        becomes="officiel",
        address="https://www.insee.fr/fr/statistiques/fichier/7756729/base-cc-filosofi-2021-geo2024_csv.zip",
        page="https://www.insee.fr/fr/statistiques/7756729",
        file_name="filosofi-communes-2021.zip",
        licence="Licence Ouverte 2.0",
        expected="zip",
        most_bytes=80 * _MEGABYTE,
        note="Revenu disponible. « s » y veut dire secret statistique ; ce n’est jamais 0.",
        member="cc_filosofi_*_COM.csv",
    ),
    Entry(
        key="filosofi-iris",
        group="filosofi",
        title="Revenus déclarés par IRIS (Filosofi 2021)",
        producer="Insee",
        becomes="officiel",
        address="https://www.insee.fr/fr/statistiques/fichier/8229323/BASE_TD_FILO_IRIS_2021_DEC_CSV.zip",
        page="https://www.insee.fr/fr/statistiques/8229323",
        file_name="filosofi-iris-2021.zip",
        licence="Licence Ouverte 2.0",
        expected="zip",
        most_bytes=80 * _MEGABYTE,
        note="Revenu déclaré, avant impôts et prestations : il ne se compare pas au revenu disponible des communes.",
        member="BASE_TD_FILO_IRIS_*_DEC.csv",
    ),
    Entry(
        key="caf",
        group="caf",
        title="Allocataires des Caf par commune",
        producer="Cnaf",
        becomes="officiel",
        address=(
            "https://data.caf.fr/api/explore/v2.1/catalog/datasets/s_ben_com_f/exports/csv"
            "?use_labels=true&delimiter=%3B&where=numcomdo%20in%20($communes)"
        ),
        page="https://data.caf.fr/explore/dataset/s_ben_com_f/",
        file_name="caf-communes.csv",
        licence="Licence Ouverte 2.0",
        expected="csv",
        most_bytes=60 * _MEGABYTE,
        note="Situation de décembre ; effectifs arrondis au multiple de 5 par la Cnaf, 0 = masqué ou nul.",
    ),
    Entry(
        key="grid",
        group="grid",
        title="Carreaux de 200 m (Filosofi 2019)",
        producer="Insee",
        becomes="file",
        address="https://www.insee.fr/fr/statistiques/fichier/7655475/Filosofi2019_carreaux_200m_csv.zip",
        page="https://www.insee.fr/fr/statistiques/7655475?sommaire=7655515",
        file_name="carreaux-200m-2019.zip",
        licence="Licence Ouverte 2.0",
        expected="zip",
        most_bytes=900 * _MEGABYTE,
        note=(
            "France entière, plusieurs centaines de mégaoctets. Gardé tel quel : sortez le CSV de l’archive 7z que "
            "le zip contient, puis importez-le comme fichier officiel."
        ),
    ),
)


def of_territory() -> tuple[Entry, ...]:
    """Return the files that differ from one territory to another, as `atlas.toml` names them: roads, timetables."""
    of = settings()
    found = []
    if of.routes is not None:
        found.append(
            Entry(
                key="roads",
                group="roads",
                title=of.routes.titre,
                producer=of.routes.producteur,
                becomes="file",
                address=of.routes.adresse,
                page=of.routes.page,
                file_name=of.routes.fichier,
                licence=of.routes.licence,
                expected="pbf",
                most_bytes=900 * _MEGABYTE,
                note="Gardé tel quel pour le calcul des temps de trajet.",
                checksum_address=f"{of.routes.adresse}.md5",
            )
        )
    if of.transports is not None:
        found.append(
            Entry(
                key="transit",
                group="roads",
                title=of.transports.titre,
                producer=of.transports.producteur,
                becomes="file",
                address=of.transports.adresse,
                page=of.transports.page,
                file_name=of.transports.fichier,
                licence=of.transports.licence,
                expected="zip",
                most_bytes=60 * _MEGABYTE,
                note="Lignes, arrêts et horaires théoriques. Gardé tel quel pour le calcul des temps de trajet.",
                resource=Resource(("gtfs", "zip"), words=("gtfs",)),
            )
        )
    return tuple(found)


def entries() -> tuple[Entry, ...]:
    """Return every source: those of all France, then those of the territory."""
    return (*ENTRIES, *of_territory())


def choose(names: tuple[str, ...] = ()) -> tuple[Entry, ...]:
    """Return the entries of these groups or keys, in the order of `entries`; all of them when none is named.

    Raises
    ------
    SourceUnknown
    """
    every = entries()
    known = {*GROUPS, *(entry.key for entry in every)}
    for name in names:
        if name not in known:
            raise SourceUnknown(name, [*GROUPS])
    return tuple(entry for entry in every if not names or entry.key in names or entry.group in names)
