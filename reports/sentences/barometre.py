"""What the page Baromètre says: who does not receive their rights, and why, as far as it may be said."""

from collections.abc import Sequence

from data.formats import bearable, capital, enumerate_words, estimated, number, plural, typography, uncapital
from indicators.barometer import Change, Finding, Panel, Record, Results
from indicators.barometer.gaps import apart, largest
from indicators.barometer.topics import EVERY_BENEFIT, EVERYBODY
from indicators.survey import thresholds_in_use
from reports.sentences import barometre_words as words

_WHY_HIDDEN = "trop peu de répondants, un intervalle trop large ou le secret statistique"


def share(found: Finding) -> str:
    """Write a share and its interval: « 15 % (de 13 à 18 %) »; says that it is fragile."""
    if found.share is None or found.low is None or found.high is None:
        return "non publiable"
    fragile = ", estimation fragile" if found.fragile else ""
    return f"{number(found.share, 0, '%')} (de {number(found.low)} à {number(found.high, 0, '%')}{fragile})"


def answer(found: Results) -> str:
    """Answer the page's question in one or two sentences; **…** is bold."""
    if found.empty:
        return typography(
            f"**Rien de ce baromètre{_of_wave(found.wave)} ne peut être publié** : {_WHY_HIDDEN}. "
            "Les réponses restent dans l’outil et servent aux estimations."
        )
    said = [_rate(found)]
    top = _first(found.obstacles)
    if top and found.benefit == EVERY_BENEFIT:
        named = enumerate_words([words.obstacle(one.key) for one in top])
        said.append(
            f"Ce qui arrête le plus souvent : **{named}** "
            f"({number(top[0].share, 0, '%')} des personnes en non-recours{'' if len(top) == 1 else ', à égalité'})."
        )
    return typography(" ".join(said))


def _of_wave(wave: str) -> str:
    return f" ({wave})" if wave else ""


def _rate(found: Results) -> str:
    weighted = found.record.weighted
    people = words.people(found.public, weighted=weighted)
    rate = found.overall
    n = f", {plural(rate.n, 'répondant')}" if rate.n is not None else ""
    wave = f", baromètre {found.wave}" if found.wave else ""
    if found.benefit == EVERY_BENEFIT:
        if not rate.shown:
            return (
                f"Parmi {people}, la part qui ne reçoit pas ses droits **n’est pas publiable** : {_WHY_HIDDEN}{wave}."
            )
        told = f"**{number(rate.share, 0, '%')} {words.of(people)}** ({_between(rate)}{n}{wave})"
        return f"{told} pensent avoir droit à une prestation sans la recevoir{_number_of(found)}."
    right = words.RIGHTS[found.benefit]
    whom = f"Parmi {people} qui reçoivent {right.the} ou pensent y avoir droit"
    if not rate.shown:
        return f"{whom}, la part qui ne {right.pronoun} reçoit pas **n’est pas publiable** : {_WHY_HIDDEN}{wave}."
    return f"{whom}, **{number(rate.share, 0, '%')} ne {right.pronoun} reçoivent pas** ({_between(rate)}{n}{wave})."


def _between(rate: Finding) -> str:
    fragile = "estimation fragile, " if rate.fragile else "estimation, "
    return f"{fragile}de {number(rate.low)} à {number(rate.high, 0, '%')}"


def _number_of(found: Results) -> str:
    """Return how many people that is, where the whole population is meant."""
    rate = found.overall
    if found.people is None or rate.share is None or rate.low is None or rate.high is None or rate.share <= 0:
        return ""
    value, low, high = found.people, found.people * rate.low / rate.share, found.people * rate.high / rate.share
    return ", soit " + estimated(value, low, high, 0, "personnes")


def _first(panel: Panel) -> tuple[Finding, ...]:
    """Return the answer that is given most often, or several when they round to the same share."""
    shown = panel.shown
    return tuple(one for one in shown if round(one.share or 0) == round(shown[0].share or 0)) if shown else ()


def compared(panel: Panel) -> str:
    """Say which answer has the highest share, and the largest gap that is more than chance explains, if any is."""
    shown = panel.shown
    if not shown:
        return typography(f"Aucune part n’est publiable : {_WHY_HIDDEN}.") if panel.findings else ""
    if len(shown) == 1:
        return typography(f"Seule part publiable : « {shown[0].label} », **{share(shown[0])}**.")
    gap = largest(shown)
    if gap is None:
        return typography(
            f"La plus haute : « {shown[0].label} », {share(shown[0])} ; mais aucun écart n’est assuré : le hasard du "
            "tirage peut suffire."
        )
    high, low = gap
    whole = (high, low) == (shown[0], shown[-1])
    return typography(
        f"{'De la plus basse à la plus haute' if whole else 'Le plus grand écart assuré'} : « {low.label} », "
        f"{share(low)} ; **« {high.label} », {share(high)}**."
    )


def forms(found: Results) -> str:
    """Say which form of non-take-up comes first."""
    top = _first(found.forms)
    if not top:
        return _nothing(found.forms, "la forme du non-recours")
    said = enumerate_words([words.form(one.key) for one in top], "ou")
    return typography(
        f"Les personnes en non-recours disent le plus souvent **{said}** : "
        f"{share(top[0])}{', à égalité' if len(top) > 1 else ''}. Plusieurs réponses étaient possibles."
    )


def obstacles(found: Results) -> str:
    """Say what is named most often."""
    shown = found.obstacles.shown
    if not shown:
        return _nothing(found.obstacles, "les obstacles")
    named = enumerate_words([f"{words.obstacle(one.key)} ({number(one.share, 0, '%')})" for one in shown[:3]])
    return typography(
        f"Ce que les personnes en non-recours citent le plus : **{named}**."
        if len(shown) > 1
        else f"Les personnes en non-recours citent surtout **{named}** ; le reste n’est pas publiable."
    )


def contacts(found: Results) -> str:
    """Say to whom people turn first."""
    shown = found.contacts.shown
    if not shown:
        return _nothing(found.contacts, "le premier contact")
    whom = "Les répondants" if found.public == EVERYBODY else words.people(found.public, weighted=True)
    named = [f"{words.contact(one.key)} ({number(one.share, 0, '%')})" for one in shown[:3]]
    return typography(f"{capital(whom)} citent d’abord, pour une démarche : **{enumerate_words(named)}**.")


def _nothing(panel: Panel, asked: str) -> str:
    if not panel.findings:
        return typography(f"Ce baromètre ne dit rien sur {asked}.")
    return typography(f"Sur {asked}, aucun résultat n’est publiable : {_WHY_HIDDEN}.")


def distance(found: Results) -> str:
    """Compare what stops those who live near France services and those who live far, where both are published."""
    near, *_, far = found.obstacles_by_distance
    pairs = [
        (a, b) for a in near.shown for b in far.shown if a.key == b.key and a.share is not None and b.share is not None
    ]
    if not any(panel.findings for panel in found.obstacles_by_distance):
        return typography("Ce baromètre ne dit rien sur les obstacles selon la distance.")
    if not pairs:
        return typography(f"Aucun obstacle n’est publiable à la fois près et loin de France services : {_WHY_HIDDEN}.")
    sure = [(a, b) for a, b in pairs if apart(a, b, comparisons=len(pairs))]
    if not sure:
        listed = enumerate_words([words.obstacle(a.key) for a, _ in pairs])
        return typography(
            f"Près ou loin de France services, le baromètre ne montre pas d’écart assuré : ceux des parts publiées "
            f"({listed}) peuvent venir du hasard du tirage."
        )
    parts = [
        f"{words.obstacle(a.key)}, {number(a.share, 0, '%')} à {near.title.lower()} contre "
        f"{number(b.share, 0, '%')} à {far.title.lower()}"
        for a, b in sure
    ]
    return typography(f"Un écart dépasse ce que le hasard explique : **{enumerate_words(parts)}**.")


def unpublished(panel: Panel) -> str:
    """List what has no figure beside what has; "" when all have one, or none, which another sentence says."""
    left = [one.label for one in panel.findings if not one.shown]
    if not left or not panel.shown:
        return ""
    return typography(f"Non publiables ({_WHY_HIDDEN}) : {enumerate_words([f'« {one} »' for one in left])}.")


def change(found: Change) -> str:
    """Say whether two waves differ."""
    if found.difference is None or found.low is None or found.high is None:
        return typography(
            f"De « {found.first} » à « {found.second} », la comparaison n’est pas publiable : l’un des deux taux ne "
            "l’est pas."
        )
    moved = number(found.difference, 1, "points", sign=True)
    between = f"intervalle de {number(found.low, 1, sign=True)} à {number(found.high, 1, sign=True)}"
    told = f"de {share(found.before)} en {found.first} à {share(found.after)} en {found.second}"
    if found.p_value is None:
        return typography(f"Le taux passe {told} ; l’écart ({moved}, {between}) n’a pas pu être testé.")
    p = "p < 0,001" if found.p_value < 0.001 else f"p = {number(found.p_value, 3)}"
    if found.significant:
        way = "monte" if found.difference > 0 else "baisse"
        return typography(f"**Le taux {way}** {told} : {moved} ({between} ; {p}).")
    return typography(
        f"**Pas de changement assuré** : {told}. L’écart de {moved} ({between} ; {p}) peut venir du hasard des tirages."
    )


def record(found: Record) -> str:
    """Say how the answers were weighed."""
    n = (
        f"{plural(found.respondents, 'répondant')}"
        if found.respondents is not None
        else f"Moins de {thresholds_in_use().respondents} répondants"
    )
    if not found.weighted or not found.margins:
        return typography(
            f"{n}. Baromètre sans redressement : chaque répondant compte pour un, ou pour le poids du fichier, et les "
            "intervalles supposent un tirage au hasard."
            + (" " + " ".join(found.left_aside) if found.left_aside else "")
        )
    names = enumerate_words([uncapital(one) for one in found.margins])
    text = (
        f"{n}, redressés par calage sur les marges du recensement ({names}). Effet de plan des poids : "
        f"{number(found.design_effect, 2)} ; les réponses valent autant que celles de "
        f"{number(found.effective)} personnes tirées au hasard. Poids extrêmes : {number(found.smallest, 2)} et "
        f"{number(found.largest, 2)} fois le poids moyen{' (bornés)' if found.trimmed else ''}."
    )
    return typography(" ".join([text, *found.left_aside]))


def published(facts: Sequence[tuple[str, str]], by: str = "") -> str:
    """Say what was published of another survey, and by whom: (value, label) pairs, the rate first."""
    if not facts:
        return typography("Aucun baromètre n’est chargé, et aucun chiffre publié n’est embarqué.")
    (value, _), *others = facts
    whose = f"Publié par {by}" if by else "Publié"
    text = f"Aucun baromètre local n’est chargé. {whose} : **{value} en situation de non-recours**"
    if others:
        text += " ; " + " ; ".join(f"{number} {label}" for number, label in others)
    return typography(text + ".")


def group_of(commune: str, place: Finding, found: Results) -> str:
    """Say what is known of a commune's group: an estimate of the group, not of the commune."""
    start = f"Baromètre{_of_wave(found.wave)}"
    alone = place.label == commune
    whose = commune if alone else f"groupe « {place.label} »"
    if not place.shown:
        return typography(f"{start}, {whose} : le taux n’est pas publiable.")
    whom = "des habitants de 16 ans ou plus" if found.record.weighted else "des répondants"
    note = "" if alone else " Estimation du groupe entier, non de la commune seule."
    return typography(
        f"{start}, {whose} : **{share(place)}** {whom} pensent avoir droit à une prestation sans la recevoir.{note}"
    )


def line(found: Results) -> str:
    """Return the barometer in one line, for the first page; "" when its overall rate is not publishable."""
    rate = found.overall
    if not rate.shown or rate.share is None or rate.low is None or rate.high is None:
        return ""
    value, low, high = bearable(rate.share, rate.low, rate.high)
    whom = "des habitants de 16 ans ou plus" if found.record.weighted else "des répondants"
    return typography(
        f"Baromètre{_of_wave(found.wave)} : {number(value, 0, '%')} {whom} (estimation, de {number(low)} à "
        f"{number(high, 0, '%')}) pensent avoir droit à une prestation sans la recevoir."
    )


__all__ = [
    "answer",
    "change",
    "compared",
    "contacts",
    "distance",
    "forms",
    "group_of",
    "line",
    "obstacles",
    "published",
    "record",
    "share",
    "unpublished",
]
