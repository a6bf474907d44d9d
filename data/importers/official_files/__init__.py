"""Files exactly as their producers publish them: which one it is is told by its columns."""

from data.importers.official_files.recognise import KIND, example, prepare, template

__all__ = ["KIND", "example", "prepare", "template"]
