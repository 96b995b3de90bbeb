"""The questions of one update. ``actions.problems`` knows what an answer needs; this reads what was typed."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from actions.answering import field_of
from actions.content import UpdateContent, unasked
from actions.models import Question
from actions.problems import LONGEST, Problem
from actions.ratings import Call, Rating, Status
from governance.days import in_words
from governance.widgets import DateBoxesField, LongText, Radios, ShortText

CHANGED, SAME = "changed", "same"

_STATUS_HINTS = {
    "not_started": "No work has begun.",
    "in_progress": "Work has begun.",
    "complete": "All that was promised is done. It is rated Blue once the coordinator accepts it.",
    "on_hold": "Work has stopped for now. It counts as Red until the Board agrees to the hold.",
}
_CALL_HINTS = {
    "on_track": "It will be done by its due date.",
    "at_risk": "It may be late or fall short, and you can still put that right.",
    "off_track": "It will be late or fall short unless something changes.",
}
_RATING_HINTS = {
    "green": "On track, with nothing that worries you.",
    "amber": "At risk, or a little late. You will be asked for the risk and what is being done about it.",
    "red": "Late or off track. You will be asked for the path to green, and what you want of the Board.",
    "grey": "Not rated: not started yet, or on hold. An action in progress is never Grey.",
}


_NOBODY = "Do not identify anyone."


def _long(label: str, hint: str = "", *, rows: int = 4) -> forms.CharField:
    """A box for several lines. Each says that it must not identify anyone (``trust.md``)."""
    hint = f"{hint} {_NOBODY}".strip()
    return forms.CharField(
        label=label, help_text=hint, required=False, widget=LongText(rows=rows, count=LONGEST)
    )


def _choice(label: str, choices: list[tuple[str, str]], widget: Radios) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=widget,
        error_messages={"invalid_choice": "Choose one of the answers listed."},
    )


def _short(label: str, hint: str = "", *, width: int = 0) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, widget=ShortText(width=width))


class UpdateForm(forms.Form):
    """One field a question, named as in ``UpdateContent``; none is required, since a draft may be empty."""

    expected_revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput())
    no_change = _choice(
        "Has anything changed since your last update?",
        [(CHANGED, "Yes, something has changed"), (SAME, "No change since last quarter")],
        Radios(choice_hints={SAME: "Your last answers stand. Say in a sentence why nothing has changed."}),
    )
    status = _choice(
        "How far has the action got?",
        [(s.value, s.label) for s in Status if s is not Status.CLOSED],
        Radios(
            choice_hints=_STATUS_HINTS,
            reveals={"complete": ("completed_on", "completion_note"), "on_hold": ("hold_until",)},
        ),
    )
    completed_on = DateBoxesField(
        thing="The date it was completed",
        required=False,
        label="When was it completed?",
        example=dt.date(2023, 12, 14),
    )
    completion_note = _long("What was achieved?", "The Board confirms the action as complete from this note.")
    hold_until = DateBoxesField(
        thing="The date when the hold will be reviewed",
        required=False,
        label="When will the hold be reviewed?",
        example=dt.date(2024, 3, 31),
    )
    happened = _long(
        "What happened this quarter?",
        "Say what was done, by whom and what difference it made, such as “62 officers were trained in "
        "November; referrals rose from 14 to 23”.",
        rows=6,
    )
    call = _choice("Your own call", Call.choices(), Radios(choice_hints=_CALL_HINTS))
    forecast_words = _short(
        "When do you expect to finish?", "For example, Mar 2027 or 31 March 2027", width=20
    )
    reported_rating = _choice(
        "Your rating",
        [(r.value, r.label) for r in Rating if r is not Rating.BLUE],
        Radios(choice_hints=_RATING_HINTS),
    )
    rating_reason = _long(
        "Why is your rating better than the one suggested?", "The Chair is shown this.", rows=3
    )
    risk = _long("What is the risk?", "What may go wrong, and what that would mean.", rows=3)
    mitigation = _long("What is being done about it?", rows=3)
    issue = _long("What is the issue?", "What has gone wrong, and why.", rows=3)
    path_step = _long("Path to green: what is the next step?", rows=3)
    path_who = _short(
        "Path to green: who will take it?", "A post, such as “Superintendent”, and no person’s name."
    )
    path_by = DateBoxesField(
        thing="The date the step is due",
        required=False,
        label="Path to green: by when?",
        example=dt.date(2024, 2, 29),
    )
    ask = _long(
        "What do you ask of the Board?", "A decision, help or money. If you ask for nothing, say so.", rows=3
    )
    next_steps = _long("What comes next?", "The next steps and when they will be taken.", rows=4)
    not_personal = forms.BooleanField(
        label="I have checked: what looks personal is not about a person",
        help_text="Such as a helpline's number or an office's address.",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        content: UpdateContent,
        revision: int,
        can_repeat: bool,
        repeated: int = 0,
        questions: Sequence[Question] = (),
        answers: Mapping[int, str] | None = None,
    ) -> None:
        """``content``, ``answers`` and ``revision`` are what the writer starts from.

        ``can_repeat``: there is an earlier update; ``repeated``: how many running have said "no change".
        ``questions`` are the Board's that wait, answered first.
        """
        initial = {f.name: getattr(content, f.name) for f in fields(content)}
        initial["no_change"] = SAME if content.no_change else CHANGED
        super().__init__(data, initial=initial | {"expected_revision": revision})
        if not can_repeat:
            del self.fields["no_change"]
        elif repeated:
            widget = self.fields["no_change"].widget
            widget.choice_hints = {SAME: _repeated_words(repeated)}
        self._questions = questions
        for question in questions:
            asked = f"Asked by {question.asked_by_name} on {in_words(question.asked_at.date())}."
            field = _long(question.text, asked)
            field.initial = (answers or {}).get(question.pk, "")
            self.fields[field_of(question.pk)] = field

    @property
    def questions(self) -> list[BoundField]:
        """The box of each question that waits, the one asked first at the top."""
        return [self[field_of(question.pk)] for question in self._questions]

    def answers(self) -> dict[int, str]:
        """What was typed to answer each question, by its key."""
        typed = {q.pk: self.cleaned_data.get(field_of(q.pk)) or "" for q in self._questions}
        return {key: str(_one_line_end(text)) for key, text in typed.items()}

    def asked(self) -> dict[int, str]:
        """The words of each question, by its key."""
        return {question.pk: question.text for question in self._questions}

    def answered(self) -> list[tuple[str, str]]:
        """Pairs of question and answer as typed, where there is one."""
        typed = self.answers()
        return [(q.text, typed[q.pk]) for q in self._questions if typed[q.pk]]

    def content(self) -> UpdateContent:
        """What was typed, so far as it could be read; the choice of an answer that is none is not said."""
        said = {f.name: self.cleaned_data.get(f.name) for f in fields(UpdateContent)}
        said["no_change"] = said["no_change"] == SAME
        empty = UpdateContent()
        return UpdateContent(
            **{
                name: getattr(empty, name) if value is None else _one_line_end(value)
                for name, value in said.items()
            }
        )

    @property
    def revision(self) -> int:
        """The revision that the writer started from; 0 when the form does not say."""
        return self.cleaned_data.get("expected_revision") or 0

    def clean(self) -> dict[str, Any]:
        """Only what applies is checked: a box that is not asked for holds nothing that can be wrong."""
        for name in (unasked(self.content()) | {"expected_revision"}) & self.errors.keys():
            del self.errors[name]
        return self.cleaned_data

    def add_problems(self, problems: list[Problem]) -> None:
        """Show each sentence beside its field, once; a field that could not be read has its own."""
        unread = set(self.errors)
        for name, sentence in problems:
            if name not in unread:
                self.add_error(name if name in self.fields else None, sentence)


def _one_line_end(value: Any) -> Any:
    """Browsers end lines in two characters; the page counts one."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _repeated_words(repeated: int) -> str:
    running = "Your last update" if repeated == 1 else f"Your last {repeated} updates"
    return (
        f"{running} also said “no change”. Two or more running are pointed out to the coordinator. "
        "Say in a sentence why nothing has changed."
    )
