"""The tolerances of the rules, each with the reason for its size, and the closed lists of values."""

# --- outlines -----------------------------------------------------------------------------------------------
# Coordinates are kept to 1e-7 degree (about 1 cm): along the longest border of a commune, some 20 km, two
# roundings of the same line can enclose up to about 100 m².
SLIVER_M2 = 100.0
# The embedded communes are generalised (some twenty vertices each), the official IRIS are not: up to 9 % of the
# smallest IRIS of 2020 falls across the border without any mistake in the codes. A wrong code puts all of it there.
IRIS_OUTSIDE_SHARE = 0.10
# Insee's area is the land registry's; an outline generalised to a few tens of metres stays within this of it.
COMMUNE_AREA_SHARE = 0.10
# Beyond this, an approximate outline is a poor stand-in for the official one in any calculation by area.
APPROXIMATE_AREA_SHARE = 0.10
# A circle drawn with 64 sides is 0.16 % smaller than its area.
QPV_AREA_SHARE = 0.01
QPV_OUTSIDE_SHARE = 0.10

# --- places -------------------------------------------------------------------------------------------------
# Five decimals of a degree are about 1 m; a geocoder puts the point at the door, the outline runs mid-street.
POSITION_M = 10.0
# A plot and its door: two records of one place are seldom further apart; two town halls never this close.
SAME_PLACE_M = 60.0
SAME_NAME_RATIO = 0.85

# --- figures ------------------------------------------------------------------------------------------------
# The census by IRIS is of 2022, the legal populations of 2023: a commune seldom moves by more in a year, and
# the sampled fifth of a large commune's IRIS adds its own error.
IRIS_POPULATION_SHARE = 0.05
# The ages are of the census of 2021, the population of 2022, and each age is rounded.
AGES_SHARE = 0.05
# The cells are those of the tax files of 2019: four years before the legal populations.
CELLS_POPULATION_SHARE = 0.10
# The same cells summed at two levels should only differ by those that straddle a border.
CELLS_LEVELS_SHARE = 0.10
# Insee publishes no poverty rate below 5 %; none of the country's IRIS is above 90 %.
POVERTY_BOUNDS = (5.0, 90.0)
# The lowest and highest median incomes published by IRIS are about 5 000 and 60 000 € a year.
MEDIAN_BOUNDS = (5_000.0, 60_000.0)
# An index of base 100: a value above four times the mean has lost its decimal point.
INDEX_BOUNDS = (0.0, 400.0)
# Mean living standards of cells are winsorised by Insee well inside these.
CELL_LIVING_BOUNDS = (5_000.0, 100_000.0)
# Insee publishes a cell as it is from 11 households on, and imputes it below.
CELL_SECRECY_HOUSEHOLDS = 11
# With more than half of its values secret, an indicator cannot be mapped or ranked honestly.
SECRET_SHARE = 0.5

# --- cells --------------------------------------------------------------------------------------------------
CELL_M = 200
CELL_CORNER_M = 1.0

# --- vintages -----------------------------------------------------------------------------------------------
# A census result covers five years of collection: after five years, all of it has been collected again.
FIGURE_STALE_YEARS = 5

# --- closed lists -------------------------------------------------------------------------------------------
LEVELS = ("commune", "iris", "qpv", "carreau")
STATUSES = ("diffusé", "secret", "masqué", "absent", "réservé")
NATURES = ("effectif", "taux", "montant", "indice", "grandeur")
PUBLICS = ("", "jeunes", "monoparents", "rsa_ppa_de", "seniors")
DIRECTIONS = (-1, 0, 1)
IRIS_TYPES = ("H", "A", "D", "Z")
OUTLINES = ("officiel", "approché", "fictif")
ROLES = ("service", "hote")
KINDS = (
    "caf",
    "carsat",
    "ccas",
    "centre_social",
    "emploi",
    "finances_publiques",
    "france_services",
    "france_travail",
    "mairie",
    "maison_services",
    "mediatheque",
    "salle_communale",
)
# Indicators of the cells that are a sum of columns of the table rather than a column.
CELL_SUMS = {"ind_65_plus": ("ind_65_79", "ind_80p")}
TO_CONFIRM = "à confirmer"
