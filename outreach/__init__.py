"""The decisions: sites, tours, scenarios."""
