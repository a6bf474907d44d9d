"""What the catalogue says of the barometer's tables: both hold persons or small counts, and stay out of reach."""

from dataclasses import dataclass
from datetime import date

from data.catalogue import Column, Entry
from data.formats import day, number
from data.importers.barometer.choices import BENEFITS
from data.importers.barometer.living import PUBLICS
from data.importers.barometer.publics import RULES
from data.importers.barometer.questionnaire import FIELDS
from data.importers.barometer.rights import PREFIXES

RESPONDENTS = "barometer_respondents"
AGGREGATED = "barometer_aggregates"
# Insee's rule for figures on persons: nothing on fewer than 11 of them.
THRESHOLD = 11
UNKNOWN_VINTAGE = "millésime non précisé"
UNKNOWN_PRODUCER = "producteur non précisé"


def _code(name: str, label: str, public: str = "") -> Column:
    return Column(name=name, label=label, nature="code", public=public, threshold=THRESHOLD)


def _columns() -> tuple[Column, ...]:
    listed = [
        _code("wave", "Vague"),
        _code("mode", FIELDS["mode"].label),
        _code("commune", "Commune de résidence (code Insee)"),
        _code("iris", "IRIS de résidence"),
        _code("qpv", "Quartier prioritaire de résidence"),
        _code("age_class", "Classe d’âge"),
        _code("household", FIELDS["household"].label),
        _code("tenure", FIELDS["tenure"].label),
        _code("situation", FIELDS["situation"].label),
        *(_code(one.code, one.label, one.code) for one in PUBLICS),
        *(_code(f"benefit_{one.code}", one.label) for one in BENEFITS),
        _code("non_take_up", "En situation de non-recours"),
    ]
    for key in ("forms", "obstacles"):
        prefix, offered = PREFIXES[key]
        listed += [_code(prefix + one.code, f"{FIELDS[key].label} : {one.label}") for one in offered]
    listed += [_code(key, FIELDS[key].label) for key in ("first_contact", "mobility", "digital")]
    listed.append(Column(name="weight", label="Poids", nature="grandeur", decimals=2))
    return tuple(listed)


COLUMNS: tuple[Column, ...] = _columns()


def _count(name: str, label: str) -> Column:
    return Column(name=name, label=label, nature="effectif", unit="répondants", threshold=THRESHOLD)


COUNTS: tuple[Column, ...] = (
    Column(name="level", label="Niveau", nature="code"),
    Column(name="code", label="Code du territoire", nature="code"),
    Column(name="public", label="Public", nature="code"),
    Column(name="benefit", label="Prestation", nature="code"),
    Column(name="wave", label="Vague", nature="code"),
    _count("respondents", "Répondants"),
    _count("missed", "En non-recours"),
    _count("received", "Reçoivent"),
    _count("not_concerned", "Non concernés"),
    _count("unknowing", "Ne savent pas"),
)


@dataclass(frozen=True)
class About:
    """What an entry says of the file, and until when its rows may be kept."""

    title: str
    producer: str
    vintage: str
    obtained: str
    today: date
    keep_until: date
    months: int
    fictitious: bool

    @property
    def retention(self) -> str:
        """The sentence on the time for which the rows are kept."""
        return f"À effacer après le {day(self.keep_until)} ({number(self.months)} mois après l’import)."


def respondents(about: About, *, deduced: frozenset[str], weighted: bool) -> Entry:
    """Return the entry of the respondents' table, with the rules by which it was made.

    Parameters
    ----------
    deduced : frozenset of str
        The publics that the rules gave to somebody.
    weighted : bool
        Whether the file has weights.
    """
    notes = (
        "Une ligne par répondant : jamais montrée ni exportée ; seuls des résultats protégés par le secret "
        "statistique en sortent.",
        about.retention,
        *(rule for key, rule in RULES.items() if key in deduced),
        "En non-recours : pense avoir droit à au moins une prestation et ne la reçoit pas, sauf si le fichier le dit.",
        "Poids du fichier." if weighted else "Sans poids dans le fichier : chaque répondant compte pour 1.",
    )
    return _entry(RESPONDENTS, about, "Usage interne, données sur des personnes", notes, COLUMNS)


def aggregates(about: About, *, recomputed: bool) -> Entry:
    """Return the entry of a table of counts, not yet protected; `recomputed` from shares for some."""
    notes = (
        "Effectifs de répondants non protégés : jamais montrés ni exportés tels quels ; le secret statistique "
        f"s’applique avant (moins de {THRESHOLD} répondants, et ce qui s’en déduit).",
        about.retention,
        "Une case vide est inconnue ou masquée par le producteur, jamais 0.",
        *(("Effectifs recalculés depuis des parts en % des répondants.",) if recomputed else ()),
    )
    return _entry(AGGREGATED, about, "Usage interne, secret statistique à appliquer", notes, COUNTS)


def _entry(name: str, about: About, licence: str, notes: tuple[str, ...], columns: tuple[Column, ...]) -> Entry:
    return Entry(
        name=name,
        title=about.title,
        producer=about.producer or UNKNOWN_PRODUCER,
        dataset="Baromètre du non-recours",
        vintage=about.vintage or UNKNOWN_VINTAGE,
        accessed=about.today.isoformat(),
        licence=licence,
        quality="fictif" if about.fictitious else "réel",
        obtained=about.obtained,
        notes=notes,
        confidential=True,
        keep_until=about.keep_until.isoformat(),
        columns=columns,
    )
