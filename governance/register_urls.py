"""Addresses of the registers."""

from django.urls import path

from governance.views import registers

app_name = "registers"
urlpatterns = [
    path("documents/", registers.documents, name="documents"),
    path("documents/add/", registers.add_document, name="add_document"),
    path("documents/<int:pk>/", registers.document, name="document"),
    path("documents/<int:pk>/change/", registers.change_document, name="change_document"),
    path("documents/<int:pk>/withdraw/", registers.withdraw_document, name="withdraw_document"),
    path("abbreviations/", registers.abbreviations, name="abbreviations"),
    path("abbreviations/add/", registers.add_abbreviation, name="add_abbreviation"),
    path("abbreviations/<int:pk>/change/", registers.change_abbreviation, name="change_abbreviation"),
    path("abbreviations/<int:pk>/withdraw/", registers.withdraw_abbreviation, name="withdraw_abbreviation"),
]
