"""The only code that reads charters and matters for a page; every read starts from `visible_to`."""

from cityhall.decisions.queries.matters import one, publication, visible_to

__all__ = ["one", "publication", "visible_to"]
