"""Imports are switched in, back and away as a whole; rows about persons stay with their owner."""

import dataclasses
import stat
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from data import catalogue, confidential, current, paths, store
from data.errors import FolderNotWritable, ImportsDamaged, RetentionEnded, TableConfidential, TableDamaged, TableMissing
from data.importers import commit, folders
from data.importers.errors import (
    DatasetUnknown,
    ImportBusy,
    ImportEmpty,
    ImportIncomplete,
    ImportUnsound,
    NothingToRollBack,
    PersonsRemain,
)
from data.importers.outcome import Import
from data.paths import BASE, user_folder
from tests.data.importers.making import ANSWERS, answers, make


def _value(indicator: str = "essai") -> float | None:
    figures = store.read("figures")
    rows = figures[figures["indicator"] == indicator]
    return None if rows.empty else float(rows["value"].iloc[0])


def _files(area: str = "") -> list[Path]:
    return sorted(path for path in (user_folder() / area).rglob("*") if path.is_file())


class TestSwitching:
    """What pages read before and after an import."""

    def test_rows_are_added_to_the_embedded_ones(self) -> None:
        """The table in use holds the embedded rows and the imported ones, described together."""
        before = store.read("figures")
        fingerprint = store.fingerprint("figures")
        written = commit.commit(make(7))
        assert {entry.name for entry in written} == {"figures", "indicators", ANSWERS}
        after = store.read("figures")
        assert len(after) == len(before) + 1
        pd.testing.assert_frame_equal(after.iloc[: len(before)], before)
        assert _value() == 7
        entry = catalogue.read("figures")
        assert entry.rows == len(after)
        assert "« Essai »" in entry.notes[-1].replace("\u202f", " ")
        assert store.is_replaced("figures")
        assert store.fingerprint("figures") != fingerprint
        assert store.locate("figures").parent != BASE

    def test_a_row_of_the_same_key_takes_the_place_of_the_other(self) -> None:
        """An imported value replaces the embedded one, which stays in the embedded file."""
        figures = make(123).tables["figures"].assign(indicator="population")
        made = make(123)
        commit.commit(dataclasses.replace(made, tables={**made.tables, "figures": figures}))
        table = store.read("figures").query("level == 'commune' and code == '62041' and indicator == 'population'")
        assert table["value"].tolist() == [123]

    def test_two_datasets_add_up_and_each_can_be_forgotten(self) -> None:
        """Forgetting one leaves the other, and the last one leaves the embedded tables."""
        embedded = store.fingerprint()
        commit.commit(make(1, "un", indicator="un", with_answers=False))
        commit.commit(make(2, "deux", indicator="deux", with_answers=False))
        assert (_value("un"), _value("deux")) == (1, 2)
        assert commit.datasets() == ["un", "deux"]
        commit.forget("un")
        assert (_value("un"), _value("deux")) == (None, 2)
        commit.forget("deux")
        assert store.fingerprint() == embedded
        assert not store.is_replaced("figures")

    def test_a_whole_table_replaces_the_one_in_use(self) -> None:
        """An import that does not add stands alone, whatever was added before; later rows are added to it."""
        facts = store.read("facts")
        made = make(5, with_answers=False)
        whole = dataclasses.replace(
            made,
            dataset="faits",
            tables={"facts": facts.head(3)},
            entries={"facts": catalogue.read("facts")},
            added=frozenset(),
        )
        commit.commit(whole)
        assert len(store.read("facts")) == 3
        assert current.tables()["facts"].startswith("datasets/")
        more = facts.iloc[[5]]
        commit.commit(dataclasses.replace(whole, dataset="plus", tables={"facts": more}, added=frozenset({"facts"})))
        assert store.read("facts")["id"].tolist() == [*facts["id"].head(3), *more["id"]]

    def test_geographic_tables_keep_their_projection(self) -> None:
        """Places that are added to those in use stay points in EPSG:4326."""
        places = store.read("places")
        more = places.iloc[[0]].assign(id="essai-1", name="Essai")
        made = dataclasses.replace(
            make(1),
            dataset="lieux",
            tables={"places": more},
            entries={"places": catalogue.read("places")},
            added=frozenset({"places"}),
        )
        commit.commit(made)
        table = store.read_geometry("places")
        assert len(table) == len(places) + 1
        assert table.crs == 4326
        assert table.geometry.iloc[-1].equals(places.geometry.iloc[0])
        assert table["opening_hours"].map(type).eq(str).all()

    def test_a_new_kind_of_table_is_read_as_it_was_written(self) -> None:
        """A table that the application does not embed is in the catalogue and in the fingerprint of everything."""
        before = store.fingerprint()
        moves = pd.DataFrame(
            {"code_before": ["62900"], "name_before": ["x"], "code_after": ["62041"], "name_after": ["y"]}
        )
        columns = tuple(catalogue.Column(name=str(one), label="x", nature="texte") for one in moves)
        entry = answers("1").model_copy(
            update={"name": "commune_changes", "confidential": False, "keep_until": "", "columns": columns}
        )
        made = dataclasses.replace(
            make(1),
            dataset="cog",
            tables={"commune_changes": moves},
            entries={"commune_changes": entry},
            added=frozenset(),
        )
        commit.commit(made)
        pd.testing.assert_frame_equal(store.read("commune_changes"), moves)
        assert "commune_changes" in [one.name for one in catalogue.entries()]
        assert store.fingerprint() != before

    def test_the_old_simple_folder_still_counts_under_an_import(self) -> None:
        """A table put by hand in the data folder is what rows are added to."""
        few = store.read("figures").head(4)
        store.write(
            few, catalogue.read("figures"), tables=user_folder() / "tables", sidecars=user_folder() / "catalogue"
        )
        commit.commit(make(9, with_answers=False))
        assert len(store.read("figures")) == 5

    def test_the_embedded_tables_may_change_under_an_import(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """After a new version of the application, refreshing adds the same rows to the new embedded ones."""
        commit.commit(make(9, with_answers=False))
        newer = tmp_path / "base"
        newer.mkdir()
        store.read_file(BASE / "figures.parquet", "figures").head(10).to_parquet(newer / "figures.parquet", index=False)
        for path in BASE.glob("*.parquet"):
            if path.stem != "figures":
                (newer / path.name).write_bytes(path.read_bytes())
        monkeypatch.setattr(paths, "BASE", newer)
        commit.refresh()
        assert len(store.read("figures")) == 11
        assert len(_files("built/figures")) == 2

    def test_the_same_import_again_changes_nothing(self) -> None:
        """Importing twice the same content gives one vintage and the same tables."""
        commit.commit(make(3))
        fingerprint = store.fingerprint()
        commit.commit(make(3))
        assert store.fingerprint() == fingerprint
        assert len(commit.versions("essai")) == 1


class TestVintages:
    """Going back to the vintage before."""

    def test_a_new_vintage_is_rolled_back_with_all_its_tables(self) -> None:
        """The tables of one import go back together, to the vintage before, then to none."""
        embedded = store.fingerprint()
        for value in (1, 2, 3):
            commit.commit(make(value))
        assert [one.in_use for one in commit.versions("essai")] == [True, False, False]
        commit.rollback("essai")
        assert _value() == 2
        assert confidential.read(ANSWERS)[1].vintage == "2"
        commit.rollback("essai")
        commit.rollback("essai")
        assert _value() is None
        assert store.fingerprint() == embedded
        with pytest.raises(NothingToRollBack, match="essai"):
            commit.rollback("essai")

    def test_a_vintage_left_can_be_taken_up_again(self) -> None:
        """Going back is not losing, until another import takes its place."""
        commit.commit(make(1))
        commit.commit(make(2))
        newest = commit.versions("essai")[0]
        assert (newest.kind, newest.title, {entry.vintage for entry in newest.entries}) == ("abse", "Essai", {"2"})
        commit.rollback("essai")
        commit.restore("essai", newest.version)
        assert _value() == 2
        commit.rollback("essai")
        commit.commit(make(4))
        assert [one.entries[0].vintage for one in commit.versions("essai")] == ["4", "1"]
        with pytest.raises(NothingToRollBack):
            commit.restore("essai", newest.version)

    def test_old_vintages_do_not_pile_up(self) -> None:
        """Only the last ones are kept on the disk."""
        for value in range(commit.VINTAGES_KEPT + 3):
            commit.commit(make(value, with_answers=False))
        assert len(commit.versions("essai")) == commit.VINTAGES_KEPT
        assert len(list((user_folder() / "datasets" / "essai").iterdir())) == commit.VINTAGES_KEPT
        assert len(list((user_folder() / "built" / "figures").iterdir())) == 1

    @pytest.mark.parametrize("act", [commit.forget, commit.rollback, commit.versions])
    def test_an_unknown_dataset_is_named_with_those_that_exist(self, act: Callable[[str], object]) -> None:
        """The sentence lists what was imported."""
        commit.commit(make(1))
        with pytest.raises(DatasetUnknown, match=r"inconnu.*essai"):
            act("inconnu")


class TestRefusals:
    """What is never written."""

    def test_refused_lines_need_a_choice(self) -> None:
        """An incomplete import is written only when the user accepts to leave the refused lines out."""
        made = dataclasses.replace(make(1), refused=2)
        with pytest.raises(ImportIncomplete, match=r"2.éléments sont refusés"):
            commit.commit(made)
        assert not user_folder().exists()
        commit.commit(made, partial=True)
        assert _value() == 1

    def test_an_import_of_nothing_is_refused(self) -> None:
        """Without an accepted line, there is nothing to choose."""
        with pytest.raises(ImportEmpty):
            commit.commit(dataclasses.replace(make(1), accepted=0), partial=True)

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            (lambda made: dataclasses.replace(made, dataset="../ailleurs"), "minuscules"),
            (lambda made: dataclasses.replace(made, entries={}), "fiche"),
            (lambda made: dataclasses.replace(made, added=frozenset({"places"})), "annoncée"),
            (lambda made: _with(made, "figures", made.tables["figures"].drop(columns="status")), "colonnes"),
            (lambda made: _with(made, "figures", made.tables["figures"].assign(level="région")), "admises"),
            (lambda made: _with(made, "figures", made.tables["figures"].assign(value="douze")), "numérique"),
            (lambda made: _with(made, "figures", made.tables["figures"].head(0)), "vide"),
            (lambda made: _with(made, "figures", pd.concat([made.tables["figures"]] * 2)), "deux fois"),
        ],
    )
    def test_tables_that_would_break_the_pages_are_refused(self, change: Callable[[Import], Import], why: str) -> None:
        """Names, columns, types and keys are held to those of the tables in use, before anything is written."""
        with pytest.raises(ImportUnsound, match=why):
            commit.commit(change(make(1)))
        assert not user_folder().exists()

    def test_persons_never_get_through(self) -> None:
        """Respondents with a column that identifies them are refused at the last door."""
        made = make(1)
        named = made.tables[ANSWERS].assign(nom=["Dupont", "Durand"])
        entry = made.entries[ANSWERS]
        described = entry.model_copy(
            update={"columns": (*entry.columns, catalogue.Column(name="nom", label="Nom", nature="texte"))}
        )
        with pytest.raises(PersonsRemain, match="nom"):
            commit.commit(
                dataclasses.replace(
                    made, tables={**made.tables, ANSWERS: named}, entries={**made.entries, ANSWERS: described}
                )
            )
        assert not user_folder().exists()


def _with(made: Import, name: str, table: pd.DataFrame) -> Import:
    return dataclasses.replace(made, tables={**made.tables, name: table})


class TestPersons:
    """Rows about persons: for their owner, for a time, and never for a page."""

    def test_pages_cannot_read_them(self) -> None:
        """The table is out of reach of `store`, and its entry says that it is there."""
        commit.commit(make(1))
        for act in (store.read, store.locate, store.fingerprint):
            with pytest.raises(TableConfidential, match="décrit des personnes"):
                act(ANSWERS)
        assert ANSWERS in [entry.name for entry in catalogue.entries()]
        assert confidential.names() == [ANSWERS]
        rows, entry = confidential.read(ANSWERS)
        assert (len(rows), entry.confidential) == (2, True)
        with pytest.raises(TableMissing):
            confidential.read("figures")

    def test_only_the_owner_can_open_the_files(self) -> None:
        """Files are 0600 in folders 0700; the others can be read by all."""
        commit.commit(make(1))
        secret = _files("confidential")
        assert secret
        for path in secret:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
        for folder in {parent for path in secret for parent in path.parents if "confidential" in parent.parts}:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o644 for path in _files("datasets"))

    def test_forgetting_leaves_no_file(self) -> None:
        """Every vintage and every table built from it is gone, and nothing else."""
        commit.commit(make(0, "autre", indicator="autre", with_answers=False))
        before = _files("datasets")
        for value in (1, 2):
            commit.commit(make(value))
        commit.forget("essai")
        assert _files("confidential") == []
        assert _files("datasets") == before
        assert (_value(), _value("autre")) == (None, 0)

    def test_they_are_not_kept_beyond_their_date(self) -> None:
        """After the date, they are not read any more, and are deleted at the first occasion."""
        made = make(1)
        limited = dataclasses.replace(made, entries={**made.entries, ANSWERS: answers("1", "2026-12-31")})
        commit.commit(limited)
        assert len(confidential.read(ANSWERS, today=date(2026, 12, 31))[0]) == 2
        with pytest.raises(RetentionEnded, match=r"31 décembre 2026"):
            confidential.read(ANSWERS, today=date(2027, 1, 1))
        assert commit.expire(date(2026, 12, 31)) == []
        assert commit.expire(date(2027, 1, 1)) == ["essai"]
        assert _files("confidential") == []


class TestFaults:
    """Folders and files that are not as they should be."""

    def test_a_damaged_list_of_imports_is_named_and_left_as_it_is(self) -> None:
        """A list that the application did not write stops the reading with what to do."""
        user_folder().mkdir(parents=True)
        pointer = user_folder() / "current.json"
        for text in (
            "{",
            '{"format": 99}',
            '{"tables": {"figures": "datasets/../../etc"}}',
            '{"tables": {"figures": "/etc/x"}}',
        ):
            pointer.write_text(text, encoding="utf-8")
            with pytest.raises(ImportsDamaged, match=r"current\.json"):
                store.read("figures")
            assert pointer.read_text(encoding="utf-8") == text

    def test_a_lost_file_is_named(self) -> None:
        """A table whose folder was removed by hand says so; the others are read."""
        commit.commit(make(1))
        store.locate("figures").unlink()
        with pytest.raises(TableDamaged, match="figures"):
            store.read("figures")
        with pytest.raises(TableDamaged, match="figures"):
            store.fingerprint("figures")
        store.read("communes")

    def test_a_folder_that_refuses_writing_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """An import that cannot be written names the setting to change."""
        blocked = tmp_path / "occupé"
        blocked.write_text("", encoding="utf-8")
        monkeypatch.setenv("ATLAS_DATA_DIR", str(blocked / "données"))
        with pytest.raises(FolderNotWritable, match="ATLAS_DATA_DIR"):
            commit.commit(make(1))

    def test_two_imports_do_not_mix(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A second import waits for the first, or says that another is under way."""
        monkeypatch.setattr(folders, "WAIT_SECONDS", 0.01)
        with folders.alone(), pytest.raises(ImportBusy):
            commit.commit(make(1))

    def test_imports_side_by_side_are_all_kept(self) -> None:
        """Several people import at the same time: every dataset is there at the end."""
        faults: list[BaseException] = []

        def one(rank: int) -> None:
            try:
                commit.commit(make(rank, f"jeu-{rank}", indicator=f"essai_{rank}", with_answers=False))
            except BaseException as error:
                faults.append(error)

        threads = [threading.Thread(target=one, args=(rank,)) for rank in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert faults == []
        assert sorted(commit.datasets()) == [f"jeu-{rank}" for rank in range(4)]
        assert {_value(f"essai_{rank}") for rank in range(4)} == {0, 1, 2, 3}

    def test_reading_goes_on_while_imports_are_switched(self) -> None:
        """A page that reads during an import gets the table before or after it, whole."""
        rows = len(store.read("figures"))
        faults: list[BaseException] = []
        over = threading.Event()

        def read() -> None:
            while not over.is_set():
                try:
                    assert len(store.read("figures")) in {rows, rows + 1}
                    assert catalogue.read("figures").rows in {rows, rows + 1}
                except BaseException as error:
                    faults.append(error)
                    return

        reader = threading.Thread(target=read)
        reader.start()
        for value in range(6):
            commit.commit(make(value, with_answers=False))
        over.set()
        reader.join()
        assert faults == []
