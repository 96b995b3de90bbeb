"""Making a plan public: the coordinator's words, and the switch.

The coordinator decides, as with issuing: what is shown was approved by the chair already, and an
administrator has no say in what a plan tells.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from actions.models import Plan
from actions.policies import Refusal, Unfinished
from governance.free_text import find_text_problems
from governance.history import record
from governance.models import Person
from governance.problems import Problem
from governance.quarters import Quarter
from reports.board_pack import BoardPack
from reports.models import IssuedPack, PublicPage
from reports.plain_form import from_plain
from reports.publication_copies import PUBLISHABLE, keep_copy, may_be_published

LONGEST_HELP = 2000
LONGEST_EASY_READ = 8000


@dataclass(frozen=True, kw_only=True)
class PublicWords:
    """``easy_read_checked``: the words, as they stand, are right for the newest issue too."""

    help_words: str = ""
    easy_read: str = ""
    easy_read_checked: bool = False
    # The writer says that what looked like a telephone number or the like is not about a person.
    not_personal: bool = False


@dataclass(frozen=True)
class PublicStanding:
    """A plan's page (perhaps not written yet) and the newest issue of its packs, without their content."""

    page: PublicPage
    newest: IssuedPack | None

    @property
    def is_stale(self) -> bool:
        """The easy-read words speak of another issue than the page."""
        return bool(self.page.easy_read) and self.page.easy_read_of_id != getattr(self.newest, "pk", None)

    @property
    def is_withheld(self) -> bool:
        """It is switched on, and the newest issue may not be published: nobody reads anything meanwhile."""
        return self.page.is_on and self.newest is not None and not hasattr(self.newest, "publication")

    @property
    def easy_read_quarter(self) -> Quarter | None:
        """The quarter that the easy-read words were written for."""
        issue = self.page.easy_read_of
        return issue.snapshot.period.quarter if issue else None

    def check_can_switch_on(self) -> IssuedPack:
        """The issue that would be public. Raises Refusal with the first thing that is in the way."""
        if self.page.is_on:
            raise Refusal("The page is public already.")
        if self.newest is None:
            raise Refusal("No pack of this plan has been issued yet, so there is nothing to make public.")
        if not self.page.help_words:
            raise Refusal("Write how to get help first: somebody who reads the page may need it.")
        if self.is_stale:
            raise Refusal(
                "The easy-read version was written for another pack than the newest. Read it again first."
            )
        return self.newest

    def check_can_switch_off(self) -> None:
        """Raises Refusal when it is not public."""
        if not self.page.is_on:
            raise Refusal("The page is not public.")

    @property
    def obstacle(self) -> str:
        """Why it cannot be switched on, in a sentence; empty when it can."""
        try:
            self.check_can_switch_on()
        except Refusal as refusal:
            return str(refusal)
        return ""


def read_standing(plan: Plan, *, locked: bool = False) -> PublicStanding:
    """Two queries. ``locked``: the page's row is held till the transaction ends."""
    rows = PublicPage.objects.select_related("easy_read_of__snapshot__period").defer(
        "easy_read_of__pack", "easy_read_of__pdf", "easy_read_of__xlsx", "easy_read_of__snapshot__context"
    )
    if locked:
        Plan.objects.select_for_update().get(pk=plan.pk)
    page = rows.filter(plan=plan).first() or PublicPage(plan=plan)
    issues = IssuedPack.objects.without_content().filter(snapshot__plan=plan).newest_first()
    newest = issues.select_related("snapshot__period", "publication").defer(
        "publication__pack", "publication__pdf", "publication__xlsx"
    )
    return PublicStanding(page, newest.first())


@transaction.atomic
def write_public_words(
    *, plan: Plan, content: PublicWords, expected_version: int, by: Person, at: dt.datetime
) -> PublicPage:
    """Keep the words of the page. What is public already changes at once.

    Raises Refusal when somebody wrote since ``expected_version``, Unfinished with fields of ``PublicWords``.
    """
    standing = read_standing(plan, locked=True)
    page = standing.page
    _check_version(page, expected_version)
    problems = find_word_problems(content, is_on=page.is_on)
    if problems:
        raise Unfinished(problems)
    changes = {
        label: (getattr(page, name), getattr(content, name))
        for name, label in (("help_words", "how to get help"), ("easy_read", "easy-read version"))
        if getattr(page, name) != getattr(content, name)
    }
    if "easy-read version" in changes or content.easy_read_checked:
        page.easy_read_of = standing.newest if content.easy_read else None
    page.help_words, page.easy_read = content.help_words, content.easy_read
    _save(page, at=at)
    sentence = "Read again: the easy-read version is right for the newest pack." if not changes else ""
    record(by=by, at=at, subject=page, verb="changed", sentence=sentence, changes=changes)
    return page


def switch_on(
    *, plan: Plan, expected_version: int, expected_issue: int, by: Person, at: dt.datetime
) -> PublicPage:
    """Let anybody read the page, from the newest issue on and with each that follows.

    ``expected_issue`` is the key of the issue whose preview was read. The copy of an issue from before copies
    were kept is made first, which takes seconds. Raises Refusal with what is in the way.
    """
    newest = read_standing(plan).check_can_switch_on()
    if not may_be_published(from_plain(BoardPack, IssuedPack.objects.get(pk=newest.pk).pack)):
        raise Refusal(f"The newest pack is not marked {PUBLISHABLE}, so it cannot be made public.")
    keep_copy(IssuedPack.objects.get(pk=newest.pk), at=at)
    with transaction.atomic():
        standing = read_standing(plan, locked=True)
        page = standing.page
        _check_version(page, expected_version)
        if standing.check_can_switch_on().pk != expected_issue:
            raise Refusal("Another pack was issued meanwhile. Read the preview again first.")
        page.is_on = True
        _save(page, at=at)
        sentence = f"Anybody can read how the plan goes, from {newest.snapshot.period.quarter.label} on."
        record(by=by, at=at, subject=page, verb="made public", sentence=sentence)
    return page


@transaction.atomic
def switch_off(*, plan: Plan, by: Person, at: dt.datetime) -> PublicPage:
    """Take the page away, whatever its words are. Raises Refusal when it is not public."""
    standing = read_standing(plan, locked=True)
    standing.check_can_switch_off()
    page = standing.page
    page.is_on = False
    _save(page, at=at)
    record(by=by, at=at, subject=page, verb="taken back", sentence="Nobody outside can read the page now.")
    return page


def find_word_problems(content: PublicWords, *, is_on: bool) -> list[Problem]:
    """Pairs of field and sentence."""
    problems: list[Problem] = []
    if is_on and not content.help_words:
        problems.append(("help_words", "Say how to get help: the page is public, and a reader may need it."))
    for name, longest in (("help_words", LONGEST_HELP), ("easy_read", LONGEST_EASY_READ)):
        text: str = getattr(content, name)
        problems += find_text_problems(name, text, excused=content.not_personal, longest=longest)
    return problems


def _check_version(page: PublicPage, expected: int) -> None:
    if page.version != expected:
        raise Refusal("Somebody changed the page after you opened this. Open it again to read what they did.")


def _save(page: PublicPage, *, at: dt.datetime) -> None:
    page.version += 1
    page.changed_at = at
    page.save()
