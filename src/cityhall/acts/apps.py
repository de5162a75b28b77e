from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ActsConfig(AppConfig):
    name = "cityhall.acts"

    def ready(self) -> None:
        from cityhall.database import journal

        post_migrate.connect(journal.prepare, sender=self)
