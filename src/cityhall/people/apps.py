from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cityhall.people"

    def ready(self) -> None:
        from allauth.mfa import signals

        from cityhall.people import letters, second_factor  # noqa: F401 - letters register

        signals.authenticator_added.connect(second_factor.on_added)
        signals.authenticator_removed.connect(second_factor.on_removed)
