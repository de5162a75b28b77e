from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ServiceConfig(AppConfig):
    name = "cityhall.service"

    def ready(self) -> None:
        from cityhall.database import search

        post_migrate.connect(search.prepare, sender=self)
