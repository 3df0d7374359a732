"""The real history: facts with sources, in `datos/`, and how they reach the database.

lectura   reads the files and says what is wrong in them, by file, key and field
tablas    which file fills which model
valores   from what a file writes to what a column holds
partes    rows without a key of their own, and the citations of a record
carga     compares and writes, in one transaction, without touching what a person edited
omisiones what the collected facts have and the portal does not load, and why
"""
