"""`make data`: builds the embedded tables from `data/sources/` and the communes' outlines, always the same."""
