"""Addresses of the plan and its progress."""

from django.urls import path

from actions.views import action_page, entering, my_updates, plan, review, rounds, updates

app_name = "actions"
urlpatterns = [
    path("plans/", plan.plans, name="plans"),
    path("plans/<slug:plan>/", plan.plan, name="plan"),
    path("plans/<slug:plan>/actions/<str:reference>/", action_page.action, name="action"),
    path(
        "plans/<slug:plan>/actions/<str:reference>/date-change/", action_page.date_change, name="date_change"
    ),
    path(
        "plans/<slug:plan>/actions/<str:reference>/enter/<str:quarter>/", entering.enter_for, name="enter_for"
    ),
    path("plans/<slug:plan>/actions/<str:reference>/review/<str:quarter>/", review.review, name="review"),
    path("plans/<slug:plan>/actions/<str:reference>/updates/<str:quarter>/", updates.update, name="update"),
    path("plans/<slug:plan>/export/<str:kind>/", plan.plan_export, name="plan_export"),
    path("plans/<slug:plan>/rounds/", rounds.current_round, name="current_round"),
    path("plans/<slug:plan>/rounds/open/", rounds.open_round, name="open_round"),
    path("plans/<slug:plan>/rounds/<str:quarter>/", rounds.round_page, name="round"),
    path("search/", plan.search, name="search"),
    path("updates/", my_updates.my_updates, name="my_updates"),
    path("updates/submit/", my_updates.submit_ready, name="submit_ready"),
]
