"""The rows of a commune's sheet as they are written, on screen and on paper alike."""

from dataclasses import dataclass

import numpy as np

from data.formats import about, minutes, number, plural
from indicators import catalogue
from indicators.comparison import Reference
from indicators.publics import THEMES
from indicators.service_places import kind, places
from indicators.sheet import CLEAR, Row, Sheet
from indicators.values import STATUS_LABEL
from indicators.vicinity import PublicCount, ServiceLine
from reports.sentences.fiche import bracket, short_unit, written_hours

# On paper a row is one line: name and unit in few words.
_ON_PAPER = {
    "population": "Habitants",
    "densite": "Densité (habitants au km²)",
    "part_15_24": "15 à 24 ans (% des habitants)",
    "part_65_plus": "65 ans ou plus (% des habitants)",
    "part_75_plus": "75 ans ou plus (% des habitants)",
    "part_80_seuls": "Vivant seuls (% des 80 ans ou plus)",
    "part_monoparents": "Familles monoparentales (% ménages)",
    "part_personnes_seules": "Personnes seules (% des ménages)",
    "revenu_median": "Revenu disponible médian (par an)",
    "taux_pauvrete": "Taux de pauvreté (seuil de 60 %)",
    "part_menages_pauvres": "Ménages pauvres (% des ménages)",
    "part_allocataires_caf": "Allocataires de la Caf",
    "part_rsa": "RSA",
    "part_ppa": "Prime d’activité",
    "part_asf": "Allocation de soutien familial",
    "part_aide_logement": "Aides au logement",
    "part_aah": "Allocation aux adultes handicapés",
    "part_qf_moins_400": "QF inférieur à 400 € (% allocataires)",
    "part_allocataires_moins_30": "Moins de 30 ans (% des allocataires)",
    "part_demandeurs_emploi": "Demandeurs d’emploi (pour 100 hab.)",
    "part_demandeurs_emploi_50": "Dont 50 ans ou plus (%)",
    "taux_chomage_rp": "Chômage (recensement, % des actifs)",
    "taux_chomage_rp_15_24": "Chômage des 15-24 ans (% des actifs)",
    "part_sans_bac": "Sans baccalauréat (% sortis d’études)",
    "part_css_gratuite": "C2S sans participation (% des assurés)",
    "part_css_participative": "C2S avec participation (% des assurés)",
    "part_sans_medecin_traitant": "Sans médecin traitant (/100 assurés)",
    "part_retraites_exoneres_csg": "Exonérés de CSG (% des retraités)",
    "part_hlm": "HLM (% des résidences principales)",
    "part_sans_voiture": "Sans voiture (% des ménages)",
    "fragilite_numerique": "Fragilité numérique (100 = moyenne)",
    "bureaux_poste": "Points de contact postaux",
    "pharmacies": "Pharmacies",
    "bibliotheques": "Bibliothèques",
}


@dataclass(frozen=True)
class Strip:
    """The communes on a line, from 0 to 1.

    Attributes
    ----------
    everyone : tuple of float
    own, whole : float or None
        This commune; the territory, None when it lies on another scale (a sum) or has no value.
    """

    everyone: tuple[float, ...]
    own: float | None
    whole: float | None


@dataclass(frozen=True)
class ShownRow:
    """An indicator of the sheet, in French.

    Attributes
    ----------
    label, short, unit : str
    on_paper : str
        Name and unit in few words.
    value : str
        The value, or why there is none.
    known : bool
    detail : str
        The number behind the rate, or the range among the commune's IRIS; "" without either.
    whole, whole_note, similar, similar_note : str
        The references; « n. d. » without one.
    whole_is_median : bool
        Whether `whole` is the median of the IRIS or communes, for want of a value of the territory.
    rank : str
        « 3ᵉ sur 46 », "" without a value.
    more_need : bool
        Whether it departs clearly towards more need.
    strip : Strip or None
        None when nothing is published.
    sources : tuple of str
        Producer, dataset and vintage; those of both terms for a ratio.
    licence_to_confirm : bool
    """

    label: str
    short: str
    unit: str
    on_paper: str
    value: str
    known: bool
    detail: str
    whole: str
    whole_note: str
    whole_is_median: bool
    similar: str
    similar_note: str
    rank: str
    more_need: bool
    strip: Strip | None
    sources: tuple[str, ...]
    licence_to_confirm: bool

    @property
    def spoken(self) -> str:
        """What the small drawing shows, for those who do not see it."""
        parts = [f"{self.rank} communes"] if self.rank else []
        if self.more_need:
            parts.append("écart net dans le sens du besoin")
        return " ; ".join(parts)


def shown(sheet: Sheet) -> dict[str, tuple[ShownRow, ...]]:
    """Return the rows of a sheet by the French name of their theme."""
    return {THEMES[theme]: tuple(_shown(row) for row in rows) for theme, rows in sheet.themes.items() if rows}


def _shown(row: Row) -> ShownRow:
    indicator = row.indicator
    unit = short_unit(indicator)
    return ShownRow(
        label=indicator.label,
        short=indicator.short,
        unit=indicator.unit,
        on_paper=_ON_PAPER.get(indicator.id, indicator.short),
        value=_value(row),
        known=row.known,
        detail=_detail(row),
        whole=number(row.whole.value, indicator.decimals, unit),
        whole_note=_note(row.whole),
        whole_is_median=not row.whole.entire,
        similar=number(row.similar.value, indicator.decimals, unit),
        similar_note=row.similar.note,
        rank=_rank(row),
        more_need=bool(row.gap >= CLEAR),
        strip=_strip(row),
        sources=_sources(row),
        licence_to_confirm=indicator.licence_to_confirm,
    )


def _rank(row: Row) -> str:
    if row.rank is None:
        return ""
    if not row.one_iris_only:
        return row.rank.text
    place, _, _ = row.rank.text.partition(" (")
    return f"{place} (communes d’un seul IRIS)"


def _sources(row: Row) -> tuple[str, ...]:
    indicator = row.indicator
    if not indicator.is_ratio:
        return (indicator.source,)
    terms = (indicator.numerator, indicator.denominator)
    return tuple(dict.fromkeys(catalogue.get(term, indicator.level).source for term in terms))


def _note(reference: Reference) -> str:
    return " ; ".join(part for part in ("" if reference.entire else reference.label, reference.note) if part)


def _value(row: Row) -> str:
    indicator = row.indicator
    if row.known:
        return number(row.value, indicator.decimals, short_unit(indicator))
    if row.between is not None:
        low, high = row.between
        return f"{number(low, indicator.decimals)} à {number(high, indicator.decimals, short_unit(indicator))}"
    return STATUS_LABEL[row.status]


def _detail(row: Row) -> str:
    if row.between is not None:
        if not row.known:
            return "selon l’IRIS"
        low, high = row.between
        decimals = row.indicator.decimals
        return f"{number(low, decimals)} à {number(high, decimals)} selon l’IRIS"
    if np.isnan(row.count) or row.indicator.factor == 1:
        return ""
    unit = row.count_unit
    several = unit if abs(row.count) >= 2 else unit.removesuffix("s")
    return number(row.count, 0, several)


def _strip(row: Row) -> Strip | None:
    if len(row.everyone) < 2:
        return None
    whole = np.nan if row.indicator.is_count or not row.whole.entire else row.whole.value
    low = float(np.nanmin([*row.everyone, whole]))
    high = float(np.nanmax([*row.everyone, whole]))
    if not high > low:
        return None

    def place(value: float) -> float | None:
        return None if np.isnan(value) else round((value - low) / (high - low), 4)

    everyone = tuple(at for at in map(place, row.everyone) if at is not None)
    return Strip(everyone, place(row.value), place(whole))


@dataclass(frozen=True)
class ShownService:
    """A kind of service of the sheet, in French.

    Attributes
    ----------
    label, place, address : str
        `place` tells what is missing when no position is known.
    located : bool
    walk, bike, car : str
        Mean minutes of the inhabitants: « 14 min (11 à 19) ».
    car_minutes, low, high : float
        The same by car as numbers; NaN when not located.
    worst : str
        The longest by car from an inhabited cell.
    hours : str
        Weekly hours of that place, or that they are not known.
    """

    label: str
    place: str
    address: str
    located: bool
    walk: str
    bike: str
    car: str
    car_minutes: float
    low: float
    high: float
    worst: str
    hours: str


def shown_services(lines: tuple[ServiceLine, ...]) -> tuple[ShownService, ...]:
    """Return the services as they are written, in their order."""
    return tuple(_service(line) for line in lines)


def _service(line: ServiceLine) -> ShownService:
    label, place = kind(line.key).label, line.place
    if place is None:
        missing = len(line.car.unplaced)
        if any(one.placed for one in places(line.key)):
            why = "temps non disponible"  # the place is known, and not where people live
            return ShownService(label, why, "", False, "", "", "", np.nan, np.nan, np.nan, "", "")
        why = plural(missing, "lieu sans position connue", "lieux sans position connue") if missing else "aucun lieu"
        return ShownService(label, why, "", False, "", "", "", np.nan, np.nan, np.nan, "", "")
    hours = place.weekly_hours
    reach = line.car.reach
    return ShownService(
        label=label,
        place=place.name,
        address=place.address,
        located=True,
        **{mode: _minutes(line, mode) for mode in ("walk", "bike", "car")},
        car_minutes=np.nan if reach.mean is None else reach.mean,
        low=line.car.low,
        high=line.car.high,
        worst=minutes(reach.worst) if reach.worst is not None else "",
        hours="horaires à confirmer" if hours is None else f"{written_hours(hours)} par semaine",
    )


def _minutes(line: ServiceLine, mode: str) -> str:
    of = line.by_mode[mode]
    if of.reach.mean is None:
        return ""
    return f"{minutes(of.reach.mean)} ({bracket(of.low, of.high)})"


def public_value(of: PublicCount) -> str:
    """Write the number of people of a public: an estimate with the precision that it can bear."""
    return about(of.value) if of.estimated else number(of.value)
