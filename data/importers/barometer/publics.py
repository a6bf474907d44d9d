"""The four publics of a respondent, deduced from the answers by rules that are written beside the data."""

import pandas as pd

from data.importers.barometer.ages import Age

JEUNES = (16, 25)
SENIORS = (65, 120)

RULES: dict[str, str] = {
    "jeunes": "Jeunes : âge de 16 à 25 ans ; une classe d’âges à cheval est lue à son milieu.",
    "monoparents": (
        "Monoparents : ménage « famille monoparentale » ; à défaut, au moins un enfant au foyer sans vivre en couple."
    ),
    "rsa_ppa_de": (
        "RSA, prime d’activité, demandeurs d’emploi : reçoit le RSA, la prime d’activité ou l’assurance chômage, "
        "ou se dit demandeur d’emploi."
    ),
    "seniors": "Seniors : 65 ans ou plus ; une classe d’âges à cheval est lue à son milieu.",
}


def of_age(age: Age | None, bounds: tuple[int, int]) -> bool | None:
    """Tell whether an age is of a public; a class that straddles a bound is read at its middle.

    Examples
    --------
    >>> of_age(Age(18, 29), JEUNES), of_age(Age(25, 34), JEUNES), of_age(Age(60, 120), SENIORS), of_age(None, JEUNES)
    (True, False, True, None)
    """
    if age is None:
        return None
    sure = age.within(*bounds)
    return bounds[0] <= age.middle <= bounds[1] if sure is None else sure


def straddles(age: Age) -> bool:
    """Tell whether a class of ages lies on both sides of a public's bound."""
    return age.within(*JEUNES) is None or age.within(*SENIORS) is None


def monoparent(household: str, children: int | None, partner: bool | None) -> bool | None:
    """Tell whether a respondent is a single parent, from the household, else from children and couple.

    Examples
    --------
    >>> monoparent("single_parent", None, None), monoparent("", 2, False), monoparent("", 0, None)
    (True, True, False)
    >>> monoparent("", 2, None) is None
    True
    """
    if household and household != "other":
        return household == "single_parent"
    if children == 0 or partner:
        return False
    return None if children is None or partner is None else True


def jobseeker(situation: str, rsa: str, ppa: str, unemployment: str) -> bool | None:
    """Tell whether a respondent receives RSA or prime d'activité, or looks for a job; None when nothing tells.

    Not to receive needs an answer to both benefits; a situation alone that is not a jobseeker's does not
    exclude the prime d'activité, which is paid to people who work.

    Examples
    --------
    >>> jobseeker("jobseeker", "", "", ""), jobseeker("employed", "not_concerned", "non_take_up", "")
    (True, False)
    >>> jobseeker("employed", "", "", "") is None
    True
    """
    if situation == "jobseeker" or "receives" in {rsa, ppa, unemployment}:
        return True
    return False if rsa and ppa and situation else None


def derive(
    ages: "list[Age | None]", answers: pd.DataFrame, children: "list[int | None]", partner: "list[bool | None]"
) -> pd.DataFrame:
    """Return the four publics of each respondent, by `RULES`.

    Parameters
    ----------
    ages, children, partner : lists, one a respondent
    answers : DataFrame
        Columns household, situation, benefit_rsa, benefit_ppa, benefit_assurance_chomage ("" when unknown).

    Returns
    -------
    DataFrame of nullable booleans
    """
    household, situation = answers["household"].tolist(), answers["situation"].tolist()
    rights = [answers[f"benefit_{one}"].tolist() for one in ("rsa", "ppa", "assurance_chomage")]
    found = {
        "jeunes": [of_age(age, JEUNES) for age in ages],
        "monoparents": [monoparent(*one) for one in zip(household, children, partner, strict=True)],
        "rsa_ppa_de": [jobseeker(*one) for one in zip(situation, *rights, strict=True)],
        "seniors": [of_age(age, SENIORS) for age in ages],
    }
    return pd.DataFrame({key: pd.array(values, dtype="boolean") for key, values in found.items()}, index=answers.index)
