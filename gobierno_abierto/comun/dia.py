"""Which day it is: what is late, or expected by now, depends on it.

The civil day in Mexico City; where the past is looked at, the day of then.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.utils import timezone

__all__ = ["hoy", "hoy_es"]

_OTRO: ContextVar[date | None] = ContextVar("dia", default=None)


def hoy() -> date:
    return _OTRO.get() or timezone.localdate()


@contextmanager
def hoy_es(dia: date) -> Iterator[None]:
    """Inside the block, today is that day."""
    antes = _OTRO.set(dia)
    try:
        yield
    finally:
        _OTRO.reset(antes)
