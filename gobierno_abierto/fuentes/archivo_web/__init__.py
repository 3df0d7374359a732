"""Copies of what is cited from the Web, fetched without letting anybody use the portal to look
where only the portal can: `cliente.traer` is the only way out.
"""
