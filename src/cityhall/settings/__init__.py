"""Django's settings, made from the few variables of `environment.py`."""

from __future__ import annotations

import os
from pathlib import Path

from cityhall.settings import environment

HOME = environment.home()
BASE = Path(__file__).resolve().parent.parent
SECRET_KEY = environment.secret(HOME)
DEBUG = environment.flag("DIVAN_DEBUG")
ALLOWED_HOSTS = (os.environ.get("DIVAN_HOSTS") or "localhost,127.0.0.1,[::1]").split(",")
ORIGIN = (os.environ.get("DIVAN_ORIGIN") or "http://127.0.0.1:8000").rstrip("/")
PROXIES = environment.whole_number("DIVAN_PROXIES", 0)
TILES = os.environ.get("DIVAN_TILES", "")
OUT_LOOPBACK = environment.flag("DIVAN_OUT_LOOPBACK")
HTTPS = ORIGIN.startswith("https://")
BACKUPS = Path(os.environ.get("DIVAN_BACKUPS") or HOME / "backups").resolve()
READ_ONLY = environment.flag("DIVAN_READ_ONLY") or environment.is_read_only(HOME)
LOG = environment.one_of("DIVAN_LOG", ("line", "json"))
METRICS_TOKEN = environment.token("DIVAN_METRICS_TOKEN")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "cityhall.acts",
    "cityhall.web",
    "cityhall.people",
    "cityhall.letters",
    "cityhall.service",
    "cityhall.record",
    "cityhall.decisions",
    "cityhall.upkeep",
    "cityhall.partners",
    "cityhall.portal",
    "cityhall.demo",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cityhall.web.compress.CompressMiddleware",
    "cityhall.web.measure.MeasureMiddleware",
    "cityhall.web.middleware.SafetyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cityhall.web.middleware.PreferencesMiddleware",
    "cityhall.web.closed.ClosedMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cityhall.people.middleware.ActorMiddleware",
    "cityhall.web.sizes.SizeMiddleware",
    "cityhall.web.bare.BareMiddleware",
]
ROOT_URLCONF = "cityhall.urls"
WSGI_APPLICATION = "cityhall.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "cityhall.web.templating.environment",
            "extensions": ["jinja2.ext.i18n"],
            "context_processors": [
                "cityhall.web.templating.page_context",
                "cityhall.people.context.city_context",
            ],
        },
    },
]
FORM_RENDERER = "cityhall.web.templating.FormRenderer"

_database = environment.database(HOME)
_sqlite = _database.engine.endswith("sqlite")
_on_postgresql = "-c lock_timeout=20s" + " -c default_transaction_read_only=on" * READ_ONLY
_options = (
    {"transaction_mode": "IMMEDIATE", "timeout": 20} if _sqlite else {"options": _on_postgresql}
)
DATABASES = {
    "default": {
        "ENGINE": _database.engine,
        "NAME": _database.name,
        "USER": _database.user,
        "PASSWORD": _database.password,
        "HOST": _database.host,
        "PORT": _database.port,
        "CONN_MAX_AGE": None if _sqlite else 600,
        "CONN_HEALTH_CHECKS": not _sqlite,
        "OPTIONS": _options,
        "TEST": {"NAME": str(HOME / "test.sqlite3")} if _sqlite else {},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cityhall.people.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
# Sign-in: by a code sent to the e-mail address, or by a password; see people/sign_in.py.
ACCOUNT_ADAPTER = "cityhall.people.sign_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = True
_CODES = "20/m/ip,3/m/key,10/h/key"  # nobody's mailbox is filled with codes
ACCOUNT_RATE_LIMITS = {"request_login_code": _CODES, "reset_password": _CODES}
ACCOUNT_FORMS = {
    "login": "cityhall.people.sign_in_forms.LoginForm",
    "signup": "cityhall.people.sign_in_forms.SignupForm",
    "confirm_login_code": "cityhall.people.sign_in_forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "cityhall.people.sign_in_forms.ConfirmEmailForm",
    "confirm_password_reset_code": "cityhall.people.sign_in_forms.ConfirmResetForm",
}
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
MFA_ADAPTER = "cityhall.people.second_factor.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody is signed in before the address is verified
MFA_TOTP_TOLERANCE = 1  # half a minute early or late; each code is taken once all the same
MFA_FORMS = {
    "authenticate": "cityhall.people.sign_in_forms.SecondFactorForm",
    "reauthenticate": "cityhall.people.sign_in_forms.SecondFactorAgainForm",
    "activate_totp": "cityhall.people.sign_in_forms.ActivateForm",
}
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = [BASE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # what is stored; pages show the city's own zone

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cityhall.web.templating.StaticStorage"},
}
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "media"

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "cityhall.portal.views.errors.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
CSRF_TRUSTED_ORIGINS = [ORIGIN] if HTTPS else []
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 20
LARGEST_FORM = 61 * 1024 * 1024  # five photos of 12 MB, and the words beside them
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
MESSAGE_TAGS = {25: "done", 30: "waiting", 40: "danger"}  # tones of the stylesheet
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},  # sign-in limits live here: 300 could be flooded out
    },
    # Anybody can ask for a thousand views of the map: they push out one another and nothing else.
    "drawings": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "drawings",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

KEEP_PAGES = True  # web/kept_pages.py; tests write around the acts and leave it off

vars().update(environment.mail())
DEFAULT_FROM_EMAIL = os.environ.get("DIVAN_MAIL_FROM") or "city@localhost"
MAIL_REPLY = environment.reply_address()
MAIL_INBOX = os.environ.get("DIVAN_IMAP_URL", "")
SMS_URL = environment.web_address("DIVAN_SMS_URL")
SMS_KEY = os.environ.get("DIVAN_SMS_KEY", "")
SMS_FROM = os.environ.get("DIVAN_SMS_FROM", "")
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"] if not HTTPS else []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "cityhall.web.logs.AsJson"},
    },
    "filters": {"discreet": {"()": "cityhall.web.logs.Discreet"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG,
            "filters": ["discreet"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"cityhall.requests": {"level": "INFO" if LOG == "json" else "WARNING"}},
}
