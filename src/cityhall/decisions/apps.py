from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "cityhall.decisions"

    def ready(self) -> None:
        from cityhall.decisions import clock, telling  # noqa: F401 - they register themselves
