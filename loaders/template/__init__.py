"""The workbook people fill in: `write` makes an empty one, `marked` gives a faulty one back with its cells marked."""
