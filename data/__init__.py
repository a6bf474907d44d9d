"""The embedded tables, their catalogue and checks: the only room that reads or writes data files."""
