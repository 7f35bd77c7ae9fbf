"""Django settings, read from the environment once.

`HEELWISE_DATA` names the data folder, `DATABASE_URL` a PostgreSQL database. The server answers on loopback
names only; nothing is fetched from anywhere else.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from heelwise.web.data_folder import load_database_path, load_secret_key
from heelwise.web.database import parse_database_url, sqlite_settings

PACKAGE_DIR = Path(__file__).resolve().parent

DEBUG = False
SECRET_KEY = load_secret_key()
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ROOT_URLCONF = "heelwise.web.urls"
WSGI_APPLICATION = "heelwise.web.wsgi.application"
INSTALLED_APPS = ["django.contrib.staticfiles", "heelwise.web.apps.WebConfig"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "heelwise.web.middleware.HeadMiddleware",
    "heelwise.web.middleware.PrivacyHeadersMiddleware",
    "heelwise.web.middleware.HostMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "heelwise.web.warning_signs.warning_signs",
            ],
            "builtins": ["django.templatetags.i18n", "heelwise.web.templatetags.heelwise"],
        },
    }
]
_database_url = os.environ.get("DATABASE_URL")
DATABASES = {"default": parse_database_url(_database_url) if _database_url else sqlite_settings(load_database_path())}

# Who works out the answer; tests of the page's looks name a fixture here.
HEELWISE_ANSWERER = "heelwise.web.answers.ask_engine"

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [PACKAGE_DIR.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.AppDirectoriesFinder"]
STORAGES = {"staticfiles": {"BACKEND": "heelwise.web.static_files.HashedQueryStorage"}}
# Three small files are served from the package itself: no collecting step, no manifest to load at start.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 31536000
WHITENOISE_IMMUTABLE_FILE_TEST = "a^"

CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "heelwise.web.views.refused"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 100
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
    }
}
# Requests carry health values: no access log, and a failure's page and log never repeat the form.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "console": {"class": "logging.StreamHandler", "level": "WARNING"},
        "nowhere": {"class": "logging.NullHandler"},  # without it logging's last resort would write all the same
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # a request that is refused, a stranger's or a wrong form, is answered, not reported with a traceback
    "loggers": {
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS: list[str] = []
