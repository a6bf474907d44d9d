"""Expected non-take-up from public data alone: people and euros, by commune, benefit and public, with intervals."""
