"""Forms and drawings speak through gettext, which needs Django to be ready."""

from __future__ import annotations

from heelwise.web.bootstrap import prepare_django

prepare_django()
