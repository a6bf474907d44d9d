"""What is known of need: the catalogue of indicators, their values, the publics and their demand."""
