"""A board's question to the lead of an action."""

from django import forms

from actions.forms.vouching import VouchingForm
from actions.questions import LONGEST_QUESTION
from governance.widgets import LongText


class QuestionForm(VouchingForm):
    """One question. ``actions.questions`` has the sentences."""

    free_text = ("text",)

    text = forms.CharField(
        label="What does the Board want to know?",
        help_text="One question, such as “What would bring the date back to March?”. Every partner can read "
        "it. Do not identify anyone.",
        required=False,
        widget=LongText(rows=4, count=LONGEST_QUESTION),
    )
