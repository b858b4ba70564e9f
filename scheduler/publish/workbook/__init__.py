"""The workbook: roster, a sheet a day, breaks, coverage, operators, summary, as supervisors print and filter them."""
