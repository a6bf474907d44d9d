"""The producers' own files: where they are, how they are fetched, what they change, how they are put in use."""
