"""Every address of the page."""

from __future__ import annotations

from django.urls import path

from heelwise.web import views

urlpatterns = [
    path("", views.page, name="page"),
    path("forget/", views.forget, name="forget"),
    path("forgotten/", views.forgotten, name="forgotten"),
    path("healthz/", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
]
handler400 = "heelwise.web.views.bad_request"
handler404 = "heelwise.web.views.not_found"
handler500 = "heelwise.web.views.server_error"
