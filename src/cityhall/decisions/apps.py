from django.apps import AppConfig
from django.db.models.signals import post_save


class DecisionsConfig(AppConfig):
    name = "cityhall.decisions"

    def ready(self) -> None:
        from cityhall.decisions import (  # noqa: F401 - they register themselves
            circle_mails,
            clock,
            mails,
            office,
            telling,
        )
        from cityhall.decisions.actions import forgetting  # noqa: F401 - and this
        from cityhall.decisions.subjects import requests, services  # noqa: F401 - so do these

        post_save.connect(telling.KEPT.forget, sender=self.get_model("Charter"))
