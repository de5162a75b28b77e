"""Addresses of the people room: sign-in, my page, and the city office's own pages."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path

from cityhall.people.views import manage, own

urlpatterns = [
    path("account/", own.account, name="account"),
    path("account/sign-in/", account.login, name="account_login"),
    path("account/sign-up/", account.signup, name="account_signup"),
    path("account/sign-out/", account.logout, name="account_logout"),
    path("account/code/", account.request_login_code, name="account_request_login_code"),
    path("account/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path(
        "account/confirm/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("account/again/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path(
        "account/password/reset/code/",
        account.confirm_password_reset_code,
        name="account_confirm_password_reset_code",
    ),
    path(
        "account/password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        "account/password/reset/new/",
        account.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path("account/closed/", account.account_inactive, name="account_inactive"),
    path("account/second-factor/", mfa.index, name="mfa_index"),
    path("account/second-factor/enter/", mfa.authenticate, name="mfa_authenticate"),
    path("account/second-factor/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/second-factor/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "account/second-factor/codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"
    ),
    path(
        "account/second-factor/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/second-factor/codes/file/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("manage/", manage.index, name="manage"),
    path("manage/city/", manage.city, name="manage_city"),
    path("manage/areas/", manage.areas, name="manage_areas"),
    path("manage/units/", manage.units, name="manage_units"),
    path("manage/units/new/", manage.new_unit, name="new_unit"),
    path("manage/units/<slug:code>/", manage.unit, name="manage_unit"),
    path("manage/posts/new/", manage.new_post, name="new_post"),
    path("manage/posts/<slug:code>/", manage.post, name="manage_post"),
    path("manage/people/", manage.people, name="manage_people"),
    path("manage/memberships/<int:membership_id>/end/", manage.end, name="end_membership"),
]
