"""Addresses of the dashboard, the packs and the closing of a period."""

from django.urls import path

from reports.views import (
    agenda,
    closing,
    compare,
    dashboard,
    engagement,
    issuing,
    packs,
    public,
    publishing,
    timeline,
    words,
)

app_name = "reports"
urlpatterns = [
    path("public/<slug:plan>/", public.public_page, name="public_page"),
    path("public/<slug:plan>/easy-read/", public.public_easy_read, name="public_easy_read"),
    path("public/<slug:plan>/<str:kind>/", public.public_file, name="public_file"),
    path("plans/<slug:plan>/public-page/", publishing.publishing, name="publishing"),
    path("plans/<slug:plan>/public-page/preview/", publishing.preview, name="preview_public_page"),
    path("plans/<slug:plan>/public-page/on/", publishing.make_public, name="make_public"),
    path("plans/<slug:plan>/public-page/off/", publishing.take_back, name="take_back"),
    path("meetings/<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("plans/<slug:plan>/dashboard/", dashboard.dashboard, name="dashboard"),
    path("plans/<slug:plan>/dashboard/<str:quarter>/", dashboard.quarter_dashboard, name="quarter_dashboard"),
    path(
        "plans/<slug:plan>/dashboard/<str:quarter>/rows/<str:what>/",
        dashboard.dashboard_rows,
        name="dashboard_rows",
    ),
    path("plans/<slug:plan>/timeline/", timeline.timeline, name="timeline"),
    path("plans/<slug:plan>/compare/", compare.compare_quarters, name="compare"),
    path("plans/<slug:plan>/engagement/", engagement.engagement, name="engagement"),
    path("plans/<slug:plan>/engagement/<str:kind>/", engagement.engagement_file, name="engagement_file"),
    path("plans/<slug:plan>/rounds/<str:quarter>/close/", closing.close_round, name="close_round"),
    path("plans/<slug:plan>/packs/", packs.packs, name="packs"),
    path("plans/<slug:plan>/packs/<str:quarter>/", packs.pack, name="pack"),
    path("plans/<slug:plan>/packs/<str:quarter>/edit/", words.edit_pack, name="edit_pack"),
    path("plans/<slug:plan>/packs/<str:quarter>/approve/", issuing.approve, name="approve_pack"),
    path("plans/<slug:plan>/packs/<str:quarter>/issue/", issuing.issue, name="issue_pack"),
    path("plans/<slug:plan>/packs/<str:quarter>/amend/", issuing.amend, name="amend_pack"),
    path(
        "plans/<slug:plan>/packs/<str:quarter>/revisions/<int:revision>/<str:kind>/",
        issuing.revision_file,
        name="revision_file",
    ),
    path("plans/<slug:plan>/packs/<str:quarter>/<str:kind>/", packs.pack_file, name="pack_file"),
]
