"""What must hold in the tables: schemas, cross-table rules and the findings that they give."""
