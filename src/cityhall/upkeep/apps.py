from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "cityhall.upkeep"

    def ready(self) -> None:
        from cityhall.upkeep import orphans  # noqa: F401 - its chore registers itself
