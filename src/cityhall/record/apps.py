from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "cityhall.record"

    def ready(self) -> None:
        from cityhall.acts import worker
        from cityhall.record import comparing, integrator, office, telling, witnesses  # noqa: F401 - they register

        worker.companion(integrator.run)
        worker.companion(witnesses.run)
        worker.companion(comparing.run)
