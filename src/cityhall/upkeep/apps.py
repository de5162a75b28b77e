from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "cityhall.upkeep"

    def ready(self) -> None:
        from cityhall.upkeep import actions, office, orphans, rules, telling  # noqa: F401 - they register
