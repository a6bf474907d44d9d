"""What a user brings: files read safely, repaired or refused line by line, and switched in all at once."""
