"""The registers: documents and abbreviations, how they are kept, narrowed and used on a page."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from governance.abbreviations import Expander, read_meanings
from governance.models import Abbreviation, DocumentTheme, Event, Person, RegisteredDocument
from governance.roles import Role
from tests.factories import TODAY, make_document, make_group, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_clock")]
DOCUMENTS, SHORT_FORMS = "/registers/documents/", "/registers/abbreviations/"
TYPED = {"title": "Housing plan", "owner": "The council", "kind": "plan", "first_year": "2021"}


@pytest.fixture
def coordinator(client: Client) -> Person:
    person = make_person(Role.COORDINATOR, group=make_group())
    client.force_login(person)
    return person


def _short(short: str, meaning: str = "Something", source: str = "A plan", **fields: Any) -> Abbreviation:
    return Abbreviation.objects.create(short=short, meaning=meaning, source=source, **fields)


def _errors(client: Client, address: str, typed: dict[str, Any]) -> dict[str, list[str]]:
    answer = client.post(address, typed)
    assert answer.status_code == 200
    return dict(answer.context["form"].errors)


class TestDocuments:
    @pytest.mark.parametrize(
        ("query", "numbers"),
        [
            ("", [1, 2, 3]),
            ("?q=safe+police", [2]),
            ("?state=expired", [1]),
            ("?state=current", [2, 3]),
            ("?kind=reviews", [3]),
            ("?sort=-last", [2, 1, 3]),
            ("?sort=title", [2, 1, 3]),
            ("?q=zebra", []),
        ],
    )
    def test_the_address_narrows_and_sorts(
        self, client: Client, coordinator: Person, query: str, numbers: list[int]
    ) -> None:
        make_document(title="B", owner="The council", last_year=2023)
        DocumentTheme.objects.create(document=make_document(title="A"), words="Safe streets", order=1)
        make_document(title="C", owner="The council", kind="reviews", last_year=None)
        make_document(title="D", withdrawn_on=TODAY)
        assert [row.document.number for row in client.get(DOCUMENTS + query).context["rows"]] == numbers

    def test_one_is_added_changed_and_withdrawn_with_its_history(
        self, client: Client, coordinator: Person
    ) -> None:
        other = make_document()
        page = client.post(
            f"{DOCUMENTS}add/", TYPED | {"themes": "Homes\n\nRents", "links": [other.pk]}, follow=True
        )
        made = RegisteredDocument.objects.get(title="Housing plan")
        assert (made.number, made.years, [theme.words for theme in made.themes.all()]) == (
            2, "2021", ["Homes", "Rents"]
        )  # fmt: skip
        assert "Document 1" in page.content.decode()
        changed = TYPED | {"last_year": "2024", "themes": "Homes", "expected_version": 1}
        client.post(f"{DOCUMENTS}{made.pk}/change/", changed)
        client.post(f"{DOCUMENTS}{made.pk}/withdraw/")
        made.refresh_from_db()
        assert (made.years, made.links.count(), made.withdrawn_on) == ("2021 to 2024", 0, TODAY)
        events = list(Event.objects.about(made))
        assert [event.verb for event in events] == ["withdrew", "changed", "added"]
        assert events[1].changes == {
            "last year": ["", "2024"],
            "themes": ["Homes; Rents", "Homes"],
            "links": ["Document 1", ""],
        }
        assert client.get(f"{DOCUMENTS}{made.pk}/change/").status_code == 404

    def test_wrong_input_is_told_beside_its_field(self, client: Client, coordinator: Person) -> None:
        make_document(title="Housing plan")
        nothing = {
            "title": ["Enter the document's title."],
            "owner": ["Enter who owns the document."],
            "kind": ["Choose what kind of document it is."],
            "first_year": ["Enter the first year, such as 2021."],
        }
        assert _errors(client, f"{DOCUMENTS}add/", {}) == nothing
        wrong = {
            ("first_year", "Write the first year in four figures, such as 2021."): {"first_year": "soon"},
            ("first_year", "Enter a year between 1990 and 2100."): {"first_year": "21"},
            ("last_year", "The last year is before the first, 2021. Enter 2021 or later."): {
                "last_year": "2020"
            },
            ("title", "A document of this title is in the register already. Change that one."): {},
            ("address", "Enter a web address that begins with https://, or leave it empty."): {
                "address": "no"
            },
        }
        for (field, sentence), typed in wrong.items():
            assert _errors(client, f"{DOCUMENTS}add/", TYPED | typed) == {field: [sentence]}

    def test_a_document_neither_links_to_itself_nor_loses_what_another_wrote(
        self, client: Client, coordinator: Person
    ) -> None:
        own = make_document(version=2)
        address = f"{DOCUMENTS}{own.pk}/change/"
        assert _errors(client, address, TYPED | {"links": [own.pk], "expected_version": 2}) == {
            "links": ["A document does not link to itself. Choose others."]
        }
        assert _errors(client, address, TYPED | {"expected_version": 1}) == {
            "__all__": ["Somebody changed this after you opened the page. Read it below before you save."]
        }


class TestAbbreviations:
    def test_one_is_added_changed_and_withdrawn(self, client: Client, coordinator: Person) -> None:
        typed = {"short": "DA", "meaning": " Domestic  abuse", "source": "A plan"}
        client.post(f"{SHORT_FORMS}add/", typed)
        made = Abbreviation.objects.get()
        assert (made.short, made.meaning, made.source) == ("DA", "Domestic abuse", "A plan")
        assert _errors(client, f"{SHORT_FORMS}add/", typed) == {
            "short": ["A plan has DA in the register already. Change that."]
        }
        assert _errors(client, f"{SHORT_FORMS}add/", {"meaning": "x"}) == {
            "short": ["Enter the short form, such as MARAC."],
            "source": ["Enter the document that uses it."],
        }
        client.post(
            f"{SHORT_FORMS}{made.pk}/change/", typed | {"meaning": "Abuse at home", "expected_version": 1}
        )
        assert read_meanings()["DA"] == "Abuse at home"
        client.post(f"{SHORT_FORMS}{made.pk}/withdraw/")
        assert read_meanings()["DA"] == "Domestic abuse"
        assert [event.verb for event in Event.objects.about(made)] == ["withdrew", "changed", "added"]

    def test_the_address_narrows_and_sorts(self, client: Client, coordinator: Person) -> None:
        _short("B", "Board"), _short("A", "Act", "Other plan"), _short("C", "")
        shown = {
            query: [row.short for row in client.get(SHORT_FORMS + query).context["rows"]]
            for query in ("", "?sort=-short", "?source=A+plan", "?q=act", "?q=zebra")
        }
        assert shown == {
            "": ["A", "B", "C"],
            "?sort=-short": ["C", "B", "A"],
            "?source=A+plan": ["B", "C"],
            "?q=act": ["A"],
            "?q=zebra": [],
        }

    def test_a_short_form_is_explained_at_its_first_use_alone(self) -> None:
        expander = Expander(
            {"PCC": "Commissioner & co", "T&F": "Task and finish", "DA": "Abuse", "DART": "Team"}
        )
        first = expander.expand("Two PCCs <b> & the T&F, DART, DATA")
        assert first == (
            'Two <abbr title="Commissioner &amp; co">PCC</abbr>s &lt;b&gt; &amp; the '
            '<abbr title="Task and finish">T&amp;F</abbr>, <abbr title="Team">DART</abbr>, DATA'
        )
        assert expander.expand("A PCC of DA") == 'A PCC of <abbr title="Abuse">DA</abbr>'

    def test_the_document_registered_last_counts_and_one_without_a_meaning_does_not(self) -> None:
        _short("DA", "First"), _short("DA", "Second", "Other plan"), _short("FICS", "")
        known = read_meanings()
        assert (known["DA"], known["MARAC"], "FICS" in known) == (
            "Second", "Multi-agency risk assessment conference", False
        )  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow(
    client: Client, coordinator: Person, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        document = make_document()
        DocumentTheme.objects.create(document=document, words="A MARAC", order=1)
        document.links.add(make_document(title=f"Linked {number}"))
        _short(f"S{number}")
    client.get("/healthz")
    # The shell's four and the plan of the menu; documents, themes, links.
    with django_assert_num_queries(8):
        client.get(DOCUMENTS)
    # The shell's five; document, themes, links, linked from, history, meanings.
    with django_assert_num_queries(11):
        client.get(f"{DOCUMENTS}{document.pk}/")
    # The shell's five; sources, abbreviations.
    with django_assert_num_queries(7):
        client.get(SHORT_FORMS)


def test_a_document_expires_with_its_last_year() -> None:
    document = make_document(last_year=2023)
    days = (dt.date(2023, 12, 31), dt.date(2024, 1, 1))
    assert [document.has_expired(day) for day in days] == [False, True]
    assert [RegisteredDocument.objects.expired(day).count() for day in days] == [0, 1]
    assert [RegisteredDocument.objects.current(day).count() for day in days] == [1, 0]
