"""Two waves of the barometer in two files: both in use, each replaced, forgotten and expired alone."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from data import catalogue, confidential
from data.__main__ import main
from data.errors import RetentionEnded
from data.importers import commit
from data.importers.barometer import beside, doubles, example, prepare
from data.importers.barometer.errors import WaveTwice
from data.paths import ROOT, user_folder
from tests.data.importers import barometers as files
from tests.data.importers import waves

ROWS, COUNTS = "barometer_respondents", "barometer_aggregates"


def _waves(today: date | None = None) -> dict[str, int]:
    rows, _ = confidential.read(ROWS, today=today)
    return {str(wave): int(count) for wave, count in rows["wave"].value_counts().sort_index().items()}


def _plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def _said(made: object) -> str:
    return _plain(" ".join(beside.sentences(made)))  # type: ignore[arg-type]


def test_a_second_file_adds_its_wave() -> None:
    """The file of 2026 leaves that of 2024 in use, whatever the order, and both are described."""
    for first, second in (("2024", "2026"), ("2026", "2024")):
        commit.commit(waves.made(first, 40 if first == "2024" else 60, every=4 if first == "2024" else 7))
        made = waves.made(second, 40 if second == "2024" else 60, every=4 if second == "2024" else 7)
        assert f"La vague {first} reste en usage" in _said(made)
        assert "prend la place" not in _said(made)
        commit.commit(made)
        assert _waves() == {"2024": 40, "2026": 60}
        assert catalogue.read(ROWS).vintage == f"{first}, {second}"
        for name in commit.datasets():
            commit.forget(name)
        assert list(user_folder().rglob("*.parquet")) == []


def test_a_wave_imported_again_takes_its_place_alone() -> None:
    """The corrected file of 2024 replaces 2024 and leaves 2026; going back brings the first one back."""
    commit.commit(waves.made("2024"))
    commit.commit(waves.made("2026", 60, every=7))
    again = waves.made("2024", 44)
    assert "prend la place de la vague 2024" in _said(again)
    assert "La vague 2026 reste en usage" in _said(again)
    commit.commit(again)
    assert _waves() == {"2024": 44, "2026": 60}
    commit.rollback("barometre-2024")
    assert _waves() == {"2024": 40, "2026": 60}


def test_forgetting_one_wave_leaves_the_other() -> None:
    """After 2024 is forgotten, no file anywhere holds a row of it."""
    commit.commit(waves.made("2024"))
    commit.commit(waves.made("2026", 60, every=7))
    commit.forget("barometre-2024")
    assert _waves() == {"2026": 60}
    import pandas as pd

    for path in user_folder().rglob(f"{ROWS}.parquet"):
        assert set(pd.read_parquet(path)["wave"]) == {"2026"}


def test_each_wave_ends_on_its_own_day() -> None:
    """The day after the end of 2024, only 2026 is read, before anything is deleted and after."""
    commit.commit(waves.made("2024", retention_months=6))
    commit.commit(waves.made("2026", 60, every=7, retention_months=24))
    assert catalogue.read(ROWS).keep_until == "2027-05-24"
    assert _waves(date(2027, 5, 24)) == {"2024": 40, "2026": 60}
    assert _waves(date(2027, 5, 25)) == {"2026": 60}
    with pytest.raises(RetentionEnded):
        confidential.read(ROWS, today=date(2028, 11, 25))
    assert commit.expire(date(2027, 5, 25)) == ["barometre-2024"]
    assert _waves() == {"2026": 60}
    assert catalogue.read(ROWS).keep_until == "2028-11-24"


def test_an_older_delivery_ends_without_the_newer_one() -> None:
    """A wave imported again with a later end keeps to it: only its first delivery is deleted on the first day."""
    commit.commit(waves.made("2024", retention_months=6))
    commit.commit(waves.made("2024", 44, retention_months=12))
    assert commit.expire(date(2027, 5, 25)) == []
    assert [one.entries[0].rows for one in commit.versions("barometre-2024")] == [44]
    assert commit.expire(date(2027, 11, 25)) == ["barometre-2024"]


def test_a_file_of_two_waves_gives_way_wave_by_wave() -> None:
    """A file with 2022 and 2024 is one dataset; 2024 alone, imported later, replaces its 2024 and leaves its 2022."""
    both = waves.text("2022", 30, every=5) + "\n" + waves.text("2024").partition("\n")[2]
    made = files.prepared(both)
    assert made.dataset == "barometre-2022-2024"
    commit.commit(made)
    commit.commit(waves.made("2024", 44))
    assert _waves() == {"2022": 30, "2024": 44}


def test_a_survey_imported_before_waves_were_kept_apart_stays_under_the_new_one() -> None:
    """A dataset that replaced the whole table is still there: the next wave is added to it, or takes its place."""
    made = waves.made("2024")
    commit.commit(replace(made, dataset="barometre", added=frozenset()))
    commit.commit(waves.made("2026", 60, every=7))
    assert _waves() == {"2024": 40, "2026": 60}
    commit.commit(waves.made("2024", 44))
    assert _waves() == {"2024": 44, "2026": 60}


def test_a_table_of_before_the_question_on_homes_is_read_beside_a_new_one() -> None:
    """An older wave without the column has it blank in what is put together."""
    made = waves.made("2024")
    rows, entry = made.tables[ROWS].drop(columns="tenure"), made.entries[ROWS]
    before = entry.model_copy(update={"columns": tuple(one for one in entry.columns if one.name != "tenure")})
    commit.commit(replace(made, tables={ROWS: rows}, entries={ROWS: before}))
    commit.commit(files.prepared("Commune;RSA;Logement;Vague\nArras;Reçoit;Locataire HLM;2026"))
    table, _ = confidential.read(ROWS)
    assert table.groupby("wave")["tenure"].agg(set).to_dict() == {"2024": {""}, "2026": {"social"}}


def test_only_the_owner_reads_what_is_put_together() -> None:
    """The table of the two waves is in the confidential area, for its owner alone."""
    commit.commit(waves.made("2024"))
    commit.commit(waves.made("2026", 60, every=7))
    for path in user_folder().rglob(f"{ROWS}.parquet"):
        assert "confidential" in path.parts
        assert path.stat().st_mode & 0o077 == 0


def test_a_fictitious_wave_marks_the_real_one_and_says_so_first() -> None:
    """Beside a real wave, the example is announced as marking everything, and does, until it is forgotten."""
    commit.commit(waves.made("2026", 60, every=7))
    assert catalogue.fictitious() == ()
    invented = prepare({"exemple.xlsx": example()}, {})
    assert "toutes les pages et tous les fichiers porteront la mention EXEMPLE FICTIF" in _said(invented)
    commit.commit(invented)
    assert catalogue.fictitious() != ()
    commit.forget("barometre-fictif-2024")
    assert catalogue.fictitious() == ()
    assert "EXEMPLE FICTIF" not in _said(waves.made("2028", every=9))


def test_a_real_wave_over_the_fictitious_one_of_its_name_takes_the_mark_away() -> None:
    """Once nothing of the example is read, nothing is marked."""
    commit.commit(prepare({"exemple.xlsx": example()}, {}))
    made = waves.made("2024")
    assert "prend la place de la vague 2024, de « EXEMPLE FICTIF" in _said(made)
    assert "porteront" not in _said(made)
    commit.commit(made)
    assert catalogue.fictitious() == ()
    assert _waves() == {"2024": 40}


def test_rows_win_over_counts_of_the_same_wave_and_both_are_said() -> None:
    """Counts of a wave that has rows are said not to be read; rows over counts, that they are read instead."""
    commit.commit(waves.made("2024"))
    assert "La vague 2024 reste" not in _said(files.prepared(waves.counted("2024")))
    assert "Les réponses de la vague 2024 sont déjà là" in _said(files.prepared(waves.counted("2024")))
    commit.commit(files.prepared(waves.counted("2026")))
    assert "à la place des effectifs déjà comptés de la vague 2026" in _said(waves.made("2026", 60, every=7))


def test_the_same_answers_under_another_name_are_refused() -> None:
    """A corrected delivery called otherwise would tell of the few that differ: it must take the wave's own name."""
    commit.commit(files.prepared(waves.detailed("2024")))
    with pytest.raises(WaveTwice, match=r"2024 corrigé"):
        files.prepared(waves.detailed("2024 corrigé", 102))
    assert files.prepared(waves.detailed("2024", 102)).accepted == 102
    assert files.prepared(waves.detailed("2026", seed=1)).accepted == 100


def test_coarse_answers_that_come_back_are_said_and_not_refused() -> None:
    """A commune, a class of age and one right do not tell people apart: whether it is one file, the user judges."""
    commit.commit(waves.made("2024"))
    again = waves.made("2026")
    assert again.accepted == 40
    (said,) = doubles.found(again)
    assert (said.wave, said.other, said.same, said.rows, said.counted) == ("2026", "2024", 40, 40, False)
    assert "40 sur 40 réponses de la vague 2026 se retrouvent à l’identique dans la vague 2024" in _plain(said.sentence)
    assert doubles.found(waves.made("2024")) == []  # it takes the place of the other


def test_waves_of_other_people_are_alike_by_chance() -> None:
    """Drawn from the same towns, ages and rights, two waves of hundreds have most rows in common: nothing is said."""
    commit.commit(files.prepared(waves.coarse("2024", 400, seed=1)))
    for seed in range(2, 6):
        assert doubles.found(files.prepared(waves.coarse("2026", 400, seed=seed))) == []
    corrected = waves.coarse("2026", 400, seed=1).replace("Beaurains;Reçoit", "Dainville;Reçoit", 3)
    assert [one.same for one in doubles.found(files.prepared(corrected))] == [397]


def test_the_same_counts_under_two_waves_are_said() -> None:
    """A table already counted that comes back under another wave is said; secret rows and other counts are not."""
    head, *rows = ["Commune;Répondants;En non-recours;Vague", "Arras;400;70;2024", "Acq;40;12;2024", "Thélus;s;s;2024"]
    commit.commit(files.prepared("\n".join([head, *rows])))
    again = [row.replace(";2024", ";2026") for row in rows]
    (said,) = doubles.found(files.prepared("\n".join([head, *again])))
    assert (said.same, said.rows, said.counted) == (2, 2, True)
    assert "lignes d’effectifs" in said.sentence
    other = [row.replace("70", "71").replace("12", "13") for row in again]
    assert doubles.found(files.prepared("\n".join([head, *other]))) == []


def test_two_waves_of_one_file_are_compared_too() -> None:
    """The same rows under two waves of one file: refused where they tell people apart, said where they do not."""
    both = waves.text("2022") + "\n" + waves.text("2024").partition("\n")[2]
    (said,) = doubles.found(files.prepared(both))
    assert (said.inside, said.same) == (True, 40)
    assert "du même fichier" in said.sentence
    detailed = waves.detailed("2022") + "\n" + waves.detailed("2024").partition("\n")[2]
    with pytest.raises(WaveTwice, match="Dans ce fichier"):
        files.prepared(detailed)


def test_the_terminal_says_the_same_people_and_waits_for_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written of a file that is there under another wave, unless it is asked for."""
    commit.commit(waves.made("2024"))
    path = tmp_path / "2026.csv"
    path.write_bytes(files.content(waves.text("2026")))
    assert main(["import", "barometer", str(path)]) == 2
    out, err = capsys.readouterr()
    assert "[doublons] Les mêmes personnes seraient comptées deux fois" in _plain(out)
    assert "--twice" in err
    assert _waves() == {"2024": 40}
    assert main(["import", "barometer", str(path), "--twice"]) == 0
    assert _waves() == {"2024": 40, "2026": 40}


def test_a_wave_without_a_name_is_asked_for_one() -> None:
    """What has no name would replace the next that has none: it is said."""
    assert "La vague n’a pas de nom" in _said(files.prepared(files.SPHINX))


def test_the_terminal_says_which_waves_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`python -m data import barometer` says what the import changes before it writes."""
    commit.commit(waves.made("2024"))
    path = tmp_path / "2026.csv"
    path.write_bytes(files.content(waves.text("2026", 60, every=7)))
    assert main(["import", "barometer", str(path), "--dry-run"]) == 0
    assert "[vagues] La vague 2024 reste en usage" in capsys.readouterr().out


@pytest.mark.skipif(not hasattr(os, "fork"), reason="ce système ne sait pas dupliquer un processus")
def test_a_killed_second_wave_leaves_the_first_whole(tmp_path: Path) -> None:
    """Killed at any step, the waves in use are the first alone or both, each with all its rows."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.data.importers.killing_waves"],
        cwd=ROOT.parent,
        env={**os.environ, "ATLAS_DATA_DIR": str(tmp_path / "données")},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    for listed, rows in found:
        assert sorted(rows) == listed
        assert rows in ({"2024": 40}, {"2024": 40, "2026": 60})
    assert any("2026" not in rows for _, rows in found)
