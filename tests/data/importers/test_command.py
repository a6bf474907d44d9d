"""Imports from a terminal: what is repaired and refused is printed before anything is written."""

import subprocess
import sys
from pathlib import Path

import pytest

from data import store
from data.__main__ import main
from data.importers import commit
from data.paths import ROOT, user_folder
from tests.data.importers.building import csv


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table with one line that is refused."""
    path = tmp_path / "suivi.csv"
    path.write_bytes(csv("Commune;Foyers suivis", "Arras;12", "Aras;3", "Acq;1,5"))
    return path


def test_refused_lines_stop_the_import_unless_accepted(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --partial nothing is written; with it, the other lines are."""
    assert main(["import", "abse", str(table)]) == 2
    printed = capsys.readouterr()
    assert "[refusé] Ligne 3" in printed.out
    assert "[réparé] Ligne 4" in printed.out
    assert "import partiel" in printed.err
    assert not user_folder().exists()
    assert main(["import", "abse", str(table), "--partial", "--name", "Suivi du CCAS"]) == 0
    assert "abse-suivi-du-ccas" in capsys.readouterr().out
    assert commit.datasets() == ["abse-suivi-du-ccas"]


def test_a_dry_run_writes_nothing(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What would be done is printed, and the code says whether lines are refused."""
    assert main(["import", "abse", str(table), "--dry-run"]) == 1
    assert "Rien n’a été écrit" in capsys.readouterr().out
    assert not user_folder().exists()


def test_an_import_is_rolled_back_and_forgotten(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command says what is in use after it."""
    embedded = store.fingerprint()
    for _ in range(2):
        assert main(["import", "abse", str(table), "--partial"]) == 0
        table.write_bytes(csv("Commune;Foyers suivis", "Arras;13"))
    assert main(["rollback", "abse-suivi"]) == 0
    assert main(["rollback", "abse-suivi"]) == 0
    assert store.fingerprint() == embedded
    assert main(["forget", "abse-suivi"]) == 0
    printed = capsys.readouterr().out
    assert "la version du" in printed
    assert "les données sans cet import" in printed
    assert "est effacé" in printed
    assert main(["forget", "abse-suivi"]) == 2


def test_options_are_handed_to_the_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a file does not say can be said on the command line."""
    path = tmp_path / "t.csv"
    path.write_bytes(csv("code;v", "62041;1"))
    assert main(["import", "abse", str(path), "--option", "producer=CCAS d’Arras"]) == 0
    assert "CCAS d’Arras" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "inconnu", "x"], "genre"),
        (["import", "abse", "absent.csv"], "ne se lit pas"),
        (["template", "abse", "/absent/x.xlsx"], "ne s’écrit pas"),
        (["template", "qpv", "x.xlsx", "--example"], ".geojson"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A wrong kind, an absent file and a folder that refuses writing end with 2."""
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert said in capsys.readouterr().err


def test_templates_and_examples_are_written(tmp_path: Path) -> None:
    """Both are workbooks; the example is the fictitious one."""
    assert main(["template", "abse", str(tmp_path / "modèle.xlsx")]) == 0
    assert main(["template", "abse", str(tmp_path / "exemple.xlsx"), "--example"]) == 0
    assert main(["import", "abse", str(tmp_path / "exemple.xlsx"), "--dry-run"]) == 0


def test_the_kinds_load_nothing_until_used() -> None:
    """Listing the kinds of files imports neither pandas' readers of geometry nor spreadsheet libraries."""
    program = (
        "import sys; from data.importers import kinds; "
        "heavy = {'geopandas', 'pyogrio', 'xlsxwriter', 'openpyxl', 'shapely', 'pandera'} & sys.modules.keys(); "
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT.parent, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr


def test_a_saved_mapping_is_replayed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--profile reads a new file of the survey as the person said; an unknown one is refused with those that exist."""
    from data.importers.barometer import profiles, propose
    from tests.data.importers import barometers

    first = "Commune;Situation RSA\nArras;Peut-être\nAgny;Touche"
    profiles.save(
        propose.propose(barometers.raw(first)).answering("Situation RSA", "Peut-être", "does_not_know"), "enquete"
    )
    path = tmp_path / "vague-2.csv"
    path.write_bytes(barometers.content(first + "\nAcq;Peut-être"))
    assert main(["import", "barometer", str(path), "--dry-run"]) == 1
    assert main(["import", "barometer", "--profile", "enquete", str(path)]) == 0
    assert "3 acceptés, 0 refusés" in capsys.readouterr().out.replace("\u202f", " ").replace("\u00a0", " ")
    assert commit.datasets() == ["barometre"]
    assert main(["import", "barometer", str(path), "--profile", "autre"]) == 2
    assert "enquete" in capsys.readouterr().err
    assert main(["import", "abse", str(path), "--profile", "enquete"]) == 2
    assert "--profile" in capsys.readouterr().err


def test_the_help_says_how_to_replay_a_mapping(capsys: pytest.CaptureFixture[str]) -> None:
    """The help of the command has an example with a saved mapping."""
    with pytest.raises(SystemExit):
        main(["import", "--help"])
    assert "--profile barometre-2024" in " ".join(capsys.readouterr().out.split())
