"""`manage.py`: Django's command line, with PostgreSQL up for the commands that need it."""

import os
import sys


def ejecutar(argv: list[str]) -> int:
    """Run one command and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gobierno_abierto.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(argv)
    return 0
