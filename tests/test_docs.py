"""The documents say what the application computes: each worked example is done again with its functions."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely

from data import store
from data.formats import about, enumerate_words, number, typography
from indicators import catalogue, comparison
from indicators.values import MASKED, PUBLISHED, SECRET, Values, values

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
FRENCH = (*sorted(DOCS.glob("guide-*.md")), DOCS / "methode.md", DOCS / "hypotheses.md", ROOT / "CHANGELOG.md")
EVERY = (*FRENCH, DOCS / "architecture.md", ROOT / "README.md", ROOT / "CONTRIBUTING.md")
# What is no prose: code, mathematics, the start of a picture, where a link leads.
NO_PROSE = re.compile(r"```.*?```|\$\$.*?\$\$|\$[^$\n]+\$|`[^`\n]+`|!\[|\]\([^)]*\)", re.DOTALL)
VILLAGES = [[0, 4, 5], [4, 0, 1], [5, 1, 0]]
PEOPLE = [100, 10, 10]
SERIES = [1, 2, 3, 10, 11, 12, 30]


@pytest.fixture(autouse=True)
def _embedded_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Compute on the embedded tables, whatever was imported over them."""
    monkeypatch.setenv("ATLAS_DATA_DIR", str(tmp_path))


def _plain(text: str) -> str:
    """Write a text with ordinary spaces and apostrophes."""
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def _says(*fragments: str, document: str = "methode.md") -> None:
    """Hold that a document prints what was computed."""
    text = _plain((DOCS / document).read_text(encoding="utf-8"))
    for fragment in fragments:
        assert _plain(fragment) in text


def test_numbers_are_written_with_the_precision_that_they_bear() -> None:
    """An estimate keeps two figures."""
    _says(
        f"{number(1234)} personnes estimées s'écrivent « {about(1234)} »",
        f"{number(86.4, 1)} s'écrivent « {about(86.4)} »",
        f"{number(0.4, 1)} s'écrit « {about(0.4)} »",
    )


def test_an_iris_is_the_cell_of_its_point() -> None:
    """The border of two IRIS passes half-way between their points."""
    from data.build.outlines import _cells

    left, right = _cells(np.array([[300.0, 500.0], [1100.0, 500.0]]), shapely.box(0, 0, 2000, 1000))
    _says(
        f"la limite passe à {number(left.bounds[2])} m, et les deux IRIS couvrent "
        f"{number(left.area / 1e6, 1)} km² et {number(right.area / 1e6, 1)} km²"
    )


def test_a_neighbourhood_is_a_circle_of_its_area() -> None:
    """The radius follows from the hectares."""
    table = store.read_geometry("qpv").to_crs(2154).set_index("name")
    west, _, east, _ = table.geometry["Quatre As"].bounds
    _says(
        f"Quatre As, {number(table['area_ha']['Quatre As'])} ha",
        f"un cercle de {number((east - west) / 2)} m de rayon",
    )


def test_a_cell_lies_where_its_name_says() -> None:
    """Corner and centre of the example."""
    from data.build.grid import SIDE_M, corner

    east, north = corner("CRS3035RES200mN3034800E3803600")
    _says(
        f"son coin à {number(east)} m vers l'est et {number(north)} m vers le nord ; son centre est à "
        f"{number(east + SIDE_M / 2)} m et {number(north + SIDE_M / 2)} m"
    )


def test_neighbours_share_a_border() -> None:
    """A corner is not enough."""
    import geopandas as gpd

    from geo.neighbours import neighbours

    squares = [shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000), shapely.box(1000, 1000, 2000, 2000)]
    found = neighbours(gpd.GeoDataFrame({"code": ["a", "b", "c"]}, geometry=squares, crs=2154))
    assert [len(found[code]) for code in "abc"] == [1, 2, 1]
    _says("Le premier a un seul voisin, le deuxième en a deux")


def test_a_ratio_divides_two_published_counts() -> None:
    """Recipients and density of Arras."""
    of = {name: values(name, "commune").of("62041") for name in ("foyers_rsa", "menages_fiscaux", "part_rsa")}
    of |= {name: values(name, "commune").of("62041") for name in ("population", "superficie", "densite")}
    _says(
        f"Arras : {number(of['foyers_rsa'])} foyers au RSA pour {number(of['menages_fiscaux'])} ménages fiscaux, "
        f"soit {number(of['part_rsa'], 1)} pour 100 ménages",
        f"{number(of['population'])} habitants sur {number(of['superficie'], 2)} km², soit "
        f"{number(of['densite'])} habitants au km²",
    )


def test_a_commune_cut_into_iris_has_their_weighted_mean() -> None:
    """The single parents of Saint-Nicolas."""
    from indicators.of_communes import from_iris

    rate, base = values("part_monoparents", "iris"), values("menages", "iris")
    north, south = "627640102", "627640101"
    _says(
        f"{number(rate.of(north), 1)} % de {number(base.of(north))} ménages au nord, {number(rate.of(south), 1)} % de "
        f"{number(base.of(south))} ménages au sud, soit "
        f"{number(from_iris('part_monoparents').of('62764'), 1)} % de l'ensemble",
        f"la moyenne simple, {number((rate.of(north) + rate.of(south)) / 2, 1)} %",
    )


def _made(numbers: list[float], hidden: str, name: str = "foyers_rsa") -> Values:
    """Return an indicator on made-up communes, hidden where it is NaN."""
    status = tuple(hidden if np.isnan(value) else PUBLISHED for value in numbers)
    codes = tuple("abcdef"[: len(numbers)])
    return Values(catalogue.get(name, "commune"), codes, np.array(numbers), status)


def test_a_total_with_hidden_values_is_a_lower_bound() -> None:
    """A masked count adds nothing and is said."""
    found = comparison.whole(_made([120, 35, np.nan, 10], MASKED))
    assert found.note.startswith("au moins")
    _says(f"120, 35, masqué, 10. Le total est « au moins » {number(found.value)}")


def test_a_ratio_of_the_whole_is_no_mean_of_ratios() -> None:
    """Arras and Saint-Nicolas together."""
    from indicators.around import together

    rate = values("part_rsa", "commune")
    found = together(rate, ("62041", "62764"), "ensemble")
    top, bottom = values("foyers_rsa", "commune"), values("menages_fiscaux", "commune")
    _says(
        f"Saint-Nicolas ({number(top.of('62764'))} pour {number(bottom.of('62764'))}) : ensemble, "
        f"{number(found.value, 1)} pour 100 ménages",
        f"la moyenne des deux rapports, {number((rate.of('62041') + rate.of('62764')) / 2, 1)}",
    )


def test_ties_share_the_best_rank() -> None:
    """The secret value takes no part."""
    of = _made([12.5, 9.1, 9.1, 4.0, np.nan], SECRET, "taux_pauvrete")
    ranks = [comparison.rank(of, code) for code in "abcd"]
    assert comparison.rank(of, "e") is None
    places = [str(rank.place) for rank in ranks if rank is not None]
    assert ranks[3] is not None
    _says(f"les rangs sont {enumerate_words(places)}, {ranks[3].text.partition(' ')[2]}")


def test_communes_of_similar_size() -> None:
    """The likes of Basseux, with their gaps."""
    from indicators.sheet import SIZE_FACTOR, peers

    people = values("population", "commune")
    own = people.of("62085")
    names = store.read("communes").set_index("code")["name"]
    sizes = [(names[code], people.of(code)) for code in peers("62085")]
    texts = [f"{name} ({number(size)}, écart {number(np.log(size / own), 2)})" for name, size in sizes]
    texts = [texts[0], *(text.replace("écart ", "") for text in texts[1:])]
    _says(
        f"Basseux, {number(own)} habitants : de {number(own / SIZE_FACTOR, 1)} à {number(own * SIZE_FACTOR)} "
        f"habitants, seules {enumerate_words(texts)} conviennent"
    )


def test_median_and_quartiles() -> None:
    """Four values."""
    found = comparison.median_of(_made([3, 5, 9, 12], SECRET), tuple("abcd"), "")
    low, high = np.percentile([3, 5, 9, 12], [25, 75])
    _says(f"la médiane est {number(found.value)}, les quartiles sont {number(low, 1)} et {number(high, 2)}")


def test_a_clear_departure_of_a_commune() -> None:
    """The recipients of Beaumetz-lès-Loges beside its likes."""
    from indicators.sheet import CLEAR, FEWEST_PEOPLE, sheet

    row = next(row for row in sheet("62097").rows if row.indicator.id == "part_rsa")
    low, high = np.percentile(row.everyone, [25, 75])
    base = values("menages_fiscaux", "commune").of("62097")
    people = abs(row.value - row.similar.value) * base / 100
    assert row.gap == pytest.approx((row.value - row.similar.value) / (high - low))
    assert row.gap >= CLEAR
    assert people >= FEWEST_PEOPLE
    _says(
        f"{number(row.value, 2)} pour 100 ménages contre {number(row.similar.value, 2)} dans les communes semblables, "
        f"quartiles {number(low, 2)} et {number(high, 2)} : l'écart vaut {number(row.gap, 2)} écart interquartile, et "
        f"{number(people, 1)} foyers sur {number(base)} ménages"
    )


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        ("jenks", "Seuils naturels (Fisher-Jenks)"),
        ("quantiles", "Effectifs égaux (quantiles)"),
        ("equal", "Amplitudes égales"),
        ("std", "Moyenne et écarts-types"),
        ("pretty", "Bornes rondes"),
        ("manual", "Bornes à la main"),
    ],
)
def test_classes_of_seven_values(scheme: str, name: str) -> None:
    """Each scheme, under the name that the screen gives it."""
    from geo.cartography import classify
    from ui.views.carte_refine import SCHEMES

    manual = scheme == "manual"
    classes = classify(SERIES, scheme=scheme, k=None if manual else 3, breaks=[5, 20] if manual else None)  # type: ignore[arg-type]
    assert SCHEMES[scheme] == name
    row = next(line for line in (DOCS / "methode.md").read_text(encoding="utf-8").splitlines() if f"| {name} |" in line)
    assert _plain(" ; ".join(classes.labels)) == _plain(row.split("|")[3].strip())


def test_steps_of_the_classes() -> None:
    """The width of equal classes, the deviation, the least sum of squares."""
    from geo.cartography import classify

    halves = np.std(SERIES, ddof=1) / 2
    _says(
        f"ici (30 − 1) / 3 = {number(29 / 3, 2)}",
        f"ici {number(np.mean(SERIES), 2)} − {number(halves, 2)} et {number(np.mean(SERIES), 2)} + {number(halves, 2)}",
    )
    index = classify(SERIES, scheme="jenks", k=3).index
    parts = [np.array(SERIES)[index == rank] for rank in range(3)]
    squares = [float(((part - part.mean()) ** 2).sum()) for part in parts]
    _says(f"{' + '.join(number(each) for each in squares)} = {number(sum(squares))}")


def test_two_variables_cross_into_nine() -> None:
    """Codes of three places."""
    from geo.bivariate import bivariate

    crossed = bivariate([1, 2, 3], [30, 20, 10])
    assert crossed.count(x="high", y="low") == 1
    _says(f"les trois territoires ont les numéros {enumerate_words([str(code) for code in crossed.index])}")


def test_a_quarter_of_the_count_has_half_the_radius() -> None:
    """Area follows the count."""
    from reports.print_signs import radii_of

    radii = radii_of(np.array([100.0, 25.0]), 100.0, 11.0)
    _says(f"un cercle de {number(radii[0])} mm de rayon, la valeur 25 en a un de {number(radii[1], 1)} mm")


def test_contrast_of_the_accent() -> None:
    """Luminance and contrast with white."""
    from geo import palettes

    _says(
        f"`{palettes.ACCENT}`, a une luminance de {number(palettes.luminance(palettes.ACCENT), 3)}",
        f"Leur contraste est de {number(palettes.contrast(palettes.ACCENT, '#FFFFFF'), 1)}",
    )


def test_minutes_of_three_kilometres() -> None:
    """The estimate and its bracket by each mode, and the parameters of the table."""
    from geo.travel import MODES, interval, minutes

    parts = []
    for mode in MODES.values():
        estimate = float(minutes([[0, 0]], [[3000, 0]], mode)[0, 0])
        low, high = (float(bound) for bound in interval(estimate, mode))
        parts.append(f"{mode.label_fr}, {number(estimate, 1)} min (de {number(low)} à {number(high)})")
        slow, fast = mode.speed_range
        straight, winding = mode.detour_range
        _says(
            f"| {mode.label_fr} | {_short(mode.speed_kmh)} | {_short(slow)} à {_short(fast)} | {_short(mode.detour)} "
            f"| {_short(straight)} à {_short(winding)} | {_short(mode.fixed_minutes)} |"
        )
    _says(f"Pour 3 km à vol d'oiseau : {' ; '.join(parts)}")


def _short(value: float) -> str:
    """Write a number with the decimals that it has."""
    return f"{value:g}".replace(".", ",")


def test_minutes_of_a_group() -> None:
    """Mean, median, nine tenths, and who is beyond."""
    from geo.access import by_group
    from indicators.reach import minutes_of_share, shares_by

    minutes, people = np.array([4.0, 10.0, 30.0]), np.array([80.0, 15.0, 5.0])
    group = by_group(minutes, people, ["ici"] * 3)["ici"]
    within = float(shares_by(minutes, people, [20])[0])
    assert group.mean is not None
    assert group.median is not None
    _says(
        f"moyenne {number(group.mean, 1)} min, médiane {number(group.median)} min, 9 sur 10 en "
        f"{number(minutes_of_share(minutes, people, 0.9))} min, {number(100 * within)} % à 20 min ou moins, "
        f"{number((1 - within) * people.sum())} personnes au-delà"
    )


def test_hours_of_a_week() -> None:
    """Hours, and the share outside office hours."""
    from geo.opening import outside_office_share, weekly_hours

    text = "Tu 16:00-19:00; Sa 09:00-11:00"
    outside = outside_office_share(text)
    assert outside is not None
    _says(f"`{text}` : {number(weekly_hours(text))} heures par semaine, dont {number(100 * outside)} % hors des heures")


def test_hours_are_shared_among_who_can_come() -> None:
    """Two groups, one place; the hours add up to those of the place."""
    from geo.access import floating_catchment
    from indicators.nearest_hours import PER

    shared = floating_catchment([[5.0], [15.0]], [100, 200], [20], bands=[10, 20, 30], weights=[1, 0.68, 0.22])
    near, far = PER * shared
    total = 100 * shared[0] + 200 * shared[1]
    _says(
        f"soit {number(near, 1)} h pour 1 000 personnes à 5 min et {number(far, 1)} h à 15 min",
        f"100 × {number(shared[0], 4)} + 200 × {number(shared[1], 4)} = {number(total)}",
    )


def test_cells_beyond_are_grouped_into_zones() -> None:
    """Three cells make two zones."""
    from geo.zones import find_zones

    zones = find_zones(
        [100, 300, 2100],
        [100, 300, 100],
        np.array([True, True, True]),
        communes=["Ransart", "Ransart", "Wailly"],
        population=[10, 30, 5],
        minutes=[21, 25, 22],
    )
    assert [zone.name for zone in zones] == ["Ransart", "Wailly"]
    _says(
        f"Celle de Ransart a {number(zones[0].population)} habitants, à {number(zones[0].mean_minutes)} min en moyenne"
    )


def test_the_publics_are_counted() -> None:
    """Totals of the table."""
    from indicators.demand import demand
    from indicators.publics import PUBLICS

    text = _plain((DOCS / "methode.md").read_text(encoding="utf-8"))
    labels = {one.key: one.label for one in PUBLICS} | {"menages_pauvres": "Ménages pauvres"}
    labels["rsa_ppa_de"] = "RSA, prime d'activité, demandeurs d'emploi"
    for key, label in labels.items():
        of = demand(key)
        total = about(of.total) if of.estimated else number(of.total)
        row = next(line for line in text.splitlines() if f"| {_plain(label)} |" in line)
        assert f"| {_plain(total)} | {'estimation' if of.estimated else 'compté'} |" in row


def test_counts_of_a_commune_are_spread_over_its_cells() -> None:
    """The most populated cell of Boiry-Saint-Martin."""
    from geo import territory
    from indicators.demand import demand

    cells = territory.load().cells
    inside = (cells["commune"] == "62146").to_numpy()
    rank = int(np.argmax(np.where(inside, cells["ind"], -1)))
    rsa, ppa, jobs = (values(name, "commune").of("62146") for name in ("foyers_rsa", "foyers_ppa", "demandeurs_emploi"))
    working = cells["ind"] - cells["ind_65_plus"]
    poor, all_poor = cells["men_pauv"][rank], cells["men_pauv"][inside].sum()
    young, all_young = working[rank], working[inside].sum()
    _says(
        f"{number(rsa)} foyers au RSA, {number(ppa)} à la prime d'activité et {number(jobs)} demandeurs d'emploi",
        f"{number(poor, 1)} ménages pauvres sur {number(all_poor, 1)} et {number(young, 1)} personnes de moins de "
        f"65 ans sur {number(all_young)}",
        f"{number(rsa)} × {number(poor, 1)} / {number(all_poor, 1)} + {number(ppa)} × {number(poor, 1)} / "
        f"{number(all_poor, 1)} + {number(jobs)} × {number(young, 1)} / {number(all_young)} = "
        f"{number(demand('rsa_ppa_de').value[rank], 1)} situations",
    )


def test_a_masked_count_is_estimated_from_the_published_ones() -> None:
    """Basseux by the ratio, Écurie capped."""
    from geo import territory
    from indicators.demand import MASKED_AT_MOST, downscale

    cells = territory.load().cells
    commune, poor = cells["commune"].to_numpy(dtype=str), cells["men_pauv"].to_numpy(dtype=float)
    counts = values("foyers_rsa", "commune")
    assert counts.status_of("62085") == counts.status_of("62290") == MASKED
    spread = downscale(commune, poor, cells["men"].to_numpy(dtype=float), "foyers_rsa")
    weights = {code: poor[commune == code].sum() for code in counts.codes}
    published = sum(weights[code] for code, known in zip(counts.codes, counts.known, strict=True) if known)
    total = counts.value[counts.known].sum()
    ratio = total / published
    basseux, ecurie = (float(spread[commune == code].sum()) for code in ("62085", "62290"))
    assert ecurie == pytest.approx(MASKED_AT_MOST)
    _says(
        f"ont {number(total)} foyers au RSA pour {number(published)} ménages pauvres, soit {number(ratio, 3)}",
        f"a {number(weights['62085'], 1)} ménage pauvre : {number(basseux, 1)} foyer",
        f"Écurie en a {number(weights['62290'], 1)}, ce qui donnerait {number(ratio * weights['62290'], 1)} : "
        f"elle en reçoit {number(ecurie)}",
    )


def test_desks_of_three_villages() -> None:
    """The best plans, and each village's total minutes."""
    from outreach.sites import locate

    alone = [sum(cost * people for cost, people in zip(row, PEOPLE, strict=True)) for row in VILLAGES]
    shortest = locate(VILLAGES, PEOPLE, model="p-median", sites=1)
    covering = [locate(VILLAGES, PEOPLE, model="mclp", sites=number, radius=1) for number in (1, 2)]
    assert shortest.proven
    assert all(plan.proven for plan in covering)
    assert shortest.sites == (0,)
    _says(
        f"le trajet total le plus court est de {number(shortest.objective)} minutes, au premier village "
        f"({number(alone[1])} au deuxième, {number(alone[2])} au troisième), soit {number(shortest.mean_cost, 2)} min",
        f"un guichet atteint {number(covering[0].objective)} personnes, deux guichets {number(covering[1].objective)}",
    )


def test_what_each_desk_brings() -> None:
    """What the plan of two desks loses without each."""
    from outreach.sites import locate

    people = locate(VILLAGES, PEOPLE, model="mclp", sites=2, radius=1, open_sites=[0, 1]).contribution
    minutes = locate(VILLAGES, PEOPLE, model="p-median", sites=2, open_sites=[0, 1]).contribution
    _says(
        f"sans le premier, {number(people[0])} personnes ne seraient plus à 1 minute ; sans le second, "
        f"{number(people[1])}",
        f"ôter le premier ajouterait {number(minutes[0])} minutes, ôter le second {number(minutes[1])}",
    )


def test_before_and_after_a_desk() -> None:
    """With a service at kilometre 5, then with the best desk."""
    from outreach.sites import locate

    before = locate(VILLAGES, PEOPLE, model="mclp", sites=0, radius=1, existing=[2])
    after = locate(VILLAGES, PEOPLE, model="mclp", sites=1, radius=1, existing=[2])
    assert after.sites == (0,)
    _says(
        f"{number(before.covered_demand)} personnes à 1 minute ou moins, trajet moyen de "
        f"{number(before.mean_cost, 2)} min",
        f"{number(after.covered_demand)} personnes, {number(after.covered_demand - before.covered_demand)} de gagnées",
    )


def test_what_one_more_desk_brings() -> None:
    """The curve of the three villages."""
    from outreach.sites import frontier

    rows = frontier(VILLAGES, PEOPLE, model="mclp", sites=[1, 2, 3], radius=1)
    assert rows["gain"].tolist()[2] == 0
    _says(
        f"atteignent {enumerate_words([number(value) for value in rows['objective']])} personnes : "
        f"le deuxième en ajoute {number(rows['gain'][1])}, le troisième aucune"
    )


def test_a_tour_of_two_town_halls() -> None:
    """Driving, hours of the day, and what two separate trips would take."""
    from outreach.calendar import build_calendar
    from outreach.french_time import clock
    from outreach.tours import Stop, Team, plan_tours

    minutes = [[0, 10, 20], [10, 0, 15], [20, 15, 0]]
    first = Stop("a", "Mairie A", 1, windows={1: ((540, 720),)})
    second = Stop("b", "Mairie B", 2, windows={1: ((810, 1020),), 3: ((810, 1020),)})
    team = Team("Équipe", "CCAS", 0)
    plan = plan_tours([first, second], minutes, build_calendar(dt.date(2026, 1, 5)), [team])
    day = plan.days[0]
    assert plan.proven
    _says(
        f"prend {number(day.driving_minutes)} min de route, soit {number(plan.driving_minutes)} min en quatre "
        f"semaines ; deux sorties séparées en prendraient {number(4 * (20 + 40))}",
        f"part à {clock(day.departure)}, tient A de {clock(day.visits[0].start)} à {clock(day.visits[0].end)} et B de "
        f"{clock(day.visits[1].start)} à {clock(day.visits[1].end)}, et rentre à {clock(day.arrival_back)}",
    )
    late = Stop("b", "Mairie B", 2, windows={3: ((810, 1020),)})
    plan = plan_tours([first, late], minutes, build_calendar(dt.date(2026, 5, 4)), [team])
    assert [lost.closure for lost in plan.cancelled] == ["Ascension"]
    _says(f"{plan.visits} visites sur {plan.wanted}, et {number(plan.driving_minutes)} min de route")


def test_the_share_of_the_cost() -> None:
    """32 half-days, and at most 80 % of them."""
    from indicators.facts import facts
    from reports.committee.boards import Money

    most = facts()["participation_max"].value
    total = Money(32, 150.0, most).total
    assert total is not None
    _says(
        f"32 demi-journées à 150 € coûtent {number(total)} € en quatre semaines, dont {number(total * most / 100)} €",
        f"à {number(most)} % du coût",
    )


def test_the_scale_bar_is_the_longest_round_length() -> None:
    """A map at 1:120 000."""
    from reports.print_scale import bar_length

    _says(f"soit {number(45 * 120 / 1000, 1)} km, elle représente {number(bar_length(1 / 120, 45) / 1000)} km")


def _hypotheses() -> dict[str, str]:
    """Return the rows of the document of hypotheses by their number."""
    text = _plain((DOCS / "hypotheses.md").read_text(encoding="utf-8"))
    return {row.split("|")[1].strip(): row for row in text.splitlines() if re.match(r"\| [A-Z]\d+ \|", row)}


def _valued() -> Iterator[tuple[str, str]]:
    """Yield the number of each hypothesis that the code holds, and its value as the document must write it."""
    from data.checks import limits
    from geo import opening, zones
    from geo.travel import MODES
    from indicators import demand, nearest_hours, sheet, vicinity
    from outreach import calendar, scenarios, tour_request
    from outreach.french_time import clock, length
    from outreach.tour_request import TourRequest
    from outreach.tours import Team

    walk, bike, car = MODES.values()
    for row, mode in (("T2", walk), ("T3", bike), ("T4", car)):
        slow, fast = mode.speed_range
        yield row, f"| {_short(mode.speed_kmh)} km/h ; de {_short(slow)} à {_short(fast)} |"
    yield "T1", f"| {_short(car.detour)} ; de {_short(car.detour_range[0])} à {_short(car.detour_range[1])} |"
    yield "T5", ", ".join(f"{_short(mode.fixed_minutes)} min {mode.label_fr}" for mode in MODES.values())
    yield "A2", f"| {number(vicinity.NEAR_MINUTES)} min en voiture |"
    yield "A3", f"| {number(nearest_hours.RARELY)} h par semaine |"
    yield "A4", f"| {clock(opening.OFFICE_CLOSES)} |"
    yield "A5", " ; ".join(_short(weight) for weight in nearest_hours._WEIGHTS)
    yield "A6", f"| {number(zones.LINK)} m entre leurs centres"
    yield "A7", f"| {number(100 * zones._NAMING_SHARE)} % de ses habitants, trois noms au plus |"
    yield "C1", f"| {comparison.SIMILAR} au plus, de la moitié au double"
    yield "C2", f"| {sheet.FEWEST} communes semblables au moins ; {sheet.FEWEST_COMMUNES} communes pour"
    yield "C3", f"| {_short(sheet.CLEAR)} écart interquartile et {number(sheet.FEWEST_PEOPLE)} personnes"
    yield "G1", f"| {len(scenarios.hosts())} lieux |"
    yield "P1", f"| {number(demand.demand('jeunes').total)} personnes |"
    yield "P2", f"| {number(demand.demand('monoparents').total)} ménages |"
    yield "P5", f"| au plus {number(demand.MASKED_AT_MOST)} foyers par commune |"
    team = Team("a", "a", 0)
    asked = TourRequest((), dt.date(2026, 1, 5), ())
    yield "R1", f"| {length(asked.length)}, et {length(asked.shortest)} au moins |"
    halves = [f"de {clock(half.start)} à {clock(half.end)}" for half in (calendar.MORNING, calendar.AFTERNOON)]
    yield "R2", f"| {enumerate_words(halves)}, ou jusqu'au retour de l'équipe |"
    day = f"| de {clock(asked.leaves)} à {clock(asked.returns)}, {length(team.lunch)} de pause, deux lieux au plus |"
    yield "R3", day
    assert team.max_stops == 2
    yield "R4", f"| {tour_request.WEEKS} semaines, du lundi au vendredi"
    yield "V1", f"| {number(limits.SLIVER_M2)} m² |"
    yield "V2", f"| {number(100 * limits.IRIS_OUTSIDE_SHARE)} % |"
    yield "V3", f"| {number(100 * limits.COMMUNE_AREA_SHARE)} % |"
    yield "V4", f"| {number(limits.POSITION_M)} m |"
    yield "V5", f"| {number(limits.SAME_PLACE_M)} m |"
    yield "V6", f"| {number(100 * limits.IRIS_POPULATION_SHARE)} % |"
    yield "V7", f"| {number(100 * limits.CELLS_POPULATION_SHARE)} % |"
    yield "V8", "| de {} à {} % |".format(*(number(bound) for bound in limits.POVERTY_BOUNDS))
    yield "V9", "| de {} à {} € |".format(*(number(bound) for bound in limits.MEDIAN_BOUNDS))
    yield "V10", f"| {limits.CELL_SECRECY_HOUSEHOLDS} ménages au moins |"
    yield "V11", f"| {limits.FIGURE_STALE_YEARS} ans au plus |"


def test_hypotheses_have_the_values_of_the_code() -> None:
    """A value changed in the code must be changed in the document."""
    rows = _hypotheses()
    for name, value in _valued():
        assert _plain(value) in rows[name], name


def test_every_hypothesis_says_what_follows_and_where_it_comes_from() -> None:
    """No cell but the last of a row is empty."""
    for name, row in _hypotheses().items():
        cells = [cell.strip() for cell in row.strip("|\n ").split(" | ")]
        assert all(cells[: 3 if name.startswith("V") else 6]), name


def test_the_state_of_the_data_is_that_of_the_tables() -> None:
    """The numbers of the front page are those of the tables."""
    from data.state import state

    of = state()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    def english(value: int) -> str:
        return f"{value:,}".replace(",", " ")

    for text in (
        f"{english(of.published)} published values",
        f"{english(of.cells)} inhabited cells, {of.places} places",
        f"{of.secret} values under disclosure control",
        f'{of.masked} "masked or nil"',
        f"{of.imputed_cells} of the {english(of.cells)} cells",
        f"the outlines of {of.approximate['IRIS']} IRIS",
        f"the position of {of.without_position} places, the opening hours of {of.without_hours}",
    ):
        assert text in readme
    _says(
        f"{number(of.places - of.without_hours)} lieux sur {number(of.places)} ont des horaires",
        f"{number(of.masked)} valeurs",
        f"{number(of.imputed_cells)} carreaux",
        document="hypotheses.md",
    )


@pytest.mark.parametrize("path", FRENCH, ids=lambda path: path.name)
def test_french_documents_have_french_typography(path: Path) -> None:
    """No-break spaces before ; : ! ? and inside « », curly apostrophes, thousands set apart."""
    for line in NO_PROSE.sub("\x00", path.read_text(encoding="utf-8")).splitlines():
        for part in line.split("\x00"):
            assert typography(part) == part
            assert not re.search(r"\d \d{3}(?!\d)", part), part


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    """Each file that a document links to is there; each picture is one of a page."""
    from ui.shell import PAGES

    pictures = {f"{address or 'accueil'}.png" for _, _, address, _ in PAGES}
    for target in re.findall(r"\]\(([^)#\s]+)\)", path.read_text(encoding="utf-8")):
        if target.endswith(".png"):
            assert Path(target).parent.name == "screenshots"
            assert Path(target).name in pictures
        elif "://" not in target:
            assert (path.parent / target).exists(), target


def test_every_page_has_its_picture_in_the_readme() -> None:
    """One screenshot a page."""
    from ui.shell import PAGES

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = [address or "accueil" for _, _, address, _ in PAGES]
    assert re.findall(r"\(docs/screenshots/(\w+)\.png\)", readme) == named


@pytest.mark.parametrize("path", [DOCS / "methode.md", DOCS / "architecture.md"], ids=lambda path: path.name)
def test_code_that_is_named_exists(path: Path) -> None:
    """`file:name` names something of that file, and a named file or folder is there."""
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:\w+/)+[\w.]*)(?::\w+)?`", text):
        assert (ROOT / name).exists(), name
    for file, name in re.findall(r"`([\w/]+\.py):(\w+)`", text):
        code = (ROOT / file).read_text(encoding="utf-8")
        assert re.search(rf"^ *(?:def|class) {name}\b|^{name}\b[^=\n]*=", code, re.MULTILINE), f"{file}:{name}"


def test_modules_that_the_architecture_names_exist() -> None:
    """A dotted name of a room is a module, or something in one."""
    import pkgutil

    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    names = re.findall(r"`((?:ui|reports|outreach|indicators|geo|data)(?:\.\w+)+)[`(]", text)
    assert names
    for name in names:
        pkgutil.resolve_name(name)


def test_formulas_are_closed() -> None:
    """A dollar sign that is left open would turn the rest of a page into mathematics."""
    text = (DOCS / "methode.md").read_text(encoding="utf-8")
    assert text.count("$$") % 2 == 0
    assert all(line.replace("$$", "").count("$") % 2 == 0 for line in text.splitlines())


@pytest.mark.parametrize("path", sorted(DOCS.glob("guide-*.md")), ids=lambda path: path.name)
def test_guides_use_the_words_of_the_screen(path: Path) -> None:
    """Each word in bold is written on some page."""
    rooms = ("pages", "ui", "reports", "indicators")
    code = "\n".join(_plain(file.read_text(encoding="utf-8")) for room in rooms for file in (ROOT / room).rglob("*.py"))
    for word in re.findall(r"\*\*(.+?)\*\*", path.read_text(encoding="utf-8")):
        assert _plain(word) in code, word


def test_the_change_log_names_the_version() -> None:
    """The version of the project has its entry."""
    import tomllib

    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
