"""Charters: governance models as data; read, checked, explained, and decided by."""

from divan.charter.errors import CharterError, Fault
from divan.charter.model import Charter
from divan.charter.reading import load

__all__ = ["Charter", "CharterError", "Fault", "load"]
