"""A published workbook, perhaps edited, back to shifts and breaks: what people changed there, each with its cell."""
