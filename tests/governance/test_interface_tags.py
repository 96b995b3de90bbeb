"""The pieces of a page: tags, ways back, tables that sort and scroll, pages of results, history."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from governance.templatetags.interface import (
    back_link,
    breadcrumbs,
    button,
    button_link,
    govuk_tag,
    page_numbers,
    sample_tag,
)


def _shown(source: str, address: str = "/plans/", **context: Any) -> str:
    template = engines["django"].from_string("{% load interface govuk_forms %}" + source)
    return re.sub(r"\s+", " ", template.render(context, RequestFactory().get(address))).strip()


def test_a_tag_has_a_word_and_a_known_colour() -> None:
    assert govuk_tag("<Draft>", "blue") == '<strong class="govuk-tag govuk-tag--blue">&lt;Draft&gt;</strong>'
    with pytest.raises(ValueError, match="'pink' is no colour of a tag"):
        govuk_tag("Draft", "pink")
    assert sample_tag() == '<strong class="govuk-tag govuk-tag--purple app-sample">Sample</strong>'
    assert sample_tag(False) == ""


def test_ways_back() -> None:
    assert back_link("/a/?b&c", "Back to <it>") == (
        '<nav aria-label="Back"><a href="/a/?b&amp;c" class="govuk-back-link">Back to &lt;it&gt;</a></nav>'
    )
    trail = breadcrumbs("Plan", "/plans/a/", "Action", "/plans/a/actions/1/")
    assert re.findall(r'href="([^"]+)">([^<]+)', trail) == [
        ("/plans/a/", "Plan"),
        ("/plans/a/actions/1/", "Action"),
    ]


def test_buttons() -> None:
    assert button("Save & go", name="step", value='"x"', kind="secondary") == (
        '<button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button"'
        ' data-prevent-double-click="true" name="step" value="&quot;x&quot;">Save &amp; go</button>'
    )
    assert button_link("Start", "/x/").startswith('<a href="/x/" role="button"')


@pytest.mark.parametrize(
    ("address", "state", "link"),
    [
        ("/plans/?q=a%20b&page=3", "none", "?q=a+b&amp;sort=due"),
        ("/plans/?sort=due", "ascending", "?sort=-due"),
        ("/plans/?sort=-due", "descending", "?sort=due"),
        ("/plans/?sort=%22%3E%3Cscript%3E", "none", "?sort=due"),
    ],
)
def test_a_heading_sorts_and_says_how_it_is_sorted(address: str, state: str, link: str) -> None:
    shown = _shown('{% sort_header "Due" "due" %}', address)
    assert f'aria-sort="{state}"' in shown
    assert f'href="{link}"' in shown


def test_a_heading_knows_the_order_that_no_address_names() -> None:
    assert 'aria-sort="ascending"' in _shown('{% sort_header "Due" "due" first="due" %}')


def test_a_wide_table_can_be_reached_and_has_a_name() -> None:
    shown = _shown("{% scroll name %}<table></table>{% endscroll %}", name="<Plan>")
    assert shown == (
        '<div class="app-scroll" role="region" aria-label="&lt;Plan&gt;" tabindex="0"><table></table></div>'
    )


def test_details_and_notifications_hold_what_a_template_escapes() -> None:
    assert "<p>&lt;b&gt;</p>" in _shown('{% details "More" %}<p>{{ x }}</p>{% enddetails %}', x="<b>")
    assert "<p>&lt;b&gt;</p>" in _shown("{% notification %}<p>{{ x }}</p>{% endnotification %}", x="<b>")
    assert '<details class="govuk-details" open>' in _shown('{% details "More" True %}{% enddetails %}')


def test_pages_of_results_keep_what_the_address_says() -> None:
    page = Paginator(range(400), 20).page(10)
    assert list(page_numbers(page)) == [1, "…", 8, 9, 10, 11, 12, "…", 20]
    shown = _shown(
        '{% include "components/pagination.html" with thing="actions" %}', "/plans/?q=a&page=10", page=page
    )
    assert re.findall(r'href="([^"]+)"', shown) == [
        f"?q=a&amp;page={number}" for number in (9, 1, 8, 9, 10, 11, 12, 20, 11)
    ]
    assert shown.count('aria-current="page"') == 1
    assert _shown('{% include "components/pagination.html" %}', page=Paginator([1], 20).page(1)) == ""


def test_history_says_who_when_what_and_for_whom() -> None:
    event = {
        "at": dt.datetime(2024, 1, 8, 10, 30, tzinfo=dt.UTC),
        "by_name": "Coordinator",
        "on_behalf_of": "SAAS",
        "verb": "entered",
        "sentence": "For <Q3>",
        "changes": {"Status": ["Not started", "In progress"], "Cause": ["Vacancy", ""]},
    }
    shown = _shown('{% include "components/timeline.html" %}', events=[event])
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", shown)).strip()
    assert words == (
        "Entered by Coordinator, on behalf of SAAS 8 January 2024 at 10:30am For &lt;Q3&gt; "
        "Status: from Not started to In progress Cause: from Vacancy removed"
    )


def test_lists_of_facts_and_of_tasks() -> None:
    rows = [{"key": "Lead", "value": "A\nB", "url": "/x/"}, {"key": "Due", "value": "31 March 2024"}]
    facts = _shown('{% include "components/summary_list.html" %}', rows=rows)
    assert 'href="/x/">Change<span class="govuk-visually-hidden"> Lead</span>' in facts
    assert "A<br>B" in facts
    tasks = [
        {"title": "1.2", "url": "/u/", "hint": "Due soon", "state": govuk_tag("Draft")},
        {"title": "1.3"},
    ]
    shown = _shown('{% include "components/task_list.html" with prefix="late" %}', tasks=tasks)
    assert 'aria-describedby="late-1-state"' in shown
    assert 'id="late-1-state"><strong class="govuk-tag govuk-tag--grey">Draft</strong>' in shown
    assert "<div>1.3</div>" in shown


def test_an_empty_page_says_what_to_do_first() -> None:
    shown = _shown(
        '{% include "components/empty_state.html" with sentence="Open the round." url="/r/" words="Open" %}'
    )
    assert '<p class="govuk-body">Open the round.</p>' in shown
    assert 'href="/r/"' in shown
