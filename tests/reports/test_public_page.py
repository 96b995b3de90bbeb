"""The page that anybody may read: off unless switched on, from the newest issue's copy, nothing personal."""

import io
import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from actions.models import PlanState
from actions.policies import Refusal, Unfinished
from governance.models import Event
from reports.models import IssuedPack, PublicationCopy, PublicPage
from reports.publication_copies import keep_copy
from reports.publishing import PublicWords, read_standing, switch_off, switch_on, write_public_words
from tests.factories import NOW, make_plan
from tests.pages import boxes_of, get_page, words_of
from tests.reports.issues import put_issue
from tests.reports.scene import PATH, Scene, make_scene
from tests.reports.test_issuing import issue

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]

HELP = "Ask at the town hall.\n\nThe line is open day and night."


@pytest.fixture(autouse=True)
def _nothing_held() -> Iterator[None]:
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def address(scene: Scene, name: str = "public_page", *args: str) -> str:
    return reverse(f"reports:{name}", args=[scene.plan.slug, *args])


def publish(scene: Scene, issued: IssuedPack, easy_read: str = "") -> IssuedPack:
    """Make what was issued public."""
    page = write(scene, easy_read=easy_read)
    switch_on(
        plan=scene.plan, expected_version=page.version, expected_issue=issued.pk, by=scene.coordinator, at=NOW
    )
    return issued


def write(scene: Scene, **words: Any) -> PublicPage:
    version = read_standing(scene.plan).page.version
    content = PublicWords(**{"help_words": HELP} | words)
    return write_public_words(
        plan=scene.plan, content=content, expected_version=version, by=scene.coordinator, at=NOW
    )


def test_the_coordinator_writes_looks_and_switches(scene: Scene) -> None:
    client, visitor = scene.signed_in(scene.coordinator), Client()
    settings, on, off = (address(scene, name) for name in ("publishing", "make_public", "take_back"))
    assert "No pack of this plan has been issued yet" in get_page(client, settings)
    assert client.get(address(scene, "preview_public_page")).status_code == 404
    put_issue(scene, 1)
    assert "Write how to get help first" in get_page(client, settings)

    typed = {"version": "0", "help_words": "Ring 01926 555010.", "easy_read": "A plan.\r\n\r\nIt is good."}
    refused = client.post(settings, typed)
    assert list(refused.context["form"].errors) == ["help_words"]
    assert "Ring 01926 555010." in refused.content.decode()
    client.post(settings, typed | {"not_personal": "on"})
    preview = words_of(get_page(client, address(scene, "preview_public_page")))
    assert "Preview. Nobody outside can read this yet." in preview
    assert "Ring 01926 555010." in preview
    assert "It is good." in get_page(client, address(scene, "preview_public_page") + "?page=easy-read")
    assert visitor.get(address(scene)).status_code == 404

    unread = client.post(on, boxes_of(get_page(client, on)))
    assert unread.context["form"].errors == {"sure": ["Tick the box to say that you have read the preview."]}
    client.post(on, boxes_of(get_page(client, on)) | {"sure": "on"})
    page = words_of(get_page(visitor, address(scene)))
    assert "It tells how things stood in April to June 2023 (Q1 2023-24)" in page
    assert "Preview" not in page
    assert "It is good." in get_page(visitor, address(scene, "public_easy_read"))

    client.post(off)
    assert {
        visitor.get(address(scene, *where)).status_code
        for where in (("public_page",), ("public_easy_read",), ("public_file", "pdf"))
    } == {404}
    told = Event.objects.about(PublicPage.objects.get()).values_list("verb", "by_name")
    by = "Coordinator, VAWG partnership"
    assert list(told) == [("taken back", by), ("made public", by), ("changed", by)]


def test_an_answer_for_everybody_may_be_kept_by_anybody(scene: Scene) -> None:
    publish(scene, put_issue(scene, 1))
    signed_in, visitor = scene.signed_in(scene.lead), Client()
    first = visitor.get(address(scene))
    with CaptureQueriesContext(connection) as queries:
        again = visitor.get(address(scene))
    assert len(queries) == 1
    for response in (
        first,
        again,
        signed_in.get(address(scene)),
        visitor.get(address(scene, "public_file", "pdf")),
    ):
        assert response.headers["Cache-Control"] == "public, max-age=300"
        assert "Vary" not in response.headers
        assert not response.cookies
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert signed_in.get(address(scene)).content == first.content
    for where in (address(scene), address(scene, "public_file", "xlsx")):
        etag = visitor.get(where).headers["ETag"]
        known = visitor.get(where, headers={"If-None-Match": etag})
        assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", etag)
        assert not known.cookies
    write(scene, help_words="Ask somebody else.")
    assert "Ask somebody else." in get_page(visitor, address(scene))


def test_nothing_tells_whether_a_plan_is_there(scene: Scene) -> None:
    make_plan("draft-plan", state=PlanState.DRAFT)
    put_issue(scene, 1)
    write(scene)
    visitor = Client()

    def said(slug: str) -> tuple[int, str]:
        page = visitor.get(f"/public/{slug}/")
        return page.status_code, re.sub(r"\b[0-9a-f]{8}\b", "", page.content.decode())

    assert said("vawg-2023-24") == said("draft-plan") == said("no-such-plan")
    assert said("no-such-plan")[0] == 404


def test_nothing_personal_no_note_and_no_draft_is_public(scene: Scene) -> None:
    """Who carries each path to green is a person; drafts and people have words of their own."""
    publish(scene, issue(scene, 2), easy_read="A plan.")
    visitor = Client()
    pdf = PdfReader(io.BytesIO(visitor.get(address(scene, "public_file", "pdf")).content))
    book = load_workbook(io.BytesIO(visitor.get(address(scene, "public_file", "xlsx")).content))
    shown = {
        "page": get_page(visitor, address(scene)),
        "easy-read": get_page(visitor, address(scene, "public_easy_read")),
        "pdf": " ".join(page.extract_text() for page in pdf.pages) + str(pdf.metadata),
        "xlsx": " ".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row)
        + str(book.properties),
    }
    issued = str(IssuedPack.objects.get().pack)
    people = [scene.coordinator.name, scene.chair.name, scene.lead.name]
    assert scene.chair.name in issued
    assert PATH["path_who"] in issued
    held_back = [*people, PATH["path_who"], "Words of a draft.", "Entered by"]
    assert [(name, words) for name in shown for words in held_back if words in shown[name]] == []
    assert PATH["mitigation"] in shown["page"]


def test_a_copy_stays_as_it_was_and_an_old_issue_gets_one(scene: Scene) -> None:
    first = publish(scene, issue(scene, 1))
    visitor, reader = Client(), scene.signed_in(scene.chair)
    signed_in = f"{scene.url('pack_file', '2023-Q1', 'pdf')}?copy=publication"
    kept = visitor.get(address(scene, "public_file", "pdf")).content
    scene.plan.title = "Renamed since"
    scene.plan.save()
    assert visitor.get(address(scene, "public_file", "pdf")).content == kept
    assert reader.get(signed_in).content == kept

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_publicationcopy")
    assert visitor.get(address(scene)).status_code == 404
    assert reader.get(signed_in).content == kept
    assert keep_copy(first, at=NOW) == keep_copy(first, at=NOW) == PublicationCopy.objects.get()
    second = put_issue(scene, 2)
    assert "July to September 2023" in get_page(visitor, address(scene))
    assert IssuedPack.objects.newest_first()[0] == second


def test_what_a_newer_issue_overtook_is_public_no_longer(scene: Scene) -> None:
    """The newest issue is marked more strictly than may be published, so that it has no copy."""
    publish(scene, put_issue(scene, 1))
    second = put_issue(scene, 2)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reports_publicationcopy WHERE issued_id = %s", [second.pk])
    caches["pages"].clear()

    assert Client().get(address(scene)).status_code == 404
    assert "The newest pack may not be published because of its marking" in get_page(
        scene.signed_in(scene.coordinator), address(scene, "publishing")
    )


def test_easy_read_words_say_which_quarter_they_are_of(scene: Scene) -> None:
    publish(scene, put_issue(scene, 1), easy_read="A plan.")
    put_issue(scene, 2)
    client = scene.signed_in(scene.coordinator)
    assert "from April 2023 to June 2023" in get_page(Client(), address(scene, "public_easy_read"))
    assert "Out of date" in get_page(client, address(scene, "publishing"))
    write(scene, easy_read="A plan.", help_words="Other words.")
    assert read_standing(scene.plan).is_stale
    switch_off(plan=scene.plan, by=scene.coordinator, at=NOW)
    with pytest.raises(Refusal, match="written for another pack"):
        read_standing(scene.plan).check_can_switch_on()
    write(scene, easy_read="A plan.", easy_read_checked=True)
    assert not read_standing(scene.plan).is_stale


def test_what_is_in_the_way_is_said(scene: Scene) -> None:
    issued = put_issue(scene, 1)
    page = write(scene)
    turn = partial(switch_on, plan=scene.plan, by=scene.coordinator, at=NOW)
    with pytest.raises(Refusal, match="Somebody changed the page"):
        turn(expected_version=page.version - 1, expected_issue=issued.pk)
    with pytest.raises(Refusal, match="Another pack was issued meanwhile"):
        turn(expected_version=page.version, expected_issue=issued.pk + 1)
    with pytest.raises(Refusal, match="The page is not public"):
        switch_off(plan=scene.plan, by=scene.coordinator, at=NOW)
    page = turn(expected_version=page.version, expected_issue=issued.pk)
    with pytest.raises(Refusal, match="public already"):
        turn(expected_version=page.version, expected_issue=issued.pk)
    with pytest.raises(Unfinished) as unfinished:
        write(scene, help_words="", easy_read="x" * 8001)
    assert unfinished.value.problems == [
        ("help_words", "Say how to get help: the page is public, and a reader may need it."),
        ("easy_read", "Shorten this to 8,000 characters or fewer. It has 8,001."),
    ]
