"""What the sheet of a commune says in words: what it lacks, what goes well, what is not published."""

import numpy as np

from data.formats import capital, enumerate_words, interval, minutes, number, plural
from data.nouns import after_de
from data.settings import settings
from geo import territory
from indicators.catalogue import Indicator
from indicators.service_places import kind
from indicators.sheet import Row, Sheet
from indicators.values import ABSENT, MASKED, SECRET, STATUS_LABEL
from indicators.vicinity import NEAR_MINUTES, ServiceLine, Vicinity, usual_hours

COUNTS, HAS = "compte", "a"
# How a value is said after the name of the commune: its verb, then the words around the number.
_SAID = {
    "part_15_24": (COUNTS, "{} d’habitants de 15 à 24 ans"),
    "part_65_plus": (COUNTS, "{} d’habitants de 65 ans ou plus"),
    "part_75_plus": (COUNTS, "{} d’habitants de 75 ans ou plus"),
    "part_monoparents": (COUNTS, "{} de familles monoparentales parmi les ménages"),
    "part_personnes_seules": (COUNTS, "{} de personnes vivant seules parmi les ménages"),
    "revenu_median": (HAS, "un revenu disponible médian de {} par an"),
    "taux_pauvrete": (HAS, "un taux de pauvreté de {}"),
    "part_menages_pauvres": (COUNTS, "{} de ménages pauvres"),
    "part_allocataires_caf": (COUNTS, "{} foyers allocataires de la Caf pour 100 ménages fiscaux"),
    "part_rsa": (COUNTS, "{} foyers au RSA pour 100 ménages fiscaux"),
    "part_ppa": (COUNTS, "{} foyers à la prime d’activité pour 100 ménages fiscaux"),
    "part_asf": (COUNTS, "{} foyers à l’allocation de soutien familial pour 100 ménages fiscaux"),
    "part_aide_logement": (COUNTS, "{} foyers aidés pour leur logement pour 100 ménages fiscaux"),
    "part_aah": (COUNTS, "{} foyers à l’allocation aux adultes handicapés pour 100 ménages fiscaux"),
    "part_qf_moins_400": (COUNTS, "{} d’allocataires de la Caf au quotient familial inférieur à 400 €"),
    "part_allocataires_moins_30": (COUNTS, "{} d’allocataires de la Caf de moins de 30 ans"),
    "part_demandeurs_emploi": (COUNTS, "{} demandeurs d’emploi pour 100 habitants"),
    "part_demandeurs_emploi_50": (COUNTS, "{} de 50 ans ou plus parmi ses demandeurs d’emploi"),
    "taux_chomage_rp": (HAS, "un taux de chômage de {} au sens du recensement"),
    "part_sans_bac": (COUNTS, "{} de non-bacheliers parmi les 15 ans ou plus sortis de l’école"),
    "part_css_gratuite": (COUNTS, "{} d’assurés à la complémentaire santé solidaire sans participation"),
    "part_css_participative": (COUNTS, "{} d’assurés à la complémentaire santé solidaire avec participation"),
    "part_sans_medecin_traitant": (COUNTS, "{} personnes sans médecin traitant pour 100 assurés du régime général"),
    "part_retraites_exoneres_csg": (COUNTS, "{} de retraités exonérés de CSG"),
    "part_hlm": (COUNTS, "{} de logements HLM parmi les résidences principales"),
    "part_sans_voiture": (COUNTS, "{} de ménages sans voiture"),
    "fragilite_numerique": (HAS, "un indice de fragilité numérique de {} (moyenne : 100)"),
}
_FACILITY = {
    "bureaux_poste": "point de contact postal",
    "pharmacies": "pharmacie",
    "bibliotheques": "bibliothèque",
}
_SIMILAR = "dans les communes de taille semblable"


def _whole() -> str:
    return f"dans l’ensemble {settings().common.of}"


_STATES = {
    SECRET: ("sous secret statistique", "sous secret statistique"),
    MASKED: ("masquée ou nulle", "masquées ou nulles"),
    ABSENT: ("non disponible", "non disponibles"),
}
# Town halls open this much less or more than those of similar communes are told.
_FEW_HOURS, _MANY_HOURS = 0.75, 1.25


def short_unit(indicator: Indicator) -> str:
    """Return the sign that stays with the number: « % », « € », or nothing."""
    return "%" if indicator.unit.startswith("%") else "€" if indicator.unit.startswith("€") else ""


def _write(value: float, indicator: Indicator) -> str:
    return number(value, indicator.decimals, short_unit(indicator))


def _said(row: Row, *, bold: bool) -> str:
    mark = "**" if bold else ""
    return f"{mark}{_SAID[row.indicator.id][1].format(_write(row.value, row.indicator))}{mark}"


def _against(row: Row) -> str:
    return f"contre {_write(row.against.value, row.indicator)}"


def _where(row: Row) -> str:
    return _whole() if np.isnan(row.similar.value) else _SIMILAR


def _first(rows: tuple[Row, ...], most: int) -> list[Row]:
    """Keep the first row of each theme, so that two ages do not say one thing twice."""
    kept: dict[str, Row] = {}
    for row in rows:
        kept.setdefault(row.indicator.theme, row)
    return list(kept.values())[:most]


def _departures(rows: list[Row], *, bold: bool) -> str:
    """Say rows after the commune's name: « compte A, contre x dans …, et B, contre y »."""
    parts: list[str] = []
    for rank, row in enumerate(rows):
        verb = _SAID[row.indicator.id][0]
        before = _SAID[rows[rank - 1].indicator.id][0] if rank else ""
        place = f" {_where(row)}" if not rank or _where(row) != _where(rows[rank - 1]) else ""
        parts.append((f"{verb} " if verb != before else "") + f"{_said(row, bold=bold)}, {_against(row)}{place}")
    return ", et ".join(parts)


def needs(sheet: Sheet) -> str:
    """Say by what the commune departs most towards more need."""
    rows = _first(sheet.needs(), 2)
    if rows:
        return f"**{sheet.name}** {_departures(rows, bold=True)}."
    if not any(row.gap == row.gap for row in sheet.rows):
        return f"Trop peu de valeurs sont publiées pour comparer **{sheet.name}** aux autres communes."
    others = "les communes de taille semblable" if sheet.peers else f"l’ensemble {settings().common.of}"
    return f"Aucun indicateur publié ne place **{sheet.name}** nettement plus en difficulté que {others}."


def services(vicinity: Vicinity) -> str:
    """Say how far the farthest located service is, and the nearest France services."""
    far = vicinity.farthest
    if far is None and np.isnan(vicinity.people_share):
        return "Les temps de trajet ne sont pas disponibles : les carreaux habités du territoire manquent."
    if far is None:
        return "Aucun service n’a de position connue : les temps de trajet manquent."
    near = vicinity.service("france_services")
    text = f"Le service localisé le plus éloigné, {kind(far.key).phrase}, est à {_by_car(far, bold=True)}"
    if near.key == far.key or not np.isfinite(near.minutes):
        return f"{text}."
    return f"{text} ; {kind(near.key).phrase} est à {_by_car(near)}."


def _by_car(line: ServiceLine, *, bold: bool = False) -> str:
    mark = "**" if bold else ""
    plausible = bracket(line.car.low, line.car.high)
    return f"{mark}{minutes(line.minutes)} en voiture{mark} (estimation : {plausible})"


def bracket(low: float, high: float) -> str:
    """Write the plausible bracket of an estimate; one number when both round to it."""
    if round(low) == round(high):
        return number(high)
    return interval(low, high)


def lacking(sheet: Sheet) -> str:
    """Say which facilities the commune has none of while its likes do, "" when there is none."""
    found = sheet.lacking()
    if not found:
        return ""
    among = len(sheet.peers)
    names = [_FACILITY[indicator.id] for indicator, _ in found]
    if len(found) == 1:
        having = found[0][1]
        return (
            f"La commune n’a pas de {names[0]} : {number(having)} des {number(among)} communes de taille semblable "
            "en ont."
        )
    counts = enumerate_words([f"{number(having)} sur {number(among)}" for _, having in found])
    return f"La commune n’a ni {enumerate_words(names, 'ni')}, que des communes de taille semblable ont ({counts})."


def answer(sheet: Sheet, vicinity: Vicinity) -> str:
    """Return the sentence that opens the page: what this commune lacks, ** around what matters."""
    return " ".join(part for part in (needs(sheet), lacking(sheet), services(vicinity)) if part)


def good(sheet: Sheet, vicinity: Vicinity) -> list[str]:
    """Return what goes well, one sentence a line; empty when nothing stands out."""
    lines = [_sentence(row) for row in _first(sheet.strengths(), 2)]
    here = [one.name for one in vicinity.places if one.kind == "france_services"]
    if here:
        verb = "est" if len(here) == 1 else "sont"
        lines.append(f"{enumerate_words(here)} {verb} dans la commune.")
    far = vicinity.farthest
    if far is not None and far.minutes <= NEAR_MINUTES:
        lines.append(f"Tous les services localisés sont à moins de {number(NEAR_MINUTES)} min en voiture (estimation).")
    return lines + _hours(sheet, vicinity, more=True)


def to_watch(sheet: Sheet, vicinity: Vicinity) -> list[str]:
    """Return what to watch beside the answer: further departures, hours of the town hall."""
    told = {row.indicator.id for row in _first(sheet.needs(), 2)}
    rows = [row for row in sheet.needs() if row.indicator.id not in told]
    return [_sentence(row) for row in rows[:3]] + _hours(sheet, vicinity, more=False)


def _sentence(row: Row) -> str:
    text = f"{_said(row, bold=False)}, {_against(row)} {_where(row)}."
    return capital(text)


def _hours(sheet: Sheet, vicinity: Vicinity, *, more: bool) -> list[str]:
    """Say the hours of the town hall when they stand out on the side asked for."""
    hours = vicinity.hall.weekly_hours if vicinity.hall is not None else None
    usual = usual_hours(sheet.peers)
    if hours is None or np.isnan(usual):
        return []
    if (hours < _FEW_HOURS * usual) if not more else (hours > _MANY_HOURS * usual):
        return [
            f"La mairie est ouverte {written_hours(hours)} par semaine, contre {written_hours(usual)} "
            f"{_SIMILAR} (médiane)."
        ]
    return []


def written_hours(hours: float) -> str:
    """Write hours: « 4 h », « 16 h 30 »."""
    whole, rest = divmod(round(hours * 60), 60)
    return number(whole, 0, "h") + (f"\u202f{rest:02d}" if rest else "")


def peers(sheet: Sheet) -> str:
    """Say which communes are of similar size, or that there is none."""
    if not sheet.peers:
        return (
            f"Aucune commune n’a entre la moitié et le double de la population {after_de(sheet.name)} : "
            f"elle est comparée à l’ensemble {settings().common.of}."
        )
    low, high = sheet.peers_population
    known = territory.load()
    names = enumerate_words([known.label(code) for code in sheet.peers])
    size = number(low, 0, "habitants") if low == high else f"{number(low)} à {number(high, 0, 'habitants')}"
    if len(sheet.peers) == 1:
        return f"Commune de taille semblable ({size}) : {names}."
    return f"Communes de taille semblable ({size}) : {names}."


def hidden(sheet: Sheet) -> str:
    """Say how many values of the sheet are not published and why, "" when all are."""
    states = [row.status for row in sheet.hidden]
    if not states:
        return ""
    if len(states) == 1:
        return f"1 valeur n’est pas publiée ({STATUS_LABEL[states[0]]}) : elle ne vaut pas 0."
    why = [plural(states.count(state), *_STATES[state]) for state in dict.fromkeys(states)]
    return f"{number(len(states))} valeurs ne sont pas publiées ({enumerate_words(why)}) : elles ne valent pas 0."


def unlocated(vicinity: Vicinity) -> str:
    """Name the services that no minutes count, "" when all are located."""
    names = [one.name for one in vicinity.unlocated]
    if not names:
        return ""
    verb = "n’a" if len(names) == 1 else "n’ont"
    it = "il n’entre" if len(names) == 1 else "ils n’entrent"
    return f"{enumerate_words(names)} {verb} pas de position connue : {it} dans aucun temps de trajet."


def neighbourhoods(vicinity: Vicinity) -> str:
    """Name the priority neighbourhoods of the commune, "" when it has none."""
    known = territory.load()
    parts = []
    for one in vicinity.neighbourhoods:
        shared = enumerate_words([known.label(code) for code in one.shared_with if code in known.communes])
        inside = f", avec {shared}" if shared else ""
        parts.append(f"{one.name} ({number(one.population, 0, 'habitants')}{inside})")
    if not parts:
        return ""
    head = "Quartier prioritaire" if len(parts) == 1 else "Quartiers prioritaires"
    return f"{head} : {' ; '.join(parts)}."
