"""The parts of the page Fiche commune: indicators, services, publics and places as accessible tables."""

import html
from collections.abc import Iterable

import streamlit as st

from data import catalogue
from data.formats import number, plural, typography, uncapital
from data.settings import settings
from geo import territory
from indicators.uptake import expected as uptake
from indicators.vicinity import PublicCount, Vicinity
from reports import commune_rows, commune_sheet
from reports.commune_rows import ShownRow, ShownService, Strip
from reports.sentences import attendu
from reports.sentences import fiche as sentences
from ui import page

# Width of the line of dots, in pixels: positions are whole pixels of it.
_STRIP = 168
# Headings of columns of words.
_LEFT = frozenset({"Lieu le plus proche"})
_STYLE = """
<style>
.fiche {width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .95rem; margin: 0;}
.fiche caption {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
.fiche th, .fiche td {padding: .42rem .6rem; text-align: right; vertical-align: middle; border: 0; line-height: 1.3;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent);}
.fiche th:first-child, .fiche td.left {text-align: left; font-weight: 400;}
.fiche thead th.left {text-align: left;}
.fiche thead th {font-size: .82rem; font-weight: 600; opacity: .8; vertical-align: bottom;}
.fiche th.theme {font-weight: 650; font-size: 1rem; padding-top: 1.3rem; text-align: left;}
.fiche small {display: block; font-size: .8rem; opacity: .75; font-weight: 400;}
.fiche .value {font-weight: 650; white-space: nowrap;}
.fiche td small {white-space: nowrap;}
.fiche .unit {display: inline; margin-left: .25rem;}
.fiche td.left small {white-space: normal;}
.fiche .rank {white-space: nowrap;}
.fiche .hidden {font-weight: 400; font-style: italic; opacity: .8; white-space: normal;}
.fiche .need {border: 1px solid #C8642B; border-radius: .3rem; padding: 0 .3rem; font-size: .74rem;
  font-weight: 600; white-space: nowrap;}
.fiche .spoken, .fiche .named {position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap;}
.fiche .strip {position: relative; display: inline-block; width: 172px; height: 16px; vertical-align: middle;}
.fiche .strip > * {position: absolute; top: 50%; left: 0;}
.fiche .axis {width: 172px; height: 1px; background: color-mix(in srgb, currentColor 22%, transparent);}
.fiche .dots {width: 4px; height: 4px; margin-top: -2px; border-radius: 50%; background: transparent;
  color: color-mix(in srgb, currentColor 38%, transparent);}
.fiche .whole {width: 2px; height: 14px; margin: -7px 0 0 1px; background: currentColor;}
.fiche .own {width: 11px; height: 11px; margin: -5.5px 0 0 -3.5px; border-radius: 50%; background: #1E8797;}
.fiche .own.more {background: #C8642B;}
.fiche .track {position: relative; display: block; width: 100%; min-width: 120px; height: 12px;
  background: color-mix(in srgb, currentColor 8%, transparent); border-radius: 3px;}
.fiche .track > * {position: absolute; top: 0; height: 12px;}
.fiche .span {background: #1E879766; border-radius: 3px;}
.fiche .mean {width: 3px; background: #1E8797;}
.fiche-key {font-size: .82rem; opacity: .85; margin: .2rem 0 .2rem;}
.fiche-list {margin: .1rem 0 .6rem; padding-left: 1.1rem; line-height: 1.5;}
@media (max-width: 640px) {
  .fiche, .fiche tbody {display: block;}
  .fiche thead {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
  .fiche tr {display: grid; grid-template-columns: 1fr 1fr 1fr; padding: .45rem 0;
    border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent);}
  .fiche th, .fiche td {border: 0; padding: .1rem 0; text-align: left;}
  .fiche th:first-child, .fiche td.wide, .fiche th.theme {grid-column: 1 / -1;}
  .fiche td.drawn {grid-column: span 2; align-self: end;}
  .fiche .rank, .fiche td small {white-space: normal;}
  .fiche th:first-child {font-weight: 600;}
  .fiche .named {position: static; clip-path: none; width: auto; height: auto; display: block; font-size: .74rem;
    opacity: .75; font-weight: 400;}
  .fiche td.empty {display: none;}
}
</style>
"""


def style() -> None:
    """Add the look of the sheet's tables; call it once a page."""
    st.html(_STYLE)


def _text(words: str) -> str:
    return html.escape(typography(words), quote=True)


def _small(words: str) -> str:
    return f"<small>{_text(words)}</small>" if words else ""


def _cell(content: str, name: str = "", kind: str = "") -> str:
    """Return a cell; its column's name is shown beside it where the table is folded on a narrow screen."""
    classes = f' class="{kind}"' if kind else ""
    named = f'<span class="named" aria-hidden="true">{_text(name)}</span>' if name else ""
    return f'<td role="cell"{classes}>{named}{content}</td>'


def _table(caption: str, heads: Iterable[str], body: str) -> None:
    columns = "".join(
        f'<th role="columnheader" scope="col"{" class=left" if head in _LEFT else ""}>{_text(head)}</th>'
        for head in heads
    )
    st.html(
        f'<table class="fiche" role="table"><caption>{_text(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{columns}</tr></thead>{body}</table>'
    )


def _strip(strip: Strip, more_need: bool) -> str:
    """Draw the communes as dots: one element whose shadows are the dots, so that the page stays light."""
    places = dict.fromkeys(round(at * _STRIP) for at in strip.everyone)
    shadows = ",".join(f"{at}px 0" for at in places)
    whole = "" if strip.whole is None else f'<span class="whole" style="left:{round(strip.whole * _STRIP)}px"></span>'
    kind = "own more" if more_need else "own"
    own = "" if strip.own is None else f'<span class="{kind}" style="left:{round(strip.own * _STRIP)}px"></span>'
    return (
        '<span class="strip" aria-hidden="true"><span class="axis"></span>'
        f'<span class="dots" style="box-shadow:{shadows}"></span>{whole}{own}</span>'
    )


def _unit(row: ShownRow) -> str:
    """Return the unit, unless the sign beside the value or the name of the theme says it."""
    return "" if row.unit in {"%", "équipements"} else f'<small class="unit">{_text(row.unit)}</small>'


def _row(row: ShownRow, alike: bool) -> str:
    value = f'<span class="{"value" if row.known else "hidden"}">{_text(row.value)}</span>{_small(row.detail)}'
    need = '<span class="need">écart net</span>' if row.more_need else ""
    place, _, rest = row.rank.partition(" (")
    rank = f"{need} {_text(place)}{_small(rest.removesuffix(')'))}"
    drawn = _strip(row.strip, row.more_need) if row.strip else ""
    spoken = f'<span class="spoken">{_text(row.spoken)}</span>' if row.spoken else ""
    similar = _cell(_text(row.similar), "Semblables") if alike else ""
    whole = _text(row.whole) + ("<small>médiane des IRIS</small>" if row.whole_is_median else "")
    return (
        f'<tr role="row"><th role="rowheader" scope="row">{_text(row.label)} {_unit(row)}</th>'
        f"{_cell(value, 'Commune')}{_cell(whole, _short())}{similar}"
        f"{_cell(rank, 'Rang', 'rank')}"
        f"{_cell(drawn + spoken, kind='drawn' if drawn else 'empty')}</tr>"
    )


def indicators(rows: dict[str, tuple[ShownRow, ...]], name: str, *, alike: bool) -> None:
    """Show every indicator of the sheet beside its references; `alike` when there are communes of its size."""
    wide = 6 if alike else 5
    body = "".join(
        f'<tbody role="rowgroup"><tr role="row"><th class="theme" role="rowheader" scope="rowgroup" colspan="{wide}">'
        f"{_text(theme)}</th></tr>{''.join(_row(row, alike) for row in shown)}</tbody>"
        for theme, shown in rows.items()
    )
    page_key(
        "Gros point : la commune, orange quand l’écart est net dans le sens du besoin. Trait : "
        f"{settings().short.the}. Petits points : les {_communes()}, du minimum au maximum. "
        + ("Semblables : médiane des communes de taille semblable. " if alike else "")
        + "Rang : 1 pour la plus forte valeur."
    )
    heads = ("Indicateur", "Commune", _short(), *(["Semblables"] if alike else []), "Rang", f"Parmi les {_communes()}")
    _table(f"{name} : indicateurs comparés", heads, body)


def _short() -> str:
    return settings().short.name


def _share_of() -> str:
    return f"Part {settings().short.of}"


def _communes() -> str:
    return plural(len(territory.load().communes), "commune")


def page_key(words: str) -> None:
    """Show how to read what follows."""
    st.html(f'<p class="fiche-key">{_text(words)}</p>')


def _track(one: ShownService, scale: float) -> str:
    def share(value: float) -> str:
        return f"{100 * value / scale:.1f}%"

    return (
        f'<span class="track" aria-hidden="true"><span class="span" style="left:{share(one.low)};'
        f'width:{share(one.high - one.low)}"></span>'
        f'<span class="mean" style="left:{share(one.car_minutes)}"></span></span>'
    )


def _service(one: ShownService, scale: float) -> str:
    head = f'<tr role="row"><th role="rowheader" scope="row">{_text(one.label)}'
    if not one.located:
        missing = f'<span class="hidden">{_text(one.place)}</span>'
        return f"{head}</th>{_cell(missing, kind='left wide')}{_cell('', kind='empty') * 5}</tr>"
    where = f"{_text(one.place)}{_small(one.address)}{_small(one.hours)}"
    return (
        f"{head}</th>{_cell(where, kind='left wide')}{_cell(_text(one.walk), 'À pied')}"
        f"{_cell(_text(one.bike), 'À vélo')}"
        f"{_cell(f'<span class=value>{_text(one.car)}</span>', 'En voiture')}"
        f"{_cell(_text(one.worst), 'Au plus loin, en voiture')}{_cell(_track(one, scale), kind='wide')}</tr>"
    )


def services(shown: tuple[ShownService, ...], name: str) -> None:
    """Show how far each kind of service is, by three ways of travelling, with the bracket of each estimate."""
    scale = max((one.high for one in shown if one.located), default=1.0)
    body = f'<tbody role="rowgroup">{"".join(_service(one, scale) for one in shown)}</tbody>'
    heads = ("Service", "Lieu le plus proche", "À pied", "À vélo", "En voiture", "Au plus loin", "")
    page_key(
        "Minutes estimées, en moyenne pour les habitants ; entre parenthèses, la fourchette plausible. Au plus loin : "
        "en voiture, depuis le carreau habité le plus éloigné."
    )
    _table(f"{name} : minutes jusqu’à chaque service (estimation)", heads, body)


def _counted(one: PublicCount) -> str:
    """Return what is counted, unless the public's name says it."""
    return "" if one.unit.casefold() == one.label.casefold() else one.unit


def publics(around: Vicinity, name: str) -> None:
    """Show how many people of each public live in the commune."""
    body = "".join(
        f'<tr role="row"><th role="rowheader" scope="row">{_text(one.label)}{_small(_counted(one))}</th>'
        f"{_cell(f'<span class=value>{_text(commune_rows.public_value(one))}</span>', 'Nombre')}"
        f"{_cell(_text(number(one.share, 1, '%')), _share_of())}</tr>"
        for one in around.publics
    )
    heads = ("Public", "Nombre", _share_of())
    _table(f"{name} : les publics", heads, f'<tbody role="rowgroup">{body}</tbody>')


def points(title: str, lines: Iterable[str]) -> None:
    """Show sentences as a list under a title; nothing without a sentence."""
    items = "".join(f"<li>{_text(line)}</li>" for line in lines)
    if not items:
        return
    if title:
        st.subheader(title, anchor=False)
    st.html(f'<ul class="fiche-list">{items}</ul>')


def method(around: Vicinity) -> None:
    """Say how the publics were counted, and from what."""
    page.source(
        commune_sheet.publics_note(around),
        *(f"{one.label} : {uncapital(one.method)}" for one in around.publics if one.estimated or one.key == "jeunes"),
        *dict.fromkeys(one.source for one in around.publics),
    )


def expected(code: str) -> None:
    """Show the non-take-up that public data let expect in the commune; nothing when it cannot be estimated."""
    said = attendu.commune(uptake.expected(), code)
    if said:
        st.markdown(f"**Non-recours attendu.** {page.text(said)}")


def places_source() -> str:
    """Return the source of the places and of their hours."""
    entry = catalogue.read("places")
    return f"Lieux : {entry.source} ({entry.licence})."


def places(around: Vicinity) -> None:
    """Show the town hall with its hours, and the services and host places of the commune."""
    hall = around.hall
    if hall is not None:
        st.markdown(page.text(f"**{hall.name}**, {hall.address} : {hall.hours_in_french}."))
    here = [(one.name, one.address, one.hours_in_french if one.opening_hours else "") for one in around.places]
    if here:
        points(
            "", (" : ".join(part for part in (f"{name}, {address}", hours) if part) for name, address, hours in here)
        )
    else:
        st.markdown("Aucun autre service ni lieu d’accueil n’y est recensé.")
    quarters = sentences.neighbourhoods(around)
    if quarters:
        st.markdown(page.text(quarters))
