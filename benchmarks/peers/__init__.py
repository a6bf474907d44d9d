"""The usual ways that the application is timed against."""
