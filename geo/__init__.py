"""Where: territory, travel, access, cartography."""
