#!/usr/bin/env python
"""Django's command line; with no DATABASE_URL it finds, or starts, the portal's own PostgreSQL."""

import sys

from gobierno_abierto.arranque.orden import ejecutar

if __name__ == "__main__":
    sys.exit(ejecutar(sys.argv))
