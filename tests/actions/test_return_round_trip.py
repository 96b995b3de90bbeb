"""A return goes out, is filled in, and comes back: what is shown, and what is saved."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from actions.content import UpdateContent, content_of
from actions.models import ProgressUpdate, ReturnUpload
from governance.models import Event
from tests.actions.returning import (
    RETURNS,
    WHOLE,
    Desk,
    edited,
    fill,
    filled,
    needs_libreoffice,
    rulings,
    sentences,
    through_libreoffice,
)
from tests.actions.updating import said, signed_in, text_of
from tests.factories import make_update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

SAID = UpdateContent(
    status="in_progress",
    happened="The second cohort was trained.",
    call="on_track",
    reported_rating="green",
    forecast_words="March 2024",
    next_steps="Book the third cohort.",
)
NAME = {number: f"1.{number} Train group {number}" for number in (1, 2, 3)}


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_new_rows_are_shown_then_saved_as_submitted_and_received_by_workbook(desk: Desk) -> None:
    preview = desk.preview(filled(desk.download(), r1=WHOLE, r3=WHOLE))

    assert rulings(preview) == [(NAME[1], "new"), (NAME[2], "same"), (NAME[3], "new")]
    assert sentences(preview) == [("", "Nothing was filled in, so nothing is saved.")]
    assert [(c.label, c.first, c.second) for c in preview.rows[0].changes] == [
        ("What happened", "", "The second cohort was trained."),
        ("What comes next", "", "Book the third cohort."),
    ]
    assert not ProgressUpdate.objects.filter(period=desk.period).exists()

    page = desk.save()

    rows = ProgressUpdate.objects.filter(period=desk.period).order_by("action__order")
    assert [
        (u.action.reference, u.revision, u.state, u.by, u.entered_for, u.received_how, u.received_on, u.late)
        for u in rows
    ] == [
        (f"1.{n}", 1, "submitted", desk.coordinator, "Warwickshire Police", "by workbook",
         dt.date(2024, 1, 5), False)
        for n in (1, 3)
    ]  # fmt: skip
    assert [content_of(update) for update in rows] == [SAID, SAID]
    assert rows[0].suggested_rating == "green"
    assert "2 updates are saved, and wait to be accepted." in text_of(page)
    assert ReturnUpload.objects.get().state == "saved"
    assert list(Event.objects.order_by("pk").values_list("verb", "sentence")) == [
        ("uploaded an Excel return", "Warwickshire Police: 3 rows, received on 5 January 2024."),
        ("saved an Excel return", "2 updates of Warwickshire Police."),
    ]


@needs_libreoffice
def test_a_file_that_libreoffice_saved_reads_as_one_that_excel_saved(desk: Desk, tmp_path: Path) -> None:
    red = WHOLE | {
        "Rating": "Red",
        "Own call": "Off track",
        "What happened": "The trainer left.\nNobody else can teach.",
        "Forecast finish": dt.date(2024, 6, 30),
        "Red: issue": "=1+1 was the number of trainers.",
        "Red: path to green, step": "Borrow a trainer.",
        "Red: path to green, who": "Superintendent",
        "Red: path to green, by": dt.date(2024, 2, 29),
        "Red: asked of the Board": "Nothing.",
    }

    def change(book: openpyxl.Workbook) -> None:
        fill(book, "1.1", red)
        fill(book, "1.2", WHOLE)
        sheet = book["Return"]
        cell = next(cell for cell in sheet[6] if str(cell.value).startswith("="))
        cell.data_type = "s"
        book["Return"].title = "Our answers"

    data = through_libreoffice(edited(desk.download(), change), tmp_path)
    preview = desk.preview(data)

    assert sentences(preview) == [("", "Nothing was filled in, so nothing is saved.")]
    assert rulings(preview) == [(NAME[1], "new"), (NAME[2], "new"), (NAME[3], "same")]
    desk.save()
    first, second = ProgressUpdate.objects.filter(period=desk.period).order_by("action__order")
    assert content_of(first) == UpdateContent(
        status="in_progress",
        happened="The trainer left.\nNobody else can teach.",
        call="off_track",
        reported_rating="red",
        forecast_words="30 June 2024",
        issue="=1+1 was the number of trainers.",
        path_step="Borrow a trainer.",
        path_who="Superintendent",
        path_by=dt.date(2024, 2, 29),
        ask="Nothing.",
        next_steps="Book the third cohort.",
    )
    assert content_of(second) == SAID


@needs_libreoffice
def test_an_open_document_file_gets_a_sentence(desk: Desk, tmp_path: Path) -> None:
    data = through_libreoffice(desk.download(), tmp_path, kind="ods")

    assert desk.refusal(data) == [
        "This is an OpenDocument file (.ods). Open it in a spreadsheet program and save it as an Excel "
        "workbook (.xlsx)."
    ]


def test_no_change_says_last_quarters_answers_again(desk: Desk) -> None:
    why = {"No change?": "Yes", "What happened": "No course was offered."}

    desk.preview(filled(desk.download(), r2=why))
    desk.save()

    update = ProgressUpdate.objects.get(period=desk.period)
    assert content_of(update) == UpdateContent(
        status="in_progress",
        no_change=True,
        happened="No course was offered.",
        call="on_track",
        reported_rating="green",
        forecast_words="March 2024",
    )


def test_what_was_saved_meanwhile_is_a_conflict_and_the_coordinator_chooses(desk: Desk) -> None:
    data = filled(desk.download(), r1=WHOLE, r2=WHOLE)
    for reference in ("1.1", "1.2"):
        make_update(
            desk.requests[reference], state="draft", happened="Written on the site.", by=desk.force.lead
        )

    preview = desk.preview(data)

    assert rulings(preview) == [(NAME[1], "conflict"), (NAME[2], "conflict"), (NAME[3], "same")]
    assert [(c.label, c.first, c.second) for c in preview.rows[0].changes][:1] == [
        ("What happened", "Written on the site.", "The second cohort was trained.")
    ]
    assert [row.theirs.by_name for row in preview.rows[:2]] == ["Lead officer, Police"] * 2
    desk.save(take=["1.2"])
    latest = {r: desk.requests[r].action.updates.filter(period=desk.period).last() for r in ("1.1", "1.2")}
    assert [(u.revision, u.state, u.happened) for u in latest.values() if u] == [
        (1, "draft", "Written on the site."),
        (2, "submitted", "The second cohort was trained."),
    ]
    # The one that was not taken still waits, and can be taken later.
    again = signed_in(desk.coordinator).get(f"{RETURNS}{ReturnUpload.objects.get().pk}/")
    assert rulings(again.context["preview"]) == [
        (NAME[1], "conflict"),
        (NAME[2], "saved"),
        (NAME[3], "same"),
    ]


def test_saving_twice_and_uploading_twice_save_once(desk: Desk) -> None:
    data = filled(desk.download(), r1=WHOLE)
    desk.preview(data)
    desk.save()

    second = desk.save()
    third = desk.preview(data)

    assert said(second) == ["Nothing was saved: no row was left to save, or none was ticked."]
    assert rulings(third)[0] == (NAME[1], "saved")
    assert ReturnUpload.objects.count() == 1
    assert ProgressUpdate.objects.filter(period=desk.period).count() == 1


def test_a_row_that_changes_between_the_look_and_the_save_stops_the_whole(desk: Desk) -> None:
    desk.preview(filled(desk.download(), r1=WHOLE, r2=WHOLE))
    upload = ReturnUpload.objects.get()
    make_update(desk.requests["1.2"], state="draft", happened="Just now.", by=desk.force.lead)
    keys = [desk.requests[reference].action_id for reference in ("1.1", "1.2")]

    response = signed_in(desk.coordinator).post(
        f"{RETURNS}{upload.pk}/",
        {"step": "save", "seen": [f"{key}:0" for key in keys], "take": [str(keys[1])]},
    )

    assert response.status_code == 409
    assert "was changed after you looked at this page, so nothing was saved" in text_of(response)
    assert [u.happened for u in ProgressUpdate.objects.filter(period=desk.period)] == ["Just now."]
    assert ReturnUpload.objects.get().state == "waiting"


def test_an_unfinished_row_is_refused_with_its_cells_and_the_others_are_saved(desk: Desk) -> None:
    amber = WHOLE | {"Rating": "Amber", "Own call": "", "Status": "Nearly there"}

    preview = desk.preview(filled(desk.download(), r1=WHOLE | {"Rating": "Amber"}, r2=amber, r3=WHOLE))

    assert rulings(preview) == [(NAME[1], "refused"), (NAME[2], "refused"), (NAME[3], "new")]
    assert sentences(preview) == [
        ("M6", "Amber needs the risk: say what may go wrong."),
        ("N6", "Amber needs the mitigation: say what is being done about the risk."),
        ("G7", "Choose one of the list: Not started, In progress, Complete, On hold."),
    ]
    desk.save()
    assert [u.action.reference for u in ProgressUpdate.objects.filter(period=desk.period)] == ["1.3"]


def test_what_identifies_a_person_is_refused_and_never_kept(desk: Desk) -> None:
    words = {"What happened": "Her NHS number is 943 476 5919."}

    elsewhere = {"Reference": "NHS number 943 476 5919"}

    preview = desk.preview(filled(desk.download(), r1=WHOLE | words, r3=elsewhere))

    assert sentences(preview)[:1] == [
        (
            "H6",
            "Take out what looks like an NHS number. "
            "The tracker must never hold what could identify a person.",
        )
    ]
    assert "943" not in str(ReturnUpload.objects.get().rows)


def test_what_looks_personal_is_saved_once_somebody_says_that_it_is_not(desk: Desk) -> None:
    words = {"What comes next": "Print the helpline's number, 01926 412345."}
    preview = desk.preview(filled(desk.download(), r1=WHOLE | words))

    assert sentences(preview)[:1] == [
        ("W6", "This looks like a phone number. Take it out, or say that it is not about a person.")
    ]
    desk.save()
    assert not ProgressUpdate.objects.filter(period=desk.period).exists()
    desk.save(vouch=["1.1"])
    assert ProgressUpdate.objects.get(period=desk.period).next_steps == words["What comes next"]


def test_a_discarded_return_loses_its_words_and_can_be_uploaded_again(desk: Desk) -> None:
    data = filled(desk.download(), r1=WHOLE)
    desk.preview(data)
    upload = ReturnUpload.objects.get()

    page = signed_in(desk.coordinator).post(f"{RETURNS}{upload.pk}/", {"step": "discard"}, follow=True)

    upload.refresh_from_db()
    assert (upload.state, upload.rows, upload.notes) == ("discarded", [], [])
    assert "The return of Warwickshire Police is discarded, and its words with it." in text_of(page)
    assert signed_in(desk.coordinator).get(f"{RETURNS}{upload.pk}/").status_code == 404
    assert rulings(desk.preview(data))[0] == (NAME[1], "new")
