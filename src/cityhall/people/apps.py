from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class PeopleConfig(AppConfig):
    name = "cityhall.people"

    def ready(self) -> None:
        from allauth.account.models import EmailAddress
        from allauth.mfa import signals

        from cityhall.people import letters, second_factor, telling  # noqa: F401 - letters register
        from cityhall.people.actions import accounts

        for model in telling.CHANGING:
            post_save.connect(telling.KEPT.forget, sender=model)
            post_delete.connect(telling.KEPT.forget, sender=model)

        post_save.connect(accounts.on_address, sender=EmailAddress)
        signals.authenticator_added.connect(second_factor.on_added)
        signals.authenticator_removed.connect(second_factor.on_removed)
