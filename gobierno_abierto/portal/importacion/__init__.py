"""What was exported comes back: a package of another portal, a part of it, or a table of ours.

hoja      a table as it comes: a CSV, or the sheets of a workbook
archivos  opens a folder, a zip or one of those, and checks the sums that come with it
tablas    which column fills which field, what the portal calculates, and what no file brings
cotejo    compares the rows of a table with those that there are, cell by cell
entre_filas  which row goes before which, and what two of them cannot both say
reglas    what no file changes, whoever sends it
filas     writes the rows of a table that differ, with the loader of the history
carga     all the tables of a package, in one transaction: all of it or nothing
visto     what a table of commitments says beside what an account sees
parcial   the same, written by the form of each one's page, once it has been seen
"""
