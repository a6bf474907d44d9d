"""French sentences written from numbers, true in every state of the data."""
