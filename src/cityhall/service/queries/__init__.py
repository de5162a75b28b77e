"""The only code that reads reports for a person; every read starts from `visible_to`."""

from cityhall.service.queries.catalogue import (
    Catalogue,
    Kind,
    Named,
    catalogue,
    services,
)
from cityhall.service.queries.desk import (
    SCOPES,
    QueueCounts,
    next_in_queue,
    own_requests,
    previous_in_queue,
    queue,
    queue_counts,
)
from cityhall.service.queries.lists import (
    PAGE,
    Filters,
    Page,
    Row,
    counts,
    counts_by_kind,
    first_photos,
    public_list,
)
from cityhall.service.queries.similar import Similar, similar
from cityhall.service.queries.visible import (
    by_receipt,
    for_mail,
    handles,
    is_party,
    one,
    photos,
    timeline,
    visible_to,
)

__all__ = [
    "PAGE",
    "SCOPES",
    "Catalogue",
    "Filters",
    "Kind",
    "Named",
    "Page",
    "QueueCounts",
    "Row",
    "Similar",
    "by_receipt",
    "catalogue",
    "counts",
    "counts_by_kind",
    "first_photos",
    "for_mail",
    "handles",
    "is_party",
    "next_in_queue",
    "one",
    "own_requests",
    "photos",
    "previous_in_queue",
    "public_list",
    "queue",
    "queue_counts",
    "services",
    "similar",
    "timeline",
    "visible_to",
]
