"""A fictitious file in the shape of the Caf's open data by commune, with the communes of the territory in use."""

from data import store
from data.importers import fictitious

SEED = 20_241_231
DATE = "2024-12-31"
# Shares drawn around these: households with any benefit of the inhabitants, then each benefit of those households.
ANY = 0.19
OF_HOUSEHOLDS = {
    "Nombre foyers NDURAL": 0.44,
    "Nombre foyers RSA": 0.13,
    "Nombre foyers PPA": 0.33,
    "Nombre foyers AAH": 0.10,
    "Nombre foyers ASF": 0.07,
    "Nombre foyers ARS": 0.24,
}
# The Caf rounds to a multiple of five, and writes 0 under this many households.
ROUNDED_TO, FEWEST = 5, 10
# Where the population of a commune is not known.
INHABITANTS = 800.0


def households() -> bytes:
    """Return a CSV of invented households, always the same for the same communes."""
    import numpy as np

    draw = np.random.default_rng(SEED)
    communes = store.read_plain("communes", ["code", "name"]).sort_values("code")
    figures = store.read("figures")
    known = figures[(figures["level"] == "commune") & (figures["indicator"] == "population")]
    people = known.set_index("code")["value"].dropna()
    lines = [["Date référence", "Numéro commune", "Nom commune", "Nombre foyers NDUR", *OF_HOUSEHOLDS,
              fictitious.COLUMN]]  # fmt: skip
    for code, name in zip(communes["code"], communes["name"], strict=True):
        households = draw.binomial(int(people.get(code, INHABITANTS)), ANY * draw.uniform(0.7, 1.3))
        counts = [households, *(draw.binomial(households, share) for share in OF_HOUSEHOLDS.values())]
        lines.append([DATE, code, name, *(_published(int(count)) for count in counts), fictitious.MARK])
    return ("\n".join(";".join(line) for line in lines) + "\n").encode()


def _published(households: int) -> str:
    return "0" if households < FEWEST else str(ROUNDED_TO * round(households / ROUNDED_TO))
