from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "cityhall.decisions"

    def ready(self) -> None:
        from cityhall.decisions import (  # noqa: F401 - they register themselves
            clock,
            mails,
            office,
            telling,
        )
        from cityhall.decisions.subjects import requests, services  # noqa: F401 - so do these
