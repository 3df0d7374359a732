"""Is the database ready for what a command is about to do?"""

from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

__all__ = ["exigir_estructura"]


def exigir_estructura() -> None:
    """Refuse, in one line, to work on a database whose migrations are not all applied."""
    ejecutor = MigrationExecutor(connection)
    if ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes()):
        raise CommandError(
            "La base no está preparada o es de otra versión: ejecute antes «manage.py migrate»."
        )
