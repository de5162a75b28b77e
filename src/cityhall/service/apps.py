from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class ServiceConfig(AppConfig):
    name = "cityhall.service"

    def ready(self) -> None:
        from cityhall.database import search
        from cityhall.service import (  # noqa: F401 - they register themselves
            letter_box,
            mails,
            mails_routing,
            office,
            replay,
            rulebook,
            short_messages,
            telling,
        )
        from cityhall.service.actions import forgetting  # noqa: F401 - so do its rules
        from cityhall.service.queries.catalogue import CHANGING, KEPT

        post_migrate.connect(search.prepare, sender=self)
        for model in CHANGING:
            post_save.connect(KEPT.forget, sender=model)
            post_delete.connect(KEPT.forget, sender=model)
            post_save.connect(rulebook.KEPT.forget, sender=model)
            post_delete.connect(rulebook.KEPT.forget, sender=model)
