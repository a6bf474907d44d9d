"""From the rows of a list to the rows of the table: which are kept, which are not, and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import geopandas as gpd
import pandas as pd

from data import catalogue
from data.catalogue import Entry, Quality
from data.formats import enumerate_words, plural
from data.importers import geography, personal
from data.importers.gazetteer import Gazetteer
from data.importers.outcome import Import
from data.importers.places import duplicates, located, positions
from data.importers.places.columns import Columns
from data.importers.places.kindwords import KINDS, ROLES, role_of
from data.importers.places.place import Place, known
from data.importers.places.positions import Communes
from data.importers.places.rows import Read, Row
from data.importers.reading import RawTable
from data.importers.remark import Remark, Severity
from data.importers.words import folded, slug

# Further than this from every commune, a point is another territory's; nearer, the outline may be generalised.
BORDER_M = 100.0


@dataclass(frozen=True)
class Source:
    """What a list is, and how strict one is with it.

    Attributes
    ----------
    kind, dataset, title : str
        As in `Import`.
    producer, name, vintage, licence, obtained : str
        Of the catalogue entry; `name` is the published name of the dataset.
    quality : {"réel", "fictif"}
    strict : bool
        Whether a row without a kind or a name is refused (a register that can be put right) or left aside (a
        published list, much of which is about other places).
    """

    kind: str
    dataset: str
    title: str
    producer: str
    name: str
    vintage: str
    licence: str
    obtained: str
    quality: Quality = "réel"
    strict: bool = True


def settle(
    table: RawTable, read: Read, source: Source, *, today: date | None = None, address_service: str = ""
) -> Import:
    """Return the import of a list of places: the rows that are added to the table `places`.

    Parameters
    ----------
    address_service : str
        Address of the service that gives positions to those without one; by default none is asked.
    """
    names = geography.gazetteer()
    outlines = positions.communes()
    in_use = known(source.dataset)
    remarks = list(read.remarks)
    refused = table.refused
    found: list[Place] = []
    outside = 0
    for row in read.rows:
        fate = _placed(row, names, outlines, read.columns)
        if fate.place is not None:
            complete = _complete(fate.place, row, source, read.columns)
            fate = complete if complete.place is None else fate
        remarks += fate.said
        outside += fate.outside
        refused += sum(one.severity == "refusé" for one in fate.said)
        found += [] if fate.place is None else [fate.place]
    if outside:
        aside = "laissés de côté" if outside > 1 else "laissé de côté"
        message = f"{plural(outside, 'lieu', 'lieux')} hors du territoire, {aside}"
        remarks.append(Remark("à savoir", None, "", "", message))
    found, twice = _identified(found, source, {one.id for one in in_use})
    remarks += twice
    refused += sum(one.severity == "refusé" for one in twice)
    if address_service:
        found, said = located.located(found, base_url=address_service)
        remarks += said
    found, of_positions = positions.judged(found, in_use, outlines, names)
    several = duplicates.within(found)
    moved: list[Remark] = []
    if not source.strict:
        found, moved = duplicates.superseded(found, in_use)
    found, doubled = duplicates.parted(found, in_use)
    remarks += [*of_positions, *several, *moved, *doubled, *_of_no_kind(found)]
    found = [one for one in found if one.kind]
    remarks += [*_unplaced(found), *_unread(read)]
    unread = table.rows[[column for column in read.columns.unread if column in table.rows.columns]]
    return Import(
        kind=source.kind,
        dataset=source.dataset,
        title=source.title,
        tables={"places": _table(found)} if found else {},
        entries={"places": _entry(source, found, today or datetime.now(UTC).date())} if found else {},
        remarks=tuple(remarks),
        accepted=len(found),
        refused=refused,
        personal=personal.detect(unread, births=False),
        added=frozenset({"places"}) if found else frozenset(),
    )


@dataclass(frozen=True)
class _Fate:
    """What becomes of a row: a place, or none, and what there is to say of it."""

    place: Place | None = None
    said: tuple[Remark, ...] = ()
    outside: bool = False


def _placed(row: Row, names: Gazetteer, outlines: Communes, columns: Columns) -> _Fate:
    """Return a place with its commune: what its code says, else its name, else its position, else its postcode."""
    place = row.place
    texts = {what: row.texts[what] for what in ("code", "commune") if row.texts.get(what)}
    matches = {what: geography.match(text, "commune", known=names) for what, text in texts.items()}
    code = next((one.code for one in matches.values() if one.code is not None), None)
    if code is not None:
        return _Fate(replace(place, commune=code))
    if any(one.outside for one in matches.values()):
        return _Fate(outside=True)
    if place.placed:
        return _by_position(place, list(texts.values()), names, outlines)
    served = geography.match(row.texts.get("postcode", ""), "postcode", known=names)
    if matches:
        what, first = next(iter(matches.items()))
        return _Fate(said=(Remark("refusé", place.line, columns.of[what], first.text, first.refused),))
    if served.code is not None or served.outside:
        return _Fate(None if served.code is None else replace(place, commune=served.code), outside=served.outside)
    message = "commune attendue : son code Insee ou son nom, ou une position"
    return _Fate(said=(Remark("refusé", place.line, "", place.name, message),))


def _by_position(place: Place, written: list[str], names: Gazetteer, outlines: Communes) -> _Fate:
    code, away = outlines.around(place)
    if away > BORDER_M:
        return _Fate(outside=True)
    message = f"commune lue d’après la position : {names.named(code)}"
    said = tuple(Remark("réparé", place.line, "", text, message) for text in written[:1])
    return _Fate(replace(place, commune=code), said)


def _complete(place: Place, row: Row, source: Source, columns: Columns) -> _Fate:
    """Return a place that has all it needs, or what it lacks."""
    severity: Severity = "refusé" if source.strict else "à savoir"
    written = row.texts.get("role", "")
    if row.closed:
        message = "lieu dit fermé dans le fichier, laissé de côté"
        return _Fate(said=(Remark("à savoir", place.line, "", place.name, message),))
    if not folded(place.name):
        return _Fate(said=(Remark(severity, place.line, columns.of.get("name", ""), "", "le lieu n’a pas de nom"),))
    if not place.kind and source.strict:
        listed = enumerate_words([f"« {label} »" for label, _ in KINDS.values()], "ou")
        message = f"type de lieu non reconnu, attendu : {listed}"
        what = "kind" if row.texts.get("kind") else "name"
        return _Fate(said=(Remark("refusé", place.line, columns.of.get(what, ""), row.texts.get(what, ""), message),))
    if written and not role_of(written):
        message = f"rôle inconnu ; admis : {enumerate_words(list(ROLES.values()), 'ou')}"
        return _Fate(said=(Remark(severity, place.line, columns.of.get("role", ""), written, message),))
    return _Fate(place)


def _identified(places: Sequence[Place], source: Source, in_use: set[str]) -> tuple[list[Place], list[Remark]]:
    """Give every place an identifier that the next vintage of the list gives it again."""
    remarks: list[Remark] = []
    found: list[Place] = []
    taken: Counter[str] = Counter()
    of: dict[str, int] = {}
    for place in places:
        if place.id:
            # The identifier of a place in use means that place; any other one is the list's own business.
            identifier = place.id if place.id in in_use or not source.strict else f"{source.dataset}-{place.id}"
            if identifier in of:
                message = f"identifiant déjà à la ligne {of[identifier]} : donnez-en un à chaque lieu"
                remarks.append(Remark("refusé", place.line, "", place.id, message))
                continue
        else:
            stem = f"{source.dataset}-{slug(place.name)}-{place.commune}"
            taken[stem] += 1
            identifier = stem if taken[stem] == 1 else f"{stem}-{taken[stem]}"
        of[identifier] = place.line
        found.append(replace(place, id=identifier))
    return found, remarks


def _of_no_kind(places: Sequence[Place]) -> list[Remark]:
    message = "ni un service ni un lieu d’accueil que l’Atlas connaît, laissé de côté"
    return [Remark("à savoir", one.line, "", one.name, message) for one in places if not one.kind]


def _unplaced(places: Sequence[Place]) -> list[Remark]:
    lost = [one for one in places if not one.placed]
    if not lost:
        return []
    listed = enumerate_words([one.name for one in lost[:5]]) + ("…" if len(lost) > 5 else "")
    message = f"{plural(len(lost), 'lieu', 'lieux')} sans position, à géocoder : {listed}"
    return [Remark("à savoir", None, "", "", message)]


def _unread(read: Read) -> list[Remark]:
    if not read.columns.unread:
        return []
    listed = enumerate_words([f"« {column} »" for column in read.columns.unread[:12]])
    more = "…" if len(read.columns.unread) > 12 else ""
    return [Remark("à savoir", None, "", "", f"colonnes non lues, dont rien n’est gardé : {listed}{more}")]


def _table(places: Sequence[Place]) -> gpd.GeoDataFrame:
    columns = [
        "id",
        "kind",
        "role",
        "name",
        "commune",
        "address",
        "lon",
        "lat",
        "opening_hours",
        "source",
        "vintage",
        "note",
    ]
    frame = pd.DataFrame([{column: getattr(one, column) for column in columns} for one in places], columns=columns)
    frame[["lon", "lat"]] = frame[["lon", "lat"]].astype(float).round(6)
    points = gpd.points_from_xy(frame["lon"], frame["lat"])
    points[frame["lon"].isna().to_numpy()] = None
    return gpd.GeoDataFrame(frame, geometry=points, crs=4326)


def _entry(source: Source, places: Sequence[Place], today: date) -> Entry:
    years = sorted({one.vintage[:4] for one in places if one.vintage[:4].isdigit()})
    spread = years[0] if len(years) == 1 else f"{years[0]} à {years[-1]}" if years else "non précisé"
    return catalogue.read_embedded("places").model_copy(
        update={
            "title": f"{catalogue.read_embedded('places').title} : {source.title}",
            "producer": source.producer,
            "dataset": source.name,
            "vintage": source.vintage or spread,
            "accessed": today.isoformat(),
            "licence": source.licence,
            "quality": source.quality,
            "obtained": source.obtained,
            "notes": (),
            "checksum": "",
        }
    )


def with_remarks(made: Import, more: Sequence[Remark]) -> Import:
    """Return an import with more to say of its file."""
    return replace(made, remarks=(*made.remarks, *more))
