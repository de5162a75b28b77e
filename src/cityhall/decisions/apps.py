from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "cityhall.decisions"

    def ready(self) -> None:
        from cityhall.decisions import clock  # noqa: F401 - it registers its chore
