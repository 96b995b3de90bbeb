"""``manage.py render_pack``: four kinds of file, and one clear sentence for whatever is wrong."""

import datetime as dt
import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook
from pypdf import PdfReader

from actions.models import ProgressUpdate
from governance.roles import Role
from reports.snapshots import close_period
from tests.factories import (
    LONDON,
    make_action,
    make_period,
    make_person,
    make_post,
    make_request,
    make_update,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

NOTE = "A note of the coordinator."
OFFICER = "An officer by name"


@pytest.fixture
def _quarters() -> None:
    """Q2 is closed, Q3 is open, Q4 is planned."""
    period = make_period(quarter="2023-Q2")
    action = make_action("1.1", leads=[make_post()])
    make_update(make_request(action, period), state="accepted", confirmed_note=NOTE, path_who=OFFICER)
    by = make_person(Role.COORDINATOR, name="Coordinator, VAWG partnership")
    close_period(period=period, by=by, at=dt.datetime(2023, 10, 16, 17, tzinfo=LONDON))
    make_request(action, make_period())
    make_period("planned", quarter="2023-Q4")


def render(
    output: Path | str, *more: str, quarter: str = "2023-Q2", kind: str = "json", plan: str = ""
) -> None:
    call_command(
        "render_pack",
        f"--plan={plan or 'vawg-2023-24'}",
        f"--quarter={quarter}",
        f"--format={kind}",
        f"--output={output}",
        *more,
    )


@pytest.mark.usefixtures("_quarters")
def test_json_is_the_whole_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "pack.json"

    render(file)

    pack = json.loads(file.read_text())
    assert (pack["front"]["quarter_key"], pack["front"]["state"]) == ("2023-Q2", "Closed")
    assert [row["reference"] for row in pack["appendix"]] == ["1.1"]
    assert capsys.readouterr().out == f"Wrote the closed pack of Q2 2023-24 to {file}.\n"


@pytest.mark.usefixtures("_quarters")
def test_an_open_quarter_gives_a_draft(tmp_path: Path) -> None:
    file = tmp_path / "pack.json"

    render(file, quarter="2023-q3")

    assert json.loads(file.read_text())["front"]["state"] == "Draft"


@pytest.mark.usefixtures("_quarters")
def test_pdf_workbook_and_web_page_are_what_they_say(tmp_path: Path) -> None:
    for kind in ("pdf", "xlsx", "html"):
        render(tmp_path / f"pack.{kind}", kind=kind)

    assert PdfReader(tmp_path / "pack.pdf").metadata is not None
    assert "Actions" in load_workbook(tmp_path / "pack.xlsx").sheetnames
    assert (tmp_path / "pack.html").read_text().lstrip().startswith("<!DOCTYPE html>")


@pytest.mark.usefixtures("_quarters")
def test_a_publication_copy_says_so_and_leaves_out_who_is_named(tmp_path: Path) -> None:
    render(tmp_path / "full.json")
    render(tmp_path / "copy.json", "--publication")

    assert OFFICER in (tmp_path / "full.json").read_text()
    assert OFFICER not in (tmp_path / "copy.json").read_text()
    assert json.loads((tmp_path / "copy.json").read_text())["front"]["publication_copy"] is True


@pytest.mark.usefixtures("_quarters")
def test_no_pack_holds_a_note_of_the_coordinator(tmp_path: Path) -> None:
    render(tmp_path / "full.json")

    assert ProgressUpdate.objects.get().confirmed_note == NOTE
    assert NOTE not in (tmp_path / "full.json").read_text()


@pytest.mark.usefixtures("_quarters")
def test_a_draft_has_no_copy_for_publication(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        render(tmp_path / "copy.json", "--publication", quarter="2023-Q3")

    assert str(refused.value) == (
        "Q3 2023-24 is still open, so its pack is a draft, and no draft is published. "
        "Close the quarter first, or leave out --publication."
    )


@pytest.mark.usefixtures("_quarters")
def test_a_dash_writes_the_file_alone_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    render("-")

    assert json.load(io.BytesIO(capsysbinary.readouterr().out))["schema"] == 1


@pytest.mark.usefixtures("_quarters")
def test_what_prints_nothing_does_not_load_the_printer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)

    for kind in ("json", "html", "xlsx"):
        render(tmp_path / f"pack.{kind}", kind=kind)

    assert len(list(tmp_path.iterdir())) == 3


@pytest.mark.usefixtures("_quarters")
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"plan": "vawg-2030"}, "There is no plan called vawg-2030. There are: vawg-2023-24."),
        (
            {"quarter": "Q2 2023"},
            "There is no such quarter. Write the year in which the financial year "
            "starts, then the quarter: 2023-Q2 is July to September 2023. There are: 2023-Q2, 2023-Q3.",
        ),
        (
            {"quarter": "2023-Q1"},
            "No updates were asked for in Q1 2023-24, so it has no pack. There are: 2023-Q2, 2023-Q3.",
        ),
        (
            {"quarter": "2023-Q4"},
            "Q4 2023-24 has not begun, so it has no pack. There are: 2023-Q2, 2023-Q3.",
        ),
    ],
)
def test_what_is_not_there_is_named_with_what_is(
    asked: dict[str, str], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(CommandError) as refused:
        render(tmp_path / "pack.json", **asked)

    assert str(refused.value) == sentence
    assert list(tmp_path.iterdir()) == []


def test_without_a_plan_or_a_quarter_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(
        CommandError, match=r"^There is no plan called vawg-2023-24\. No plan is stored yet\.$"
    ):
        render(tmp_path / "pack.json")
    plan = make_action().plan
    with pytest.raises(CommandError, match=r"so it has no pack\. No quarter of this plan has begun\.$"):
        render(tmp_path / "pack.json", plan=plan.slug)


@pytest.mark.usefixtures("_quarters")
def test_a_file_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    missing, taken, full = tmp_path / "none" / "pack.json", tmp_path, Path("/dev/full")

    for output, sentence in (
        (missing, f"There is no folder {missing.parent}. Make it first, or choose another for --output."),
        (taken, f"{taken} is a folder. Give --output the name of a file."),
        (full, f"Cannot write to {full}: No space left on device."),
    ):
        with pytest.raises(CommandError) as refused:
            render(output)
        assert (str(refused.value), refused.value.returncode) == (sentence, 1)
