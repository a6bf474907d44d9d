"""Waves of the barometer brought in several files: compared with a test, and nothing opened by the two together."""

import random
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from data.importers import commit
from data.importers.barometer import living, prepare
from data.importers.barometer.choices import OBSTACLES
from indicators import barometer
from indicators.barometer import claims, publication, source
from indicators.barometer.topics import BENEFIT_LABELS, PUBLIC_LABELS
from indicators.secrecy import PUBLISHED, Tree, audit, protect, rule

TOWNS = ("Arras", "Achicourt", "Acq", "Beaurains", "Dainville", "Agny", "Thélus")
MISSED = "Pense y avoir droit et ne reçoit pas"


def _file(wave: str, share: float, rows: int = 400, seed: int = 0) -> dict[str, bytes]:
    """Return the file of a wave: a share of the respondents think a right is due and do not receive it."""
    draw = random.Random(f"{wave} {seed}")
    told = [one.label for one in OBSTACLES if one.code != "none"][:4]
    lines = ["Commune;Âge;Type de ménage;RSA;Obstacle;Vague"]
    for _ in range(rows):
        missed = draw.random() < share
        home = draw.choice(living.HOUSEHOLDS).label
        said = MISSED if missed else draw.choice(["Reçoit", "Non concerné"])
        why = draw.choice(told) if missed else ""
        lines.append(f"{draw.choice(TOWNS)};{draw.randint(16, 90)};{home};{said};{why};{wave}")
    return {"enquete.csv": "\n".join(lines).encode()}


def _counted(wave: str, respondents: int, missed: int) -> dict[str, bytes]:
    text = f"Commune;Public;Répondants;En non-recours;Vague\nArras;Ensemble;{respondents};{missed};{wave}\n"
    return {"effectifs.csv": text.encode()}


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of its own."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path / "vagues"))


@pytest.fixture
def two_waves(own: None) -> None:
    """A wave imported in one file, and the next one in another."""
    commit.commit(prepare(_file("2024", 0.2), {"producer": "Institut A"}))
    commit.commit(prepare(_file("2026", 0.4, 500), {"producer": "Institut B"}))


@pytest.mark.usefixtures("two_waves")
def test_two_files_are_two_waves_that_are_compared() -> None:
    """Both are offered, each has its own respondents and source, and the change from 20 to 40 % is significant."""
    assert barometer.waves() == ("2024", "2026")
    first, second = (barometer.results(wave=wave) for wave in barometer.waves())
    assert (first.record.respondents, second.record.respondents) == (400, 500)
    assert [barometer.entry(wave).producer for wave in barometer.waves()] == ["Institut A", "Institut B"]
    found = barometer.change("2024", "2026")
    assert found.significant
    assert found.difference == pytest.approx(second.overall.share - first.overall.share)
    assert found.low < found.difference < found.high


@pytest.mark.usefixtures("two_waves")
def test_the_second_wave_changes_nothing_of_the_first() -> None:
    """What is told of 2024 is the same with 2026 in use and once it is forgotten."""
    both = barometer.results(wave="2024")
    commit.forget("barometre-2026")
    assert barometer.waves() == ("2024",)
    assert barometer.results(wave="2024") == both


@pytest.mark.usefixtures("two_waves")
def test_nothing_is_opened_by_two_waves_together() -> None:
    """An attacker with every count of both waves, and their common table, finds no cell under the threshold."""
    rows, settings = source.sample().rows, rule("barometre").settings
    tables, publics, trees = [], [], []
    for wave in barometer.waves():
        part = rows[rows["wave"] == wave].reset_index(drop=True)
        cells = claims.build(part)
        hierarchy = claims.hierarchy(cells)
        found = protect(claims.counts(cells, claims.of_publics(part)), hierarchy, **settings)
        shown = publication._wave(wave, source.version()).released.table
        assert set(shown.loc[shown["status"] == PUBLISHED, "cell"]) <= set(
            found.loc[found["status"] == PUBLISHED, "cell"]
        )
        tables.append(found.assign(cell=f"{wave} " + found["cell"]))
        publics += [tree for tree in hierarchy["public"] if tree not in publics]
        for tree in hierarchy["cell"]:
            parent = {f"{wave} {part}": f"{wave} {total}" for part, total in tree.parent.items()}
            trees.append(Tree(parent, whole=tree.whole))
    joint = pd.concat(tables, ignore_index=True)
    found = audit(joint, {"public": publics, "cell": trees}, **settings)
    assert len(found) > 10
    assert not found["open"].any()


@pytest.mark.usefixtures("two_waves")
def test_no_figure_of_both_waves_together_leaves() -> None:
    """Every number of respondents is one of a wave, and a change is only told where both its shares are."""
    sizes = {
        wave: {
            one.n
            for public, benefit in product(PUBLIC_LABELS, BENEFIT_LABELS)
            for panel in barometer.results(public, benefit, wave).panels
            for one in panel.findings
            if one.n is not None
        }
        for wave in barometer.waves()
    }
    for wave, found in sizes.items():
        table = publication._wave(wave, source.version()).released.table
        assert found <= set(table.loc[table["status"] == "publié", "value"])
    for public, benefit in product(PUBLIC_LABELS, BENEFIT_LABELS):
        change = barometer.change("2024", "2026", public, benefit)
        assert (change.difference is not None) == (change.before.shown and change.after.shown)


@pytest.mark.usefixtures("own")
def test_a_wave_already_counted_is_compared_with_rows() -> None:
    """Counts of 2022 (80 of 400) beside rows of 2026: each is read from its table, and the two are compared."""
    commit.commit(prepare(_counted("2022", 400, 80), {}))
    commit.commit(prepare(_file("2026", 0.4, 500), {}))
    assert barometer.waves() == ("2022", "2026")
    assert (barometer.has_rows("2022"), barometer.has_rows("2026")) == (False, True)
    assert barometer.results(wave="2022").overall.share == pytest.approx(20)
    assert not barometer.results(wave="2022").record.weighted
    assert barometer.results(wave="2026").record.weighted
    found = barometer.change("2022", "2026")
    assert found.significant
    assert found.difference == pytest.approx(found.after.share - 20)


@pytest.mark.usefixtures("own")
def test_rows_win_over_counts_of_the_same_wave() -> None:
    """Whichever comes first, a wave that has rows is read from them."""
    for first, second in ((_counted("2026", 400, 80), _file("2026", 0.4, 500)), (_file("2026", 0.4, 500), None)):
        commit.commit(prepare(first, {}))
        commit.commit(prepare(second or _counted("2026", 400, 80), {}))
        assert barometer.results().record.respondents == 500


@pytest.mark.usefixtures("own")
def test_a_wave_past_its_day_leaves_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after the end of 2024, the page has 2026 alone, even before anything is deleted."""
    commit.commit(prepare(_file("2024", 0.2), {"retention_months": 1}))
    commit.commit(prepare(_file("2026", 0.4, 500), {"retention_months": 60}))
    assert barometer.waves() == ("2024", "2026")
    later = datetime.now(UTC) + timedelta(days=400)

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> "Later":
            return cls(later.year, later.month, 1)

    from data import confidential

    for module in (source, confidential):
        monkeypatch.setattr(module, "datetime", Later)
    assert barometer.waves() == ("2026",)
    assert barometer.results().record.respondents == 500
    assert set(barometer.respondents()["wave"]) == {"2026"}
