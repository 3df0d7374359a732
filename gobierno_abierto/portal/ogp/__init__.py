"""OGP's own database of commitments and reviews into the portal, from the CSV of any edition.

ediciones    which headings each edition has, and what each column is to us
lectura      reads a file; what is not in the table of columns is not even kept in memory
examen       what each cell may hold; what is odd is told with row and column
paises       OGP's name of a country → its ISO code and its name in Spanish
etiquetas    OGP's labels and themes → our codes
celdas       dates, texts and codes of absence, as this database writes them
claves       the permanent keys, which survive that country, plan and number repeat
hallazgos    what was odd, row by row
revision     the review of one row: its codings
conversion   one row → the records of the portal
existentes   what is already here of the plans of the file
reparto      which rows become records, and which are about records that are here
comparacion  a row of what the portal has from another source: where they differ
volcado      loads by the thousand
importacion  puts it all together, in one transaction
"""
