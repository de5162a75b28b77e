"""The only code that reads reports for a person; every read starts from `visible_to`."""

from cityhall.service.queries.catalogue import (
    Catalogue,
    Kind,
    Named,
    catalogue,
    services,
)
from cityhall.service.queries.desk import own_requests, queue
from cityhall.service.queries.lists import (
    PAGE,
    Filters,
    Page,
    Row,
    counts,
    counts_by_kind,
    public_list,
)
from cityhall.service.queries.similar import Similar, similar
from cityhall.service.queries.visible import (
    by_receipt,
    handles,
    is_party,
    one,
    photos,
    timeline,
    visible_to,
)

__all__ = [
    "PAGE",
    "Catalogue",
    "Filters",
    "Kind",
    "Named",
    "Page",
    "Row",
    "Similar",
    "by_receipt",
    "catalogue",
    "counts",
    "counts_by_kind",
    "handles",
    "is_party",
    "one",
    "own_requests",
    "photos",
    "public_list",
    "queue",
    "services",
    "similar",
    "timeline",
    "visible_to",
]
