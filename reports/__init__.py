"""What leaves the application on paper or as a file: slides, sheets, workbook, calendar, maps."""
