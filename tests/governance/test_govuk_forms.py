"""Fields as GOV.UK Frontend shows them: label, hint, error and control joined by their ids."""

import datetime as dt
import re

import pytest
from django import forms
from django.template import engines

from governance.templatetags.govuk_forms import error_summary, first_control, govuk_field, kind_of, shownfor
from governance.widgets import Checkboxes, DateBoxesField, LongText, Radios, ShortText, TimeOfDayField


class UpdateForm(forms.Form):
    title = forms.CharField(
        label="Title & more",
        help_text="A few words.",
        widget=ShortText(width=10, prefix="£"),
        error_messages={"required": "Enter a title."},
    )
    words = forms.CharField(label="What happened?", widget=LongText(rows=7, count=2000), required=False)
    status = forms.ChoiceField(
        label="Status",
        choices=[("open", "Open"), ("done", "Done")],
        widget=Radios(choice_hints={"done": "All of it."}, reveals={"done": ["done_on"]}),
        error_messages={"required": "Choose a status."},
    )
    done_on = DateBoxesField(thing="The date it was done", label="When?", required=False)
    groups = forms.MultipleChoiceField(
        label="Groups", choices=[("a", "A"), ("b", "B")], widget=Checkboxes(small=True), required=False
    )
    agency = forms.ChoiceField(label="Agency", choices=[("1", "Police")], required=False)
    sure = forms.BooleanField(label="Sure?", help_text="Quite.", required=False)
    paper = forms.FileField(label="Paper", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput, required=False)
    version = forms.CharField(widget=forms.HiddenInput, required=False)


def _shown(form: forms.Form, name: str) -> str:
    return re.sub(r"\s+", " ", govuk_field(form[name])).replace("> <", "><").strip()


def test_each_widget_has_its_template() -> None:
    form = UpdateForm()
    kinds = {name: kind_of(form[name]) for name in form.fields if name != "version"}
    assert kinds == {
        "title": "input",
        "words": "textarea",
        "status": "radios",
        "done_on": "date",
        "groups": "checkboxes",
        "agency": "select",
        "sure": "checkbox",
        "paper": "file",
        "secret": "password",
    }


def test_a_text_box_is_joined_to_its_label_hint_and_error() -> None:
    assert _shown(UpdateForm({}), "title") == (
        '<div class="govuk-form-group govuk-form-group--error">'
        '<label class="govuk-label" for="id_title">Title &amp; more</label>'
        '<div id="id_title-hint" class="govuk-hint">A few words.</div>'
        '<p id="id_title-error" class="govuk-error-message">'
        '<span class="govuk-visually-hidden">Error:</span> Enter a title.</p>'
        '<div class="govuk-input__wrapper"><div class="govuk-input__prefix" aria-hidden="true">£</div>'
        '<input type="text" name="title" class="govuk-input govuk-input--error govuk-input--width-10"'
        ' aria-describedby="id_title-hint id_title-error" required aria-invalid="true" id="id_title">'
        "</div></div>"
    )


def test_a_long_text_counts_its_characters() -> None:
    shown = _shown(UpdateForm(initial={"words": "<b>"}), "words")
    assert 'data-module="govuk-character-count" data-maxlength="2000"' in shown
    assert 'aria-describedby="id_words-info"' in shown
    assert 'rows="7"' in shown
    assert "&lt;b&gt;</textarea>" in shown
    assert (
        'id="id_words-info" class="govuk-hint govuk-character-count__message">You can enter up to 2000'
        in shown
    )


def test_radios_have_hints_and_what_a_choice_reveals() -> None:
    shown = _shown(UpdateForm({"status": "done", "title": "x"}), "status")
    assert re.findall(
        r'<input class="govuk-radios__input" id="(\w+)"[^>]*value="(\w+)"( checked)?', shown
    ) == [
        ("id_status_0", "open", ""),
        ("id_status_1", "done", " checked"),
    ]
    assert 'aria-describedby="id_status_1-hint"' in shown
    assert 'data-shown-for data-field="status" data-values="done"' in shown
    assert 'name="done_on_day"' in shown


def test_a_date_has_three_boxes_that_keep_what_was_typed() -> None:
    form = UpdateForm({"done_on_day": "31", "done_on_month": "Febuary", "done_on_year": "2024"})
    shown = _shown(form, "done_on")
    assert re.findall(r'name="(done_on_\w+)" type="text" inputmode="numeric" value="(\w*)"', shown) == [
        ("done_on_day", "31"),
        ("done_on_month", "Febuary"),
        ("done_on_year", "2024"),
    ]
    assert shown.count("govuk-input--error") == 3
    initial = _shown(UpdateForm(initial={"done_on": dt.date(2024, 3, 9)}), "done_on")
    assert re.findall(r'value="(\w*)"', initial) == ["9", "3", "2024"]
    assert re.findall(r'value="(\w*)"', _shown(UpdateForm(), "done_on")) == ["", "", ""]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("9", "3", "2024"), dt.date(2024, 3, 9)),
        (("09", "march", "2024"), dt.date(2024, 3, 9)),
        ((" 29 ", "Feb", "2024"), dt.date(2024, 2, 29)),
        (("", "", ""), None),
        (("", "3", ""), "The date it was done must include a day and a year."),
        (("29", "2", "2023"), "The date it was done must be a real date, such as 31 March 2024."),
        (("9", "3", "24"), "The date it was done must be a real date, such as 31 March 2024."),
        (("9", "Soon", "2024"), "The date it was done must be a real date, such as 31 March 2024."),
        (("9", "13", "2024"), "The date it was done must be a real date, such as 31 March 2024."),
        (("9" * 30, "3", "2024"), "The date it was done must be a real date, such as 31 March 2024."),
        (("9" * 5000, "3", "2024"), "The date it was done must be a real date, such as 31 March 2024."),
        (("²", "3", "2024"), "The date it was done must be a real date, such as 31 March 2024."),
        (("9", "²", "2024"), "The date it was done must be a real date, such as 31 March 2024."),
    ],
)
def test_a_date_in_boxes_is_real_or_says_why_not(typed: tuple[str, ...], meant: dt.date | str | None) -> None:
    day, month, year = typed
    form = UpdateForm({"done_on_day": day, "done_on_month": month, "done_on_year": year})
    form.full_clean()
    got = form.errors["done_on"][0] if "done_on" in form.errors else form.cleaned_data["done_on"]
    assert got == meant


def test_the_summary_links_each_error_to_its_first_control_in_the_order_of_the_fields() -> None:
    form = UpdateForm({"done_on_day": "1"})
    form.add_error(None, "Somebody else saved this first.")
    lines = re.findall(r'<li>(?:<a href="([^"]+)">)?([^<]+)', error_summary(form))
    assert lines == [
        ("", "Somebody else saved this first."),
        ("#id_title", "Enter a title."),
        ("#id_status_0", "Choose a status."),
        ("#id_done_on_0", "The date it was done must include a month and a year."),
    ]
    page = "".join(govuk_field(form[name]) for name in ("title", "status", "done_on"))
    assert all(f'id="{target[1:]}"' in page for target, _ in lines if target)
    assert first_control(form["groups"]) == "id_groups_0"
    assert error_summary(UpdateForm(), None) == ""


def test_questions_that_several_choices_need_show_without_scripts() -> None:
    shown = shownfor("<p>Why?</p>", UpdateForm()["status"], "open done")
    assert shown == (
        '<div class="app-shown-for" data-shown-for data-field="status" data-values="open done">'
        '<p class="govuk-body app-shown-for__when">If you chose Open or Done:</p><p>Why?</p></div>'
    )


def test_hidden_fields_are_hidden_and_djangos_own_way_of_showing_a_field_is_the_same() -> None:
    form = UpdateForm(initial={"version": "3"})
    assert govuk_field(form["version"]) == '<input type="hidden" name="version" value="3" id="id_version">'
    assert form["title"].as_field_group().strip() == govuk_field(form["title"]).strip()


def test_two_forms_share_nothing() -> None:
    first, second = UpdateForm({}), UpdateForm()
    govuk_field(first["title"])
    assert "govuk-input--error" not in govuk_field(second["title"])
    assert first.fields["status"].widget is not second.fields["status"].widget


def test_the_tag_takes_a_label_a_size_a_heading_and_a_width() -> None:
    page = engines["django"].from_string(
        "{% load govuk_forms %}"
        '{% govuk_field form.title label="Other" label_size="l" heading=True width=4 autocomplete="off" %}'
    )
    shown = page.render({"form": UpdateForm()})
    assert (
        '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="id_title">Other'
        in shown
    )
    assert "govuk-input--width-4" in shown
    assert 'autocomplete="off"' in shown


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:00", dt.time(14)),
        ("14.30", dt.time(14, 30)),
        ("2pm", dt.time(14)),
        ("2:30 pm", dt.time(14, 30)),
        ("9 a.m.", dt.time(9)),
        ("Noon", dt.time(12)),
    ],
)
def test_a_time_is_understood_as_people_write_it(typed: str, meant: dt.time) -> None:
    assert TimeOfDayField().clean(typed) == meant


def test_a_time_that_is_none_is_refused() -> None:
    with pytest.raises(forms.ValidationError):
        TimeOfDayField().clean("after lunch")
