from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "cityhall.letters"

    def ready(self) -> None:
        from cityhall.acts import letterhead
        from cityhall.letters import inbox, mails, office, sms  # noqa: F401 - they register themselves
        from cityhall.people.queries import city

        letterhead.told_by(lambda: letterhead.Letterhead(city().name, city().timezone))
