"""The database of what users save: one place that makes the engine and words what can go wrong with it."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.pool import NullPool

from data.errors import DataError, FolderNotWritable, PlansDamaged, PlansUnavailable
from data.paths import user_folder

BUSY_SECONDS = 15.0
URL_VARIABLE = "ATLAS_DATABASE_URL"
WHAT = "les plans"
_READING = "atlas_reading"

# Primary result codes of SQLite (sqlite.org/rescode.html) that are not "the file is damaged".
_NOT_WRITABLE = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_PERM}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_FAULTS = {sqlite3.SQLITE_NOTADB: "ce n’est pas une base SQLite", sqlite3.SQLITE_CORRUPT: "contenu endommagé"}


def database_url() -> str | URL:
    """Return the URL of the database: ``ATLAS_DATABASE_URL``, else SQLite in the user's folder."""
    return os.environ.get(URL_VARIABLE) or URL.create("sqlite", database=str(user_folder() / "plans.sqlite"))


def file_of(engine: Engine) -> Path | None:
    """Return the file of a SQLite engine; None for another database."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


def make_engine(url: str | URL) -> Engine:
    """Return the engine for a URL: the only function that knows which database is behind.

    On SQLite, a writer takes its lock when its transaction begins (BEGIN IMMEDIATE), so that two writers wait
    for one another instead of failing in the middle; the log is written ahead (WAL) and flushed at each
    commit (synchronous=FULL), so that what was said to be saved survives a power cut. A connection lasts one
    transaction: the file can be restored from a backup while the application runs.

    Raises
    ------
    DataError
        When the URL is not one of a database that is installed and that lasts.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() != "sqlite":
            return create_engine(parsed, pool_pre_ping=True)
        if parsed.database in (None, "", ":memory:"):
            raise ValueError("a database in memory keeps nothing")
        engine = create_engine(parsed, poolclass=NullPool, connect_args={"timeout": BUSY_SECONDS})
    except Exception as error:  # SQLAlchemy raises its own errors, ValueError or ImportError, by the fault
        raise DataError(
            f"L’adresse de base de données de {URL_VARIABLE} n’est pas utilisable ({type(error).__name__}). "
            "Corrigez-la, ou retirez-la pour enregistrer les plans dans un fichier."
        ) from error
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not open transactions of its own
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def set_write_ahead(path: Path) -> None:
    """Put a SQLite file in WAL mode, which it then stays in.

    The change of mode needs the file for itself and does not wait for its turn, so a refusal is not an error:
    the file works without, and the next opening tries again.
    """
    with contextlib.closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            with contextlib.suppress(sqlite3.OperationalError):
                connection.execute("PRAGMA journal_mode = WAL")


def verify(path: Path, marker: str) -> None:
    """Read a SQLite file without touching it, and refuse one that is damaged or is not ours.

    Parameters
    ----------
    marker : str
        A table that every file of ours holds.

    Raises
    ------
    PlansDamaged
    """
    if not path.is_file() or path.stat().st_size == 0:
        return
    with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")
        verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if verdict != "ok":
        raise PlansDamaged(path.name, "contenu endommagé")
    if tables and marker not in tables:
        raise PlansDamaged(path.name, "ce n’est pas un fichier de l’application")


def reading(engine: Engine) -> contextlib.AbstractContextManager[Connection]:
    """Open a transaction that only reads: it does not wait for the writers."""
    return _transaction(engine, {_READING: True})


def writing(engine: Engine) -> contextlib.AbstractContextManager[Connection]:
    """Open a transaction that writes, committed when the block ends without an error."""
    return _transaction(engine, {})


@contextlib.contextmanager
def _transaction(engine: Engine, options: dict[str, Any]) -> Iterator[Connection]:
    with wording(engine), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextlib.contextmanager
def wording(engine: Engine) -> Iterator[None]:
    """Turn what a database raises into one of the room's errors.

    Raises
    ------
    FolderNotWritable, PlansDamaged, PlansUnavailable
    """
    try:
        yield
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise _worded(engine, error.orig, error) from error
    except sqlite3.Error as error:
        raise _worded(engine, error, error) from error


def _worded(engine: Engine, cause: BaseException | None, error: Exception) -> Exception:
    path = file_of(engine)
    if path is None:
        return PlansUnavailable("base de données") if isinstance(error, OperationalError) else error
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _NOT_WRITABLE:
        return FolderNotWritable(WHAT)
    if code in _BUSY:
        return PlansUnavailable("un autre enregistrement est en cours")
    return PlansDamaged(path.name, _FAULTS.get(code, f"{cause}"))
