"""What goes on between this city and other servers while nobody asks."""

from __future__ import annotations

from cityhall.acts.worker import chore, errand
from cityhall.partners import delivering, following, media

errand(following.forward_new)
errand(delivering.queue_new)
errand(delivering.send_due)
errand(following.send_due)
errand(media.fetch_due)
chore(delivering.forget_old)
chore(following.forget_what_was_said)
