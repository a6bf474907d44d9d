"""The benefits of which non-take-up is known nationally, and those of which it cannot be estimated here."""

from dataclasses import dataclass

from indicators.uptake.counts import CAF, CNAM, FRANCE_TRAVAIL, Rule


@dataclass(frozen=True)
class Benefit:
    """A benefit whose non-take-up is estimated.

    Attributes
    ----------
    key : str
        As in the table of national rates.
    unit : str
        What is counted: « foyers », « personnes ».
    counts : str
        The indicator by commune that it starts from.
    rule : Rule
        How its producer rounds and masks.
    when : str
        Whether it is counted at a date or over a year, in French.
    """

    key: str
    label: str
    short: str
    unit: str
    counts: str
    rule: Rule
    when: str = "à une date donnée"

    @property
    def is_flow(self) -> bool:
        """Whether people are counted over a year: they do not add to those counted at a date."""
        return self.when != "à une date donnée"

    @property
    def within(self) -> str:
        """The short name inside a sentence: « prime d’activité », « RSA »."""
        acronym = self.short[1:2].isupper() or self.short[1:2].isdigit()
        return self.short if acronym else self.short[0].lower() + self.short[1:]


BENEFITS = (
    Benefit("rsa", "Revenu de solidarité active", "RSA", "foyers", "foyers_rsa", CAF),
    Benefit("ppa", "Prime d’activité", "Prime d’activité", "foyers", "foyers_ppa", CAF),
    Benefit(
        "c2s_gratuite",
        "Complémentaire santé solidaire sans participation",
        "C2S gratuite",
        "personnes",
        "css_gratuite",
        CNAM,
    ),
    Benefit(
        "c2s_participative",
        "Complémentaire santé solidaire avec participation",
        "C2S participative",
        "personnes",
        "css_participative",
        CNAM,
    ),
    Benefit(
        "assurance_chomage",
        "Assurance chômage",
        "Assurance chômage",
        "personnes",
        "demandeurs_emploi",
        FRANCE_TRAVAIL,
        "sur un an",
    ),
)
BY_KEY = {one.key: one for one in BENEFITS}

# Of the other benefits of the table of national rates, why nothing is estimated.
NOT_ESTIMATED = {
    "aspa": (
        "Allocation de solidarité aux personnes âgées (Aspa)",
        "le taux national (50 % des personnes seules) est publié, mais pas le nombre de bénéficiaires par commune",
    ),
    "aah": ("Allocation aux adultes handicapés (AAH)", "aucun taux national de non-recours publié n’a été trouvé"),
    "aides_logement": ("Aides au logement", "aucun taux national de non-recours publié n’a été trouvé"),
}
