"""Plans saved by name: what is saved is what is read, older versions stay, and faults are French sentences."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data import plan_tables
from data.errors import (
    DataError,
    FolderNotWritable,
    PlanContentRefused,
    PlanNameRefused,
    PlanNotFound,
    PlansDamaged,
    PlansTooNew,
)
from data.plans import PlanStore

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PAYLOAD = {"sites": [1, 5, 8], "public": "monoparents", "rayon": 12.5, "note": "Écurie – œuvre", "rien": None}


@pytest.fixture
def store(data_dir: Path) -> PlanStore:
    """A store in an empty folder."""
    assert not data_dir.exists()
    return PlanStore.open()


def test_a_plan_reads_back_as_it_was_saved(store: PlanStore, data_dir: Path) -> None:
    """Name, content, data version and times come back, by name and by number, from another store too."""
    saved = store.save("Automne 2026", PAYLOAD, data_version="abc123", now=NOON)
    assert (saved.name, saved.payload, saved.data_version, saved.version) == ("Automne 2026", PAYLOAD, "abc123", 1)
    assert saved.created_at == saved.updated_at == NOON
    assert store.load("Automne 2026") == store.load(saved.id) == saved
    assert PlanStore.open().list() == [saved]
    assert (data_dir / "plans.sqlite").is_file()


def test_saving_a_name_again_adds_a_version_and_keeps_the_older(store: PlanStore) -> None:
    """The latest version is the plan; the first is still there, with its own data version."""
    first = store.save("A", {"p": 5}, data_version="v1", now=NOON)
    second = store.save("A", {"p": 6}, data_version="v2", now=NOON + timedelta(days=1))
    assert second.id == first.id
    assert (second.version, second.created_at, second.updated_at) == (2, NOON, NOON + timedelta(days=1))
    assert store.load("A").payload == {"p": 6}
    assert store.load("A", version=1) == first
    assert store.versions("A") == [second, first]
    assert store.list() == [second]


def test_replacing_is_asked_for(store: PlanStore) -> None:
    """With `replace`, the latest version is written over and the ones before it stay."""
    store.save("A", {"p": 5}, data_version="v1", now=NOON)
    store.save("A", {"p": 6}, data_version="v1", now=NOON)
    store.save("A", {"p": 7}, data_version="v2", now=NOON, replace=True)
    assert [one.payload["p"] for one in store.versions("A")] == [7, 5]
    assert store.save("B", {}, data_version="v", now=NOON, replace=True).version == 1


def test_the_last_saved_comes_first(store: PlanStore) -> None:
    """The list is in the order in which a user looks for her plan."""
    for minute, name in enumerate(["A", "B", "C", "A"]):
        store.save(name, {}, data_version="", now=NOON + timedelta(minutes=minute))
    assert [one.name for one in store.list()] == ["A", "C", "B"]


def test_spaces_and_accents_do_not_make_two_names(store: PlanStore) -> None:
    """A name typed with other spaces, or with accents in two characters, is the same name."""
    store.save("Écurie  été ", {}, data_version="", now=NOON)
    again = store.save(" E\u0301curie e\u0301te\u0301", {}, data_version="", now=NOON)
    assert again.version == 2
    assert store.load("Écurie été").name == "Écurie été"


def test_a_renamed_plan_keeps_its_number_and_versions(store: PlanStore) -> None:
    """Only the name changes; a name already taken is refused and nothing changes."""
    saved = store.save("A", {"p": 1}, data_version="", now=NOON)
    store.save("A", {"p": 2}, data_version="", now=NOON)
    store.save("B", {}, data_version="", now=NOON)
    assert store.rename("A", "Plan du comité").id == saved.id
    assert len(store.versions("Plan du comité")) == 2
    for lost in ("A", "A\ud800"):
        with pytest.raises(PlanNotFound, match="choisissez-en un"):
            store.load(lost)
    with pytest.raises(PlanNameRefused, match=r"« B ».*un autre plan"):
        store.rename("Plan du comité", "B")
    assert store.load(saved.id).name == "Plan du comité"


def test_a_deleted_plan_is_gone_and_its_number_is_not_given_again(store: PlanStore) -> None:
    """A link to a deleted plan finds nothing, rather than another plan."""
    gone = store.save("A", {}, data_version="", now=NOON)
    store.delete(gone.id)
    assert store.list() == []
    other = store.save("B", {}, data_version="", now=NOON)
    assert other.id != gone.id
    for act in (store.load, store.delete, store.versions, lambda which: store.rename(which, "C")):
        with pytest.raises(PlanNotFound, match="choisissez-en un dans la liste"):
            act(gone.id)


@pytest.mark.parametrize(
    ("name", "why"),
    [("", "une lettre"), (" \n\t", "une lettre"), ("x" * 121, "121 signes, 120"), ("A\ud800", "invisible")],
)
def test_a_name_that_cannot_be_is_refused(store: PlanStore, name: str, why: str) -> None:
    """An empty or endless name says why it is refused, and nothing is saved."""
    with pytest.raises(PlanNameRefused, match=why):
        store.save(name, {}, data_version="", now=NOON)
    assert store.list() == []


@pytest.mark.parametrize("value", [float("nan"), float("inf"), {1, 2}, object(), NOON])
def test_a_value_that_cannot_be_written_is_refused(store: PlanStore, value: object) -> None:
    """A plan that would not read back the same is not saved at all."""
    with pytest.raises(PlanContentRefused, match="« A » n’est pas enregistré"):
        store.save("A", {"valeur": value}, data_version="", now=NOON)
    assert store.list() == []


def test_times_come_back_in_utc(store: PlanStore) -> None:
    """A time of another zone is the same instant when read; a time without a zone is a programming error."""
    paris = NOON.astimezone(timezone(timedelta(hours=1)))
    assert store.save("A", {}, data_version="", now=paris).updated_at == NOON
    with pytest.raises(ValueError, match="aware"):
        store.save("A", {}, data_version="", now=NOON.replace(tzinfo=None))


_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.text(), _json, max_size=4))
def test_any_json_content_comes_back(store: PlanStore, payload: dict[str, object]) -> None:
    """Whatever JSON can write is read back equal, strange characters included."""
    saved = store.save("A", payload, data_version="", now=NOON, replace=True)
    assert saved.payload == payload


def test_a_folder_that_refuses_writing_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the folder cannot be made, opening says which setting to change."""
    (tmp_path / "occupé").write_text("", encoding="utf-8")
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "occupé"))
    with pytest.raises(FolderNotWritable, match=r"les plans.*ATLAS_DATA_DIR"):
        PlanStore.open()


def test_a_file_that_cannot_be_opened_is_a_sentence(data_dir: Path) -> None:
    """A folder in place of the file is refused without a traceback."""
    (data_dir / "plans.sqlite").mkdir(parents=True)
    with pytest.raises(FolderNotWritable, match="les plans"):
        PlanStore.open()


def _filled(data_dir: Path) -> Path:
    store = PlanStore.open()
    for number in range(40):
        store.save(f"plan {number}", {"texte": "x" * 3000}, data_version="", now=NOON)
    return data_dir / "plans.sqlite"


@pytest.mark.parametrize(
    "damage",
    [lambda good: b"ceci n'est pas une base" * 100, lambda good: good[: len(good) // 2], lambda good: good[:4096]],
    ids=["autre fichier", "moitié", "première page"],
)
def test_a_damaged_file_is_said_and_left_untouched(data_dir: Path, damage: object) -> None:
    """A file that is not a database, or is cut, is refused by name and keeps its bytes."""
    path = _filled(data_dir)
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    before = path.read_bytes()
    with pytest.raises(PlansDamaged, match=r"« plans.sqlite » est illisible.*n’a pas été modifié"):
        PlanStore.open()
    assert path.read_bytes() == before


def test_a_file_damaged_under_an_open_store_is_said(store: PlanStore, data_dir: Path) -> None:
    """A store that was opened before the damage words it too."""
    (data_dir / "plans.sqlite").write_bytes(b"rien de lisible" * 300)
    with pytest.raises(PlansDamaged, match=r"plans.sqlite"):
        store.list()


def test_a_plan_whose_content_is_damaged_is_named(store: PlanStore, data_dir: Path) -> None:
    """A content that is no longer JSON names its plan."""
    store.save("A", {"p": 1}, data_version="", now=NOON)
    with sqlite3.connect(data_dir / "plans.sqlite") as connection:
        connection.execute("UPDATE plan_version SET payload = '{\"p\":'")
    connection.close()
    with pytest.raises(PlansDamaged, match="plan « A »"):
        store.list()


def test_the_database_of_another_application_is_refused(data_dir: Path) -> None:
    """A SQLite file that is not ours gets no table of ours."""
    data_dir.mkdir()
    path = data_dir / "plans.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE clients (nom TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(PlansDamaged, match="pas un fichier de l’application"):
        PlanStore.open()
    assert path.read_bytes() == before


def test_plans_of_a_later_version_are_left_alone(store: PlanStore, data_dir: Path) -> None:
    """A file written by a later application is not migrated backwards."""
    store.save("A", {}, data_version="", now=NOON)
    path = data_dir / "plans.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE schema_version SET version = 9")
    connection.close()
    with pytest.raises(PlansTooNew, match="format 9"):
        PlanStore.open()


def test_a_migration_runs_once_and_keeps_the_plans(
    store: PlanStore, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of version 1 is brought to version 2 by its step, once; a new file is made at version 2."""
    ran = []

    def step(connection: object) -> None:
        ran.append(connection)

    store.save("A", {"p": 1}, data_version="", now=NOON)
    monkeypatch.setattr(plan_tables, "MIGRATIONS", (step,))
    assert PlanStore.open().load("A").payload == {"p": 1}
    PlanStore.open()
    assert len(ran) == 1
    (data_dir / "plans.sqlite").unlink()
    PlanStore.open()
    assert len(ran) == 1
    with sqlite3.connect(data_dir / "plans.sqlite") as connection:
        assert connection.execute("SELECT version FROM schema_version").fetchall() == [(2,)]
    connection.close()


def test_a_file_taken_away_is_made_again(store: PlanStore, data_dir: Path) -> None:
    """When the file is deleted under an open store, the store starts empty instead of failing."""
    store.save("A", {}, data_version="", now=NOON)
    for path in data_dir.glob("plans.sqlite*"):
        path.unlink()
    assert store.list() == []
    assert store.save("B", {}, data_version="", now=NOON).version == 1


def test_the_file_is_written_ahead_and_flushed(store: PlanStore, data_dir: Path) -> None:
    """The file is in WAL mode, and the store's connections flush at each commit and keep foreign keys."""
    with sqlite3.connect(data_dir / "plans.sqlite") as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    with store._engine.connect() as own:
        assert own.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert own.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_another_database_is_chosen_by_its_url(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ATLAS_DATABASE_URL wins over the user's folder."""
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'ailleurs.sqlite'}")
    PlanStore.open().save("A", {}, data_version="", now=NOON)
    assert (tmp_path / "ailleurs.sqlite").is_file()
    assert not data_dir.exists()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "inconnue://serveur/base", "pas une adresse"])
def test_a_url_that_cannot_serve_is_a_sentence(url: str) -> None:
    """A database that does not exist, is not installed or keeps nothing is refused with what to do."""
    with pytest.raises(DataError, match=r"ATLAS_DATABASE_URL n’est pas utilisable.*fichier"):
        PlanStore.open(url)
