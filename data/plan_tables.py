"""The tables of saved plans, with portable types only, and the steps from one version of them to the next."""

from collections.abc import Callable

from sqlalchemy import (
    Column,
    Connection,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    delete,
    func,
    insert,
    inspect,
    select,
)

from data.errors import PlansTooNew

NAME_LENGTH = 120

metadata = MetaData()
schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))
# Numbers are never given twice (autoincrement): a link to a deleted plan must not open another one.
plan = Table(
    "plan",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(NAME_LENGTH), nullable=False, unique=True),
    Column("created_at", DateTime, nullable=False),
    sqlite_autoincrement=True,
)
plan_version = Table(
    "plan_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("plan_id", Integer, ForeignKey("plan.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("saved_at", DateTime, nullable=False),
    Column("data_version", String(64), nullable=False),
    Column("payload", Text, nullable=False),  # JSON, which we can say is damaged when it is
    UniqueConstraint("plan_id", "number"),
)

# One function a change of the tables above, in order: the first brings a database from version 1 to version 2.
MIGRATIONS: tuple[Callable[[Connection], None], ...] = ()


def migrate(connection: Connection) -> None:
    """Make the tables in an empty database, or bring those of an earlier version to the current one.

    Raises
    ------
    PlansTooNew
    """
    version = 0
    if inspect(connection).has_table(schema_version.name):
        version = connection.execute(select(func.max(schema_version.c.version))).scalar() or 0
    current = 1 + len(MIGRATIONS)
    if version > current:
        raise PlansTooNew(version, current)
    if version == current:
        return
    if version == 0:
        metadata.create_all(connection)
    else:
        for step in MIGRATIONS[version - 1 :]:
            step(connection)
    connection.execute(delete(schema_version))
    connection.execute(insert(schema_version).values(version=current))
