"""The one Django app."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Heelwise's tables, templates and static files."""

    name = "heelwise.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
