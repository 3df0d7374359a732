"""Rows of a long answer, read while those before them are written."""

from collections import deque
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from typing import Any, cast

from django.db import connections, transaction
from django.db.models import QuerySet

__all__ = ["leer_adelantado"]

A_LA_VEZ = 200
ADELANTE = 4
SIN_LEER = "5min"


def leer_adelantado(filas: QuerySet) -> Iterator[Any]:
    """The rows of a query, one at a time, in constant memory and of one instant.

    Within a transaction, PostgreSQL makes them as they are asked for; outside it, it makes them all
    before the first. So, while a batch is written here, another thread waits for the next: each
    works on a processor of its own. The connection and its cursor are of the thread that asks;
    the other one only waits. A client that stops reading loses the rest.
    """
    with (
        transaction.atomic(using=filas.db),
        closing(cast(Generator[Any], filas.iterator(chunk_size=A_LA_VEZ))) as por_leer,
        ThreadPoolExecutor(max_workers=1) as otro,
    ):
        with connections[filas.db].cursor() as cursor:
            cursor.execute(f"SET LOCAL idle_in_transaction_session_timeout = '{SIN_LEER}'")

        def leer() -> list[Any]:
            return list(islice(por_leer, A_LA_VEZ))

        tanda = leer()
        por_llegar = deque(otro.submit(leer) for _ in range(ADELANTE))
        while tanda:
            yield from tanda
            por_llegar.append(otro.submit(leer))
            tanda = por_llegar.popleft().result()
