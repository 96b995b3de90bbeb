"""Addresses of the dashboard, the packs and the closing of a period."""

from django.urls import URLPattern

app_name = "reports"
urlpatterns: list[URLPattern] = []
