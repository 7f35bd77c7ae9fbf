"""Make Django ready outside the server, for the command line and for tests."""

from __future__ import annotations

import os

import django
from django.apps import apps


def prepare_django() -> None:
    """Set Django up once, with this project's settings unless others are named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heelwise.web.settings")
    if not apps.ready:
        django.setup(set_prefix=False)


def save_schema() -> None:
    """Bring the database to the newest schema; does nothing, quickly, when it is there already."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
