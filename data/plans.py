"""Plans saved by name, with every version of each: SQLite in the user's folder, or any database by its URL."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Self

from sqlalchemy import URL, Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from data.database import WHAT, database_url, file_of, make_engine, reading, set_write_ahead, verify, wording, writing
from data.errors import FolderNotWritable, PlanContentRefused, PlanNameRefused, PlanNotFound, PlansDamaged
from data.plan_tables import NAME_LENGTH, migrate, plan, plan_version, schema_version


@dataclass(frozen=True)
class SavedPlan:
    """A version of a plan: the latest, unless an older one was asked for.

    `data_version` is the fingerprint of the tables that it was computed on (`data.store.fingerprint`); `version`
    counts from 1. Times are aware, in UTC.
    """

    id: int
    name: str
    created_at: datetime
    updated_at: datetime
    data_version: str
    payload: Mapping[str, Any]
    version: int


Plans = list[SavedPlan]


class PlanStore:
    """The saved plans. Every method opens its own transaction: a store may be shared between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str | URL | None = None) -> Self:
        """Open the saved plans, and make or migrate their tables when needed.

        Parameters
        ----------
        url : str, optional
            An SQLAlchemy URL; by default ``ATLAS_DATABASE_URL``, else SQLite in the user's folder.

        Raises
        ------
        FolderNotWritable, PlansDamaged, PlansTooNew, PlansUnavailable
        """
        store = cls(make_engine(url or database_url()))
        store._prepare()
        return store

    def save(
        self, name: str, payload: Mapping[str, Any], *, data_version: str, now: datetime, replace: bool = False
    ) -> SavedPlan:
        """Save a plan; under a name already taken, add a version and keep the older ones.

        Parameters
        ----------
        payload : mapping
            What JSON can write: texts, finite numbers, booleans, None, lists and mappings with text keys.
        now : datetime
            Aware.
        replace : bool
            Write over the latest version instead of adding one.

        Raises
        ------
        PlanNameRefused, PlanContentRefused, FolderNotWritable, PlansDamaged, PlansUnavailable
        """
        title, content, at = _title(name), _content(name, payload), _stored(now)
        self._ready()
        row = {"saved_at": at, "data_version": data_version, "payload": content}
        try:
            return self._save(title, row, replace=replace)
        except IntegrityError:  # another writer took the name or the number between our two statements
            return self._save(title, row, replace=replace)

    def _save(self, title: str, row: dict[str, Any], *, replace: bool) -> SavedPlan:
        with writing(self._engine) as connection:
            found = connection.execute(select(plan.c.id).where(plan.c.name == title).with_for_update()).scalar()
            if found is None:
                made = insert(plan).values(name=title, created_at=row["saved_at"])
                found = connection.execute(made.returning(plan.c.id)).scalar_one()
            last = connection.execute(
                select(func.max(plan_version.c.number)).where(plan_version.c.plan_id == found)
            ).scalar()
            if replace and last is not None:
                same = (plan_version.c.plan_id == found) & (plan_version.c.number == last)
                connection.execute(update(plan_version).where(same).values(**row))
            else:
                connection.execute(insert(plan_version).values(plan_id=found, number=(last or 0) + 1, **row))
            return _read(connection, found, None)

    def list(self) -> Plans:
        """Return the latest version of every plan, the last saved first."""
        self._ready()
        latest = (
            select(plan_version.c.plan_id, func.max(plan_version.c.number).label("number"))
            .group_by(plan_version.c.plan_id)
            .subquery()
        )
        query = (
            _VERSIONS.join_from(plan_version, plan)
            .join(latest, (latest.c.plan_id == plan.c.id) & (latest.c.number == plan_version.c.number))
            .order_by(plan_version.c.saved_at.desc(), plan.c.id.desc())
        )
        with reading(self._engine) as connection:
            return [_saved(row) for row in connection.execute(query)]

    def load(self, which: int | str, *, version: int | None = None) -> SavedPlan:
        """Return a plan by its id or name: the latest version, or the one asked for.

        Raises
        ------
        PlanNotFound
        """
        self._ready()
        with reading(self._engine) as connection:
            return _read(connection, _find(connection, which), version)

    def versions(self, which: int | str) -> Plans:
        """Return every version of a plan, the latest first.

        Raises
        ------
        PlanNotFound
        """
        self._ready()
        with reading(self._engine) as connection:
            query = _VERSIONS.join_from(plan_version, plan).where(plan.c.id == _find(connection, which))
            rows = connection.execute(query.order_by(plan_version.c.number.desc()))
            return [_saved(row) for row in rows]

    def rename(self, which: int | str, name: str) -> SavedPlan:
        """Give a plan another name; its versions keep.

        Raises
        ------
        PlanNotFound, PlanNameRefused
        """
        title = _title(name)
        self._ready()
        try:
            with writing(self._engine) as connection:
                found = _find(connection, which)
                connection.execute(update(plan).where(plan.c.id == found).values(name=title))
                return _read(connection, found, None)
        except IntegrityError as error:
            raise PlanNameRefused(title, "un autre plan porte déjà ce nom") from error

    def delete(self, which: int | str) -> None:
        """Delete a plan and all its versions.

        Raises
        ------
        PlanNotFound
        """
        self._ready()
        with writing(self._engine) as connection:
            found = _find(connection, which)
            connection.execute(delete(plan_version).where(plan_version.c.plan_id == found))
            connection.execute(delete(plan).where(plan.c.id == found))

    def _ready(self) -> None:
        """Make the tables again when the file was taken away since the store was opened."""
        path = file_of(self._engine)
        if path is not None and not path.is_file():
            self._prepare()

    def _prepare(self) -> None:
        path = file_of(self._engine)
        with wording(self._engine):
            if path is not None:
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                except OSError as error:
                    raise FolderNotWritable(WHAT) from error
                verify(path, schema_version.name)
                set_write_ahead(path)
        with writing(self._engine) as connection:
            migrate(connection)


_VERSIONS = select(
    plan.c.id,
    plan.c.name,
    plan.c.created_at,
    plan_version.c.saved_at,
    plan_version.c.data_version,
    plan_version.c.payload,
    plan_version.c.number,
)


def _saved(row: Any) -> SavedPlan:
    identifier, name, created, saved, data_version, content, number = row
    try:
        payload = json.loads(content)
    except ValueError as error:
        raise PlansDamaged("plans", f"contenu du plan « {name} »") from error
    return SavedPlan(
        identifier, name, created.replace(tzinfo=UTC), saved.replace(tzinfo=UTC), data_version, payload, number
    )


def _find(connection: Connection, which: int | str) -> int:
    if isinstance(which, str) and not _plain(which).isprintable():  # no name is so, and no database could look it up
        raise PlanNotFound(ascii(which))
    condition = plan.c.id == which if isinstance(which, int) else plan.c.name == _plain(which)
    found: int | None = connection.execute(select(plan.c.id).where(condition)).scalar()
    if found is None:
        raise PlanNotFound(which)
    return found


def _read(connection: Connection, identifier: int, version: int | None) -> SavedPlan:
    query = _VERSIONS.join_from(plan_version, plan).where(plan.c.id == identifier)
    if version is not None:
        query = query.where(plan_version.c.number == version)
    row = connection.execute(query.order_by(plan_version.c.number.desc()).limit(1)).first()
    if row is None:
        raise PlanNotFound(identifier)
    return _saved(row)


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _title(name: str) -> str:
    title = _plain(name)
    if not title:
        raise PlanNameRefused(name, "donnez-lui au moins une lettre")
    if not title.isprintable():
        raise PlanNameRefused(ascii(title), "il contient un signe invisible")
    if len(title) > NAME_LENGTH:
        raise PlanNameRefused(title[:20] + "…", f"{len(title)} signes, {NAME_LENGTH} au plus")
    return title


def _content(name: str, payload: Mapping[str, Any]) -> str:
    try:
        return json.dumps(dict(payload), allow_nan=False)
    except (TypeError, ValueError) as error:
        raise PlanContentRefused(name, str(error)) from error


def _stored(now: datetime) -> datetime:
    """Return an aware time as naive UTC, which every database keeps unchanged."""
    if now.tzinfo is None:
        raise ValueError(f"now must be aware, got {now!r}")
    return now.astimezone(UTC).replace(tzinfo=None)
