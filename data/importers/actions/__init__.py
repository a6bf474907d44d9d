"""Operators' registers of outreach actions, read into confidential tables: one row a session, never a person."""

from data.importers.actions.forms import example, template
from data.importers.actions.register import KIND, prepare

__all__ = ["KIND", "example", "prepare", "template"]
