"""What the pilot committee is shown: one content, three forms (screen, editable slides, PDF)."""
