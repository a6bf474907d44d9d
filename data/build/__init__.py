"""`make data`: builds the embedded tables from `data/sources/` and the outlines, always the same."""
