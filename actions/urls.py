"""Addresses of the plan and its progress."""

from django.urls import URLPattern

app_name = "actions"
urlpatterns: list[URLPattern] = []
