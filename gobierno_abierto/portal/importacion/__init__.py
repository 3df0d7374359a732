"""What was exported comes back: a package of another portal, a part of it, or a table of ours.

archivos  opens a folder, a zip, a CSV or a workbook, and checks the sums that come with it
tablas    which column fills which field, what the portal calculates, and what no file brings
cotejo    compares the rows of a table with those that there are, cell by cell
carga     writes what differs in one transaction: all of it or nothing
"""
