"""Do the 95 % intervals hold what they say? A known truth, drawn from the real census profile, asked many times."""
