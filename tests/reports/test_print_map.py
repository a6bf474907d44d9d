"""Print maps: what they say, that nothing runs over, and that the same map is the same file."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from geo.palettes import HATCH_INK, MISSING_GROUND, SERVICE_MARKS, SERVICES, bivariate_palette, sequential
from reports.errors import PrintMapError
from reports.print_canvas import Sheet
from reports.print_keys import round_values
from reports.print_labels import place_names
from reports.print_map import Circles, Cross, Fill, Marks, PrintMap, render
from reports.print_scale import bar_length, scale_block
from reports.print_signs import radii_of
from reports.print_territory import Projection
from reports.print_type import balance, width, wrap

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "communes_2023.geojson"
NARROW = "\u202f"
NAMES = (
    "Arras",
    "Achicourt",
    "Saint-Laurent-Blangy",
    "Beaurains",
    "Dainville",
    "Neuville-Saint-Vaast",
    "Acq",
    "Écurie",
    "Rœux",
)
POPULATIONS = np.array([42875.0, 7873, 6500, 5600, 5500, 1500, 783, 380, 1400])


def squares(size: float = 3000.0) -> gpd.GeoDataFrame:
    """Nine square communes side by side, near Arras, in Lambert-93."""
    corners = [(680_000 + column * size, 7_020_000 + row * size) for row in range(3) for column in range(3)]
    shapes = [shapely.box(x, y, x + size, y + size) for x, y in corners]
    return gpd.GeoDataFrame(geometry=shapes, crs=2154)


def a_fill(**changes: object) -> Fill:
    fill = Fill(
        title="Part des 65 ans et plus (%)",
        index=np.array([0, 0, 1, 1, 2, 2, 2, -1, -1]),
        colours=sequential(3),
        labels=("moins de 15,0", "15,0 à 19,9", "20,0 et plus"),
        counts=(2, 2, 3),
    )
    return replace(fill, **changes)


def a_map(**changes: object) -> PrintMap:
    communes = squares()
    base = PrintMap(
        title=f"Où vivent les personnes âgées{NARROW}?",
        subtitle="Part des 65 ans et plus, recensement de 2021",
        units=communes,
        sources=(f"Source{NARROW}: Insee, recensement, 2021. Licence Ouverte 2.0.",),
        date=date(2026, 11, 24),
        fill=a_fill(),
        secret=np.array([False] * 7 + [True, False]),
        communes=communes,
        names=NAMES,
        populations=POPULATIONS,
        mentions=("Contours IRIS approchés",),
        overline="Atlas aller-vers",
    )
    return replace(base, **changes)


def places(label: str = "France services", kind: str = "france_services", count: int = 2) -> Marks:
    steps = np.arange(count, dtype=float) * 700
    return Marks(label, SERVICES[kind], SERVICE_MARKS[kind], 682_000 + steps, 7_022_000 + steps)


def everything() -> PrintMap:
    """A map that shows all that a map can show at once."""
    qpv = gpd.GeoDataFrame(geometry=[shapely.Point(684_500, 7_024_500).buffer(600)], crs=2154)
    return a_map(
        title=f"Où les personnes âgées vivent-elles loin de tout service, et combien sont-elles{NARROW}?",
        fill=a_fill(
            index=np.array([0, 1, 2, 3, 4, 5, 6, -1, -1]),
            colours=sequential(7),
            labels=tuple(f"{n} 000,0 à {n} 999,9 euros par an" for n in range(7)),
            counts=(1,) * 7,
        ),
        circles=Circles("Personnes de 65 ans et plus", np.array([*POPULATIONS[:6], np.nan, np.nan, 0.0])),
        qpv=qpv,
        qpv_label="Quartier prioritaire 2024, contour approché",
        marks=tuple(places(kind.replace("_", " ").capitalize(), kind) for kind in SERVICES),
        mentions=("Contours IRIS approchés", "Estimation par croisement de sources"),
        fictitious=True,
    )


def crossed() -> PrintMap:
    cross = Cross(
        x_title="Part des 65 ans et plus (%)",
        y_title="Part des ménages sans voiture (%)",
        index=np.array([0, 1, 2, 3, 4, 5, 6, 8, -1]),
        colours=bivariate_palette(),
        x_ticks=("15,0", "20,0"),
        y_ticks=("6,4", "13,0"),
        reading="En haut à droite, les deux parts sont hautes.",
    )
    return a_map(fill=None, cross=cross)


@cache
def plain(form: str) -> bytes:
    """The file of the plain map, drawn once for all who only read it."""
    return render(a_map(), format=form)


def svg_texts(data: bytes) -> list[str]:
    return [text.replace("&amp;", "&") for text in re.findall(r"<text[^>]*>([^<]*)</text>", data.decode("utf-8"))]


def svg_hatching(data: bytes) -> tuple[int, int]:
    """How many hatching strokes rise and how many fall."""
    number = r"(-?[\d.]+)"
    stroke = rf'd="M {number} {number} *\n?L {number} {number} *\n?"[^>]*stroke: {HATCH_INK.lower()}'
    ends = np.array(re.findall(stroke, data.decode("utf-8")), dtype=float)
    # The height of an SVG counts downwards.
    rising = (ends[:, 2] - ends[:, 0]) * (ends[:, 3] - ends[:, 1]) < 0
    return int(rising.sum()), int((~rising).sum())


@pytest.fixture
def written(monkeypatch):
    """Every text that is written, with the box that it covers in millimetres, stamp excepted."""
    boxes: list[tuple[str, shapely.Polygon]] = []
    original = Sheet.text

    def spy(self, x, y, content, *, size, weight=400, align="left", angle=0.0, **style):
        wide, em = width(content, size, weight), size * 25.4 / 72
        left = x - {"left": 0.0, "center": 0.5, "right": 1.0}[align] * wide
        box = shapely.box(left, y - 0.18 * em, left + wide, y + 0.68 * em)
        if content != "EXEMPLE FICTIF" or angle == 0:
            boxes.append((content, shapely.affinity.rotate(box, angle, origin=(x, y))))
        original(self, x, y, content, size=size, weight=weight, align=align, angle=angle, **style)

    monkeypatch.setattr(Sheet, "text", spy)
    return boxes


class TestFiles:
    def test_the_png_is_an_a4_page_at_200_dots(self):
        """297 × 210 mm at 200 dots an inch."""
        image = Image.open(io.BytesIO(plain("png")))
        assert image.format == "PNG"
        assert image.size == (2338, 1653)
        assert image.info["dpi"] == pytest.approx((200, 200), abs=0.1)
        assert image.info["Title"] == a_map().title

    def test_the_slide_leaves_the_title_to_the_presentation(self):
        """A slide area has no title, and keeps its legend and its source."""
        texts = " ".join(svg_texts(render(a_map(), format="svg", variant="slide")))
        assert "personnes âgées" not in texts
        assert "15,0 à 19,9" in texts
        assert "Licence Ouverte 2.0" in texts

    @pytest.mark.parametrize("transparent", [False, True])
    def test_the_ground_may_be_left_out(self, transparent):
        """A slide area is 2 000 × 1 125 points; its corner is white, or transparent when asked for."""
        data = render(a_map(), format="png", variant="slide", transparent=transparent)
        image = Image.open(io.BytesIO(data)).convert("RGBA")
        assert image.size == (2000, 1125)
        assert image.getpixel((0, 0))[3] == (0 if transparent else 255)

    @pytest.mark.parametrize("form", ["png", "svg", "pdf"])
    def test_the_same_map_is_the_same_file(self, form):
        """Two renderings of equal specifications have the same bytes."""
        assert render(a_map(), format=form) == plain(form)

    def test_the_day_of_edition_is_the_caller_s(self):
        """The file depends on the day that is given, and not on the clock."""
        later = render(a_map(date=date(2027, 1, 5)), format="svg")
        assert later != plain("svg")
        assert "Édité le 5 janvier 2027" in " ".join(svg_texts(later))

    def test_threads_do_not_disturb_one_another(self):
        """Maps drawn at once are those that are drawn one after another."""
        specs = [a_map(), crossed(), a_map(fill=None, circles=Circles("Habitants", POPULATIONS)), a_map()]
        alone = [render(spec, format="svg") for spec in specs]
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda spec: render(spec, format="svg"), specs))
        assert together == alone
        assert alone[0] == alone[3]

    def test_the_settings_of_the_process_are_left_alone(self):
        """Drawing a map changes nothing for others who draw with the same library."""
        import matplotlib as mpl

        before = dict(mpl.rcParams)
        render(crossed(), format="png", variant="slide")
        assert dict(mpl.rcParams) == before

    def test_the_svg_brings_its_fonts_and_its_name(self):
        """An SVG looks the same where the font is not installed, and a screen reader can name it."""
        svg = plain("svg").decode("utf-8")
        assert svg.count("@font-face") == 3
        assert f'<title id="titre">{a_map().title}</title>' in svg
        assert 'xml:lang="fr"' in svg
        assert "http" not in re.sub(
            r'xmlns[:\w]*="[^"]*"|DTD/svg11.dtd|rdf:resource="[^"]*"|"http://www.w3[^"]*"', "", svg
        )


class TestWords:
    def test_the_page_says_all_that_it_must(self):
        """Title, subtitle, legend, counts, scale, north, mentions, source and day are on the page."""
        texts = svg_texts(render(replace(a_map(), fictitious=True), format="svg"))
        said = " ".join(texts)
        for expected in (
            "personnes âgées",
            "recensement de 2021",
            "Part des 65 ans et plus (%)",
            "moins de 15,0",
            "15,0 à 19,9",
            "20,0 et plus",
            "communes",
            "Contours IRIS approchés",
            f"Source{NARROW}: Insee, recensement, 2021. Licence Ouverte 2.0.",
            "Édité le 24 novembre 2026",
            "Lambert-93",
            "Arras",
            "Secret statistique (1)",
            "Donnée absente (1)",
        ):
            assert expected in said, expected
        assert "N" in texts
        assert any(text.endswith("\u00a0km") for text in texts)
        assert texts.count("EXEMPLE FICTIF") == 2

    def test_the_pdf_says_the_same_and_can_be_searched(self):
        """The text of the PDF is text, and the file carries title and day."""
        import pypdf

        reader = pypdf.PdfReader(io.BytesIO(plain("pdf")))
        said = reader.pages[0].extract_text()
        for expected in ("15,0 à 19,9", "Contours IRIS approchés", "Licence Ouverte 2.0", "Saint-Laurent"):
            assert expected in said
        assert reader.metadata.title == a_map().title
        assert reader.metadata.creation_date.date() == date(2026, 11, 24)
        assert [float(side) for side in reader.pages[0].mediabox[2:]] == pytest.approx([841.89, 595.28], abs=0.01)

    def test_a_map_that_is_real_does_not_say_fictitious(self):
        """The mark is printed when told and only then."""
        assert b"FICTIF" not in plain("svg")

    def test_the_square_of_two_variables_is_explained(self):
        """Both axes, their bounds and the sentence beside the square are written."""
        said = " ".join(svg_texts(render(crossed(), format="svg")))
        for expected in ("Part des 65 ans et plus (%)", "ménages sans voiture", "6,4", "20,0", "En haut à droite"):
            assert expected in said

    def test_places_are_counted_by_kind(self):
        """A kind is named with the number of its places; one without places is not named."""
        spec = a_map(marks=(places(count=2), places("Caf", "caf", 0)))
        said = " ".join(svg_texts(render(spec, format="svg")))
        assert "France services (2)" in said
        assert "Caf" not in said

    def test_places_beyond_the_frame_are_left_out(self):
        """A place far outside the territory is neither drawn over the legend nor counted."""
        kind = places(count=2)
        far = replace(kind, x=np.append(kind.x, 640_000.0), y=np.append(kind.y, 7_024_000.0))
        assert "France services (2)" in svg_texts(render(a_map(marks=(far,)), format="svg"))

    def test_dashes_are_named(self):
        """The priority neighbourhoods have their line in the legend, unless none lies on the map."""
        near = gpd.GeoDataFrame(geometry=[shapely.Point(684_500, 7_024_500).buffer(500)], crs=2154)
        label = "Quartier prioritaire, contour approché"
        assert label in svg_texts(render(a_map(qpv=near, qpv_label=label), format="svg"))
        far = gpd.GeoDataFrame(geometry=[shapely.Point(600_000, 7_024_500).buffer(500)], crs=2154)
        assert label not in svg_texts(render(a_map(qpv=far, qpv_label=label), format="svg"))


class TestUnknown:
    def inks(self, spec: PrintMap, commune: int) -> set[str]:
        """The colours found inside one commune of the printed page."""
        image = Image.open(io.BytesIO(render(replace(spec, names=(), populations=None), format="png"))).convert("RGB")
        frame = (102.0, 13.0, 284.0, 197.0)
        area = Projection.fit(spec, frame).shape(spec.units.geometry.iloc[commune]).buffer(-2)
        left, bottom, right, top = (side / 25.4 * 200 for side in area.bounds)
        patch = image.crop((int(left), int(1653 - top), int(right), int(1653 - bottom)))
        return {f"#{r:02X}{g:02X}{b:02X}" for r, g, b in set(patch.get_flattened_data())}

    def test_a_secret_value_is_hatched_and_never_white(self):
        """Where the rate is withheld, strokes on their own ground; where it is known, its flat colour."""
        hidden = self.inks(a_map(), 7)
        assert {HATCH_INK, MISSING_GROUND} <= hidden
        assert "#FFFFFF" not in hidden
        assert self.inks(a_map(), 0) == {sequential(3)[0]}

    def test_an_absent_value_is_hatched_otherwise(self):
        """Strokes rise close together for a secret value, and fall far apart for an absent one."""
        strokes = [{HATCH_INK, MISSING_GROUND} <= self.inks(a_map(), commune) for commune in (7, 8)]
        assert strokes == [True, True]
        secret, absent = svg_hatching(plain("svg"))
        assert secret > 1.4 * absent > 0

    def test_nothing_hidden_is_not_announced(self):
        """A map without missing values has no hatching in its legend."""
        said = " ".join(svg_texts(render(a_map(fill=a_fill(index=np.array([0, 1, 2] * 3))), format="svg")))
        assert "Secret" not in said
        assert "absente" not in said

    def test_a_hidden_count_leaves_the_rate_visible(self):
        """Under an unknown count the colour of a known rate stays; the disc is named in the legend."""
        spec = a_map(
            fill=a_fill(index=np.array([0, 1, 2] * 3)),
            circles=Circles("Foyers", np.array([100.0, *[np.nan] * 8])),
            secret=np.ones(9, dtype=bool),
        )
        assert "Secret statistique (8)" in svg_texts(render(spec, format="svg"))
        assert sequential(3)[2] in self.inks(spec, 2)

    def test_a_hidden_count_alone_hatches_its_commune(self):
        """On a map of circles alone, the commune of an unknown count is hatched."""
        spec = a_map(
            fill=None, circles=Circles("Foyers", np.array([100.0] * 8 + [np.nan])), secret=np.ones(9, dtype=bool)
        )
        assert HATCH_INK in self.inks(spec, 8)


class TestRoom:
    @pytest.mark.parametrize("variant", ["page", "slide"])
    @pytest.mark.parametrize("make", [a_map, everything, crossed], ids=["rate", "everything", "crossed"])
    def test_no_text_overlaps_another_or_leaves_the_page(self, make, variant, written):
        """Whatever is shown, no two texts touch, and all stay inside the margins."""
        render(make(), format="png", variant=variant)
        page = shapely.box(3, 3, 294, 207) if variant == "page" else shapely.box(3, 3, 251, 140)
        for content, box in written:
            assert page.contains(box), content
        for (one, a), (other, b) in combinations(written, 2):
            assert a.intersection(b).area < 0.01, (one, other)

    def test_a_long_title_is_broken_and_the_column_made_smaller(self, written):
        """Three times the words take more lines of smaller type, and still do not touch."""
        title = f"Où les personnes âgées vivent-elles loin de tout service, de tout commerce et de tout arrêt{NARROW}?"
        render(replace(everything(), title=title, subtitle=everything().subtitle * 3), format="png")
        for (one, a), (other, b) in combinations(written, 2):
            assert a.intersection(b).area < 0.01, (one, other)

    def test_a_column_that_cannot_be_read_is_refused(self):
        """Beyond the smallest legible type, the map is refused with a sentence, not printed over its edge."""
        with pytest.raises(PrintMapError, match="trop longue pour la page"):
            render(replace(everything(), subtitle="Un texte sans fin. " * 200), format="png")

    @given(
        st.text(st.characters(codec="latin-1", exclude_characters="\r\n\x85", exclude_categories=["Cc"]), max_size=80)
    )
    @settings(max_examples=60, deadline=None)
    def test_wrapped_lines_fit_and_lose_no_word(self, text):
        """Lines are no wider than the room and hold all the letters in their order."""
        for breaking in (wrap, balance):
            lines = breaking(text, 9, 400, 30)
            assert all(width(line, 9, 400) <= 30 or len(line) == 1 for line in lines)
            assert "".join(lines).replace(" ", "") == text.replace(" ", "")

    def test_no_break_spaces_hold(self):
        """A question mark never begins a line."""
        lines = wrap(f"Combien de foyers au RSA{NARROW}?", 12, 700, width("Combien de foyers au RSA", 12, 700) + 0.1)
        assert lines == ["Combien de foyers au", f"RSA{NARROW}?"]

    def test_even_lines_are_no_more_numerous(self):
        """Balancing a title evens its lines without adding one."""
        title = "Où vivent les ménages aux revenus les plus modestes"
        plain, even = wrap(title, 19, 700, 80), balance(title, 19, 700, 80)
        assert len(even) == len(plain)
        ragged = [np.ptp([width(line, 19, 700) for line in lines]) for lines in (plain, even)]
        assert ragged[1] <= ragged[0]


class TestNames:
    @given(st.integers(0, 10_000), st.floats(0.5, 1.6))
    @settings(max_examples=25, deadline=None)
    def test_names_never_overlap_nor_leave_the_frame(self, seed, scale):
        """Whatever the communes, names stay apart and inside; where names fit, the most populous has its own."""
        rng = np.random.default_rng(seed)
        areas = [shapely.box(x, y, x + 18, y + 12) for x in range(0, 90, 18) for y in range(0, 60, 12)]
        names = [rng.choice(NAMES) for _ in areas]
        people = rng.permutation(len(areas)).astype(float)
        signs = [shapely.Point(*rng.uniform(5, 55, 2)).buffer(rng.uniform(0.5, 4)) for _ in range(6)]
        frame = (0.0, 0.0, 90.0, 60.0)
        placed = place_names(names, areas, people, frame=frame, signs=signs, scale=scale)
        boxes = [shapely.box(*label.box) for label in placed]
        assert all(shapely.box(*frame).covers(box) for box in boxes)
        assert not any(a.intersects(b) for a, b in combinations(boxes, 2))
        if scale <= 0.8:  # in larger type, a long name may have no room at home
            assert "".join(placed[0].lines).replace(" ", "") == names[int(np.argmax(people))].replace(" ", "")

    def test_a_name_stays_with_its_commune(self):
        """A name that has no room at home is left out, not written over the neighbour."""
        areas = [shapely.box(0, 0, 3, 3), shapely.box(3, 0, 60, 40)]
        placed = place_names(
            ["Neuville-Saint-Vaast", "Arras"], areas, np.array([10.0, 5.0]), frame=(0, 0, 60, 40), signs=[]
        )
        assert [label.lines for label in placed] == [("Arras",)]

    def test_a_name_avoids_a_circle_or_sits_in_its_middle(self):
        """A name is written beside a small circle and in the middle of a great one, never across a rim."""
        area = shapely.box(0, 0, 60, 60)
        small = shapely.Point(30, 30).buffer(2)
        great = shapely.Point(36, 30).buffer(20)
        for sign, inside in ((small, False), (great, True)):
            (label,) = place_names(["Arras"], [area], np.array([1.0]), frame=(0, 0, 60, 60), signs=[sign])
            box = shapely.box(*label.box)
            assert sign.contains(box) if inside else not sign.intersects(box)
        assert label.x == pytest.approx(36, abs=0.01)

    def test_a_commune_without_an_outline_has_no_name(self):
        """An empty outline is passed over."""
        placed = place_names(["Arras"], [shapely.Polygon()], np.array([1.0]), frame=(0, 0, 9, 9), signs=[])
        assert placed == []


class TestMeasures:
    @given(st.lists(st.floats(1, 1e6), min_size=2, max_size=20))
    def test_areas_follow_the_counts(self, counts):
        """The area of a circle is to the greatest as the count is to the greatest."""
        values = np.array(counts)
        radii = radii_of(values, values.max(), 11.0)
        assert radii.max() == pytest.approx(11.0)
        assert radii**2 / 121.0 == pytest.approx(values / values.max())

    def test_a_missing_or_absent_count_has_no_circle(self):
        """NaN and zero have no radius, and a map of zeros divides by nothing."""
        assert radii_of(np.array([np.nan, 0.0, 4.0]), 4.0, 10.0).tolist() == [0, 0, 10]
        assert radii_of(np.zeros(3), 0.0, 10.0).tolist() == [0, 0, 0]

    @given(st.floats(1, 1e7))
    def test_legend_circles_are_round_and_on_the_map(self, greatest):
        """Legend values descend, are written with one figure, and none exceeds the greatest count."""
        values = round_values(greatest)
        assert values == sorted(values, reverse=True)
        assert 1 <= len(values) <= 3
        assert values[0] <= greatest * (1 + 1e-9)
        assert all(f"{value:.0e}"[0] == f"{value:.8e}"[0] and value == float(f"{value:.0e}") for value in values)

    def test_the_bar_is_as_long_as_it_says(self):
        """At 1:120 000, the bar of 5 km measures 41.7 mm on the paper, in two halves."""
        drawn = []

        class Recorder:
            def box(self, x, y, width, height, **style):
                drawn.append((x, width))

            def text(self, *args, **style):
                drawn.append(args[2])

            def shapes(self, *args, **style):
                pass

        scale_block(1000 / 120_000, type_scale=1.0, room=80.0).draw(Recorder(), 0.0, 20.0)
        widths = [piece[1] for piece in drawn if isinstance(piece, tuple)]
        assert "5\u00a0km" in drawn
        assert widths == pytest.approx([41.667 / 2, 41.667 / 2, 41.667], abs=0.001)

    @given(st.floats(1e-4, 1.0), st.floats(20, 60))
    def test_the_bar_fits(self, scale, room):
        """The bar stays inside its room, and the next round length would not."""
        length = bar_length(scale, room)
        assert length * scale <= room or length == 50

    def test_one_scale_in_both_directions(self):
        """Two kilometres eastwards and northwards measure the same on the paper, whatever the frame."""
        projection = Projection.fit(a_map(), (0, 0, 300, 90))
        origin, east, north = (
            projection.point(682_000 + dx, 7_022_000 + dy) for dx, dy in [(0, 0), (2000, 0), (0, 2000)]
        )
        assert east[0] - origin[0] == pytest.approx(north[1] - origin[1]) == pytest.approx(2000 * projection.scale)
        assert projection.scale == pytest.approx(90 / 9000)


class TestRefusals:
    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            (
                lambda: {"fill": a_fill(labels=tuple("abcdefgh"), colours=("#000000",) * 8, counts=())},
                "au plus 7 classes",
            ),
            (lambda: {"fill": a_fill(index=np.zeros(4, dtype=int))}, "4 valeurs pour 9 territoires"),
            (lambda: {"fill": a_fill(index=np.full(9, 3))}, "La classe 3"),
            (lambda: {"fill": a_fill(colours=sequential(2))}, "chacune des 3 classes"),
            (lambda: {"cross": crossed().cross}, "pas les deux"),
            (lambda: {"fill": None, "cross": replace(crossed().cross, colours=sequential(3))}, "neuf couleurs, pas 3"),
            (lambda: {"circles": Circles("Foyers", np.full(9, -5.0))}, "−5"),
            (lambda: {"circles": Circles("Foyers", np.zeros(3))}, "3 valeurs"),
            (lambda: {"secret": np.zeros(2, dtype=bool)}, "2 territoires sur 9"),
            (lambda: {"names": NAMES[:3]}, "3 noms pour 9 communes"),
            (lambda: {"populations": np.zeros(2)}, "2 populations pour 9 noms"),
            (lambda: {"sources": ()}, "pas de source"),
            (lambda: {"title": " "}, "pas de titre"),
            (lambda: {"units": squares().to_crs(4326)}, "EPSG:4326"),
            (lambda: {"communes": squares().set_crs(None, allow_override=True)}, "inconnu"),
            (lambda: {"units": squares().iloc[:0]}, "aucun territoire"),
            (lambda: {"marks": (replace(places(), mark="croix"),)}, "croix"),
            (lambda: {"marks": (replace(places(), x=np.array([np.nan, 1.0])),)}, "incomplètes"),
        ],
    )
    def test_a_false_map_is_refused(self, change, sentence):
        """What would print something false or unreadable is refused with a sentence that names it."""
        with pytest.raises(PrintMapError, match=sentence):
            a_map(**change())

    @pytest.mark.parametrize("choice", [{"format": "gif"}, {"format": "png", "variant": "affiche"}])
    def test_an_unknown_form_is_refused(self, choice):
        """A format or layout that does not exist is named."""
        with pytest.raises(PrintMapError, match=r"gif|affiche"):
            render(a_map(), **choice)


class TestShapes:
    def test_outlines_that_cross_themselves_are_drawn(self):
        """A bow tie, a missing outline and an empty one do not stop the map."""
        units = squares()
        tie = shapely.Polygon([(680_000, 7_020_000), (683_000, 7_023_000), (683_000, 7_020_000), (680_000, 7_023_000)])
        units.geometry = [tie, None, shapely.Polygon(), *units.geometry[3:]]
        data = render(a_map(units=units, communes=None, names=(), populations=None), format="png")
        assert Image.open(io.BytesIO(data)).size == (2338, 1653)

    def test_a_map_of_places_alone(self):
        """Without rate or count, the territory is a quiet ground under its places."""
        said = svg_texts(render(a_map(fill=None, secret=None, marks=(places(),)), format="svg"))
        assert "France services (2)" in said
        assert not any("absente" in text for text in said)


@pytest.mark.reference
@pytest.mark.skipif(not REFERENCE.exists(), reason="the producers' outlines are not on this machine")
def test_the_46_reference_communes_are_named_without_overlap(written):
    """On the real outlines, every commune keeps its name on the A4 page, and no two texts touch."""
    communes = gpd.read_file(REFERENCE).to_crs(2154)
    spec = a_map(
        units=communes,
        communes=communes,
        names=tuple(communes["nom"]),
        populations=communes.area.to_numpy(),
        fill=a_fill(index=np.arange(46) % 3, counts=()),
        secret=None,
    )
    render(spec, format="png")
    said = {content.replace("-", "").replace(" ", "") for content, _ in written}
    whole = "".join(sorted(said))
    for name in communes["nom"]:
        assert all(part in whole for part in name.replace(" ", "-").split("-")), name
    for (one, a), (other, b) in combinations(written, 2):
        assert a.intersection(b).area < 0.01, (one, other)
