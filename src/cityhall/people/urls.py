"""Addresses of the people room: sign-in, my page, and the city office's own pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from django.views.generic import RedirectView

from cityhall.people.views import manage, offices, own, picture
from cityhall.web.limits import limited

# Django's and allauth's own views would also take PUT as a form, and DELETE as a question.
_page = require_http_methods(["GET", "HEAD", "POST"])


def _limit(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return never_cache(_page(limited("sign-in", per_minute=20, burst=30)(view)))


def _clearing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Whoever signs out leaves nothing on a shared phone: the browser drops what pages kept."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return inner


urlpatterns = [
    path("map.svg", picture.map_picture, name="map_picture"),
    path("account/", own.account, name="account"),
    path("account/elsewhere/", own.end_other_sessions, name="end_other_sessions"),
    # Sign-in; the names are allauth's
    path("account/sign-in/", _limit(account.login), name="account_login"),
    path("account/sign-up/", _limit(account.signup), name="account_signup"),
    path("account/sign-out/", _page(_clearing(account.logout)), name="account_logout"),
    path(
        "account/code/",
        require_safe(RedirectView.as_view(pattern_name="account_login", query_string=True)),
        name="account_request_login_code",
    ),
    path(
        "account/code/confirm/",
        _limit(account.confirm_login_code),
        name="account_confirm_login_code",
    ),
    path(
        "account/confirm/",
        _limit(account.email_verification_sent),
        name="account_email_verification_sent",
    ),
    path("account/closed/", _limit(account.account_inactive), name="account_inactive"),
    path("account/again/", _limit(account.reauthenticate), name="account_reauthenticate"),
    path("account/email/", _limit(account.email), name="account_email"),
    path("account/password/", _limit(account.password_change), name="account_change_password"),
    path("account/password/first/", _limit(account.password_set), name="account_set_password"),
    path("account/password/new/", _limit(account.password_reset), name="account_reset_password"),
    path(
        "account/password/new/code/",
        _limit(account.confirm_password_reset_code),
        name="account_confirm_password_reset_code",
    ),
    path(
        "account/password/new/choose/",
        _limit(account.complete_password_reset),
        name="account_complete_password_reset",
    ),
    # The second factor
    path("account/second-factor/", require_safe(mfa.index), name="mfa_index"),
    path("account/second-factor/enter/", _limit(mfa.authenticate), name="mfa_authenticate"),
    path("account/second-factor/again/", _limit(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("account/second-factor/app/", _limit(totp.activate_totp), name="mfa_activate_totp"),
    path(
        "account/second-factor/app/off/", _limit(totp.deactivate_totp), name="mfa_deactivate_totp"
    ),
    path(
        "account/second-factor/codes/",
        require_safe(recovery.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "account/second-factor/codes/new/",
        _limit(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/codes/file/",
        require_safe(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    # The city office
    path("manage/", manage.index, name="manage"),
    path("manage/city/", manage.city, name="manage_city"),
    path("manage/areas/", manage.areas, name="manage_areas"),
    path("manage/units/", offices.units, name="manage_units"),
    path("manage/units/new/", offices.new_unit, name="new_unit"),
    path("manage/units/<slug:code>/", offices.unit, name="manage_unit"),
    path("manage/posts/new/", offices.new_post, name="new_post"),
    path("manage/posts/<slug:code>/", offices.post, name="manage_post"),
    path("manage/people/", manage.people, name="manage_people"),
    path("manage/memberships/<int:membership_id>/end/", offices.end, name="end_membership"),
    path(
        "manage/memberships/<int:membership_id>/second-factor/",
        offices.reset_second_factor,
        name="reset_second_factor",
    ),
]
