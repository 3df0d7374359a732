"""The open-data package: everything public, whole, in files that need nothing of the portal.

`tablas.py` says which tables there are; `frictionless.py` and `catalogo.py` describe them;
`escritura.py` writes a package; `publicacion.py` makes the one that is served, and keeps the past.
"""
