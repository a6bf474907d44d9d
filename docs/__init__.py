"""Guides, method, and the script that takes their pictures."""
