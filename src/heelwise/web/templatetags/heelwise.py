"""What the templates need beyond Django's own."""

from __future__ import annotations

from django import template
from django.templatetags.static import static

register = template.Library()
register.simple_tag(static, name="file")
