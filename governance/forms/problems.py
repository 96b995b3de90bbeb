"""Puts what a verb found wrong beside the fields of a form."""

from django import forms

from governance.problems import Refused


def add_problems(form: forms.BaseForm, refused: Refused) -> None:
    """Each problem beside its field; one that is about no field of the form, above them all."""
    for field, sentence in refused.problems:
        form.add_error(field if field in form.fields else None, sentence)
