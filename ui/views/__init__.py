"""The parts of one page, each in its file."""
