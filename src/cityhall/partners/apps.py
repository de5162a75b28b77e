from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "cityhall.partners"

    def ready(self) -> None:
        # They register themselves.
        from cityhall.partners import beside, mails, office, telling, worker  # noqa: F401
