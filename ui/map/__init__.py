"""The map of every page: outlines loaded once by the browser, values painted by a small changing element."""
