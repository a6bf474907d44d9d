"""Registers of services and host places, read into the table `places`."""

from data.importers.places.forms import example, template
from data.importers.places.register import KIND, prepare

__all__ = ["KIND", "example", "prepare", "template"]
