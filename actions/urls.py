"""Addresses of the plan and its progress."""

from django.urls import path

from actions.views import plan

app_name = "actions"
urlpatterns = [
    path("plans/", plan.plans, name="plans"),
    path("plans/<slug:plan>/", plan.plan, name="plan"),
    path("plans/<slug:plan>/export/<str:kind>/", plan.plan_export, name="plan_export"),
    path("search/", plan.search, name="search"),
]
