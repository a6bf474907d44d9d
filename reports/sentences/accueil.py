"""What the first page says of the territory and of the state of the data."""

from data.formats import capital, enumerate_words, number, plural
from data.settings import settings
from data.state import State
from indicators.values import Values


def territory(facts: dict[str, float]) -> str:
    """Say what the tool is about, from the published key figures that are there."""
    whole = settings().full
    where = f"Dans les communes {whole.of}"
    if "communes" in facts and "population" in facts:
        where = (
            f"Dans les {number(facts['communes'])} communes {whole.of}, où vivent "
            f"**{number(facts['population'])} habitants**"
        )
    if "non_recours" not in facts:
        return f"{where}, tous ne reçoivent pas les droits auxquels ils peuvent prétendre."
    return (
        f"{where}, **{number(facts['non_recours'])} % des personnes interrogées** par le baromètre ne reçoivent "
        "pas un droit auquel elles peuvent prétendre. L’Atlas montre où porter l’accueil."
    )


def poor_households(rate: Values, name: dict[str, str]) -> str:
    """Say where the share of poor households is highest among the published communes."""
    known = [(value, code) for value, code, there in zip(rate.value, rate.codes, rate.known, strict=True) if there]
    if not known:
        return "Aucune commune n’a de part de ménages pauvres publiée."
    highest, code = max(known)
    ties = [other for value, other in known if value == highest]
    where = name[code] if len(ties) == 1 else plural(len(ties), "commune")
    lowest, _ = min(known)
    return (
        f"La part des ménages pauvres va de {number(lowest, 1)} % à {number(highest, 1)} % ({where}) "
        f"dans les {plural(len(known), 'commune')} où elle est connue."
        if len(known) > 1
        else f"La part des ménages pauvres n’est connue que pour {where} : {number(highest, 1)} %."
    )


def data_state(of: State) -> list[tuple[str, str, str]]:
    """Return what is real, estimated, approximate, fictitious and missing: kind, icon name, sentence."""
    lines = [
        (
            "Réel",
            "verified",
            f"{plural(of.published, 'valeur publiée', 'valeurs publiées')} par leurs producteurs, avec leur "
            "millésime sous chaque chiffre.",
        ),
        (
            "Secret",
            "lock",
            f"{plural(of.secret, 'valeur')} sous secret statistique et {plural(of.masked, 'valeur')} "
            "« masquées ou nulles » : hachurées, jamais remplacées par 0.",
        ),
        (
            "Estimé",
            "calculate",
            "Tous les temps de trajet (vol d’oiseau corrigé), et la répartition fine des bénéficiaires et des "
            "demandeurs d’emploi"
            + (
                f" ; {number(of.imputed_cells)} carreaux sur {number(of.cells)} sont imputés par l’Insee."
                if of.cells
                else "."
            ),
        ),
    ]
    if of.approximate:
        count = {
            "IRIS": "IRIS",
            "Quartiers prioritaires de la politique de la ville": "quartiers prioritaires",
        }
        listed = " et ".join(f"{number(n)} {count.get(title, title)}" for title, n in of.approximate.items())
        lines.append(
            (
                "Approché",
                "shapes",
                f"Les contours de {listed} sont reconstitués, en attendant les contours officiels.",
            )
        )
    if of.fictitious:
        lines.append(("Fictif", "science", "EXEMPLE FICTIF en cours d’usage : " + " ; ".join(of.fictitious) + "."))
    missing = [] if of.cells else ["les carreaux habités de 200 m"]
    if of.without_position:
        missing.append(f"la position de {plural(of.without_position, 'lieu', 'lieux')}")
    if of.without_hours:
        missing.append(f"les horaires de {plural(of.without_hours, 'lieu', 'lieux')} sur {number(of.places)}")
    missing += _not_public(of)
    if missing:
        lines.append(("Manquant", "help", capital(enumerate_words(missing)) + "."))
    if of.replaced:
        listed = " ; ".join(of.replaced)
        lines.append(("Importé", "upload", f"Tables remplacées ou complétées par les vôtres : {listed}."))
    return lines


def _not_public(of: State) -> list[str]:
    """Return what no public source holds and nobody has brought; an example in use brings nothing real."""
    survey, needs = "barometer" not in of.brought, "abse" not in of.brought
    names = ["les réponses au baromètre"] * survey + ["l’analyse des besoins sociaux"] * needs
    if names:
        names[-1] += ", qui ne sont pas publiques" if survey else ", qui n’est pas publique"
    return names
