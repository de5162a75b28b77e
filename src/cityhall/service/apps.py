from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save


class ServiceConfig(AppConfig):
    name = "cityhall.service"

    def ready(self) -> None:
        from cityhall.database import search
        from cityhall.service import mails, office  # noqa: F401 - they register themselves
        from cityhall.service.queries.catalogue import CHANGING, KEPT

        post_migrate.connect(search.prepare, sender=self)
        for model in CHANGING:
            post_save.connect(KEPT.forget, sender=model)
            post_delete.connect(KEPT.forget, sender=model)
