"""Not built yet."""

from django.http import HttpResponse


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda request, *args, **kwargs: HttpResponse("not built yet", status=501)
