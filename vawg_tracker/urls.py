"""Every address of the tracker, an app a line."""

from django.urls import include, path

from vawg_tracker import health, home, pages, sign_in

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include(sign_in.urlpatterns)),
    path("", include(pages.urlpatterns)),
    path("people/", include("governance.urls")),
    path("registers/", include("governance.register_urls")),
    path("", include("reports.urls")),
    path("", include("actions.urls")),
]

handler400 = "vawg_tracker.errors.bad_request"
handler403 = "vawg_tracker.errors.refused"
handler404 = "vawg_tracker.errors.not_found"
handler500 = "vawg_tracker.errors.failed"
handler429 = "vawg_tracker.errors.too_many"
