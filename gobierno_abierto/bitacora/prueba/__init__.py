"""What proves the ledger, with nothing but Python's standard library.

The portal uses these modules, and `verificar.py` and `testigo.py`, which anyone downloads, are made
of their very text (see `guiones`): what convinces you is what runs here.
"""
