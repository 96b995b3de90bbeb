"""The words of each e-mail. None holds text of the plan, title, reference or reason: a link leads there."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from actions.calendars.deadline import deadline_file
from actions.models import DateChangeState, Notice, NoticeKind, UpdateRequest, UpdateState
from actions.notices.schedule import Part
from governance.days import in_words
from governance.mail import Attachment, Letter
from governance.models import ReportingPeriod

_FOLDER = "actions/email"


def letter_of(
    notice: Notice,
    waiting: Sequence[UpdateRequest],
    *,
    reports: int = 0,
    outcome: str,
    asked: int = 0,
    address: str,
    at: dt.datetime,
) -> Letter:
    """The e-mail of a notice: ``waiting`` is what is not handed in, ``outcome`` what was decided.

    ``reports`` is how many sub-groups still owe theirs, ``asked`` how many questions of the Board wait for
    an answer in what is not handed in.
    """
    if notice.kind == NoticeKind.RETURNED:
        return _about_one(notice, "returned", "An update was returned", address)
    if notice.kind == NoticeKind.DECIDED:
        agreed = outcome == DateChangeState.AGREED
        subject = f"A change of due date was {'agreed' if agreed else 'refused'}"
        return _about_one(notice, "decided", subject, address, agreed=agreed)
    if notice.kind == NoticeKind.ANSWERED:
        return _about_one(notice, "answered", "A concern was answered", address)
    period = notice.period
    if period is None:
        raise ValueError(f"{notice} is about a round and names none.")
    return _about_round(notice, period, waiting, reports, asked, address, at)


def _about_one(notice: Notice, template: str, subject: str, address: str, **context: Any) -> Letter:
    link = address + reverse("actions:notice", args=[notice.pk])
    context |= {"person": notice.person, "notice": notice, "link": link, "subject": subject}
    return Letter(subject=subject, template=f"{_FOLDER}/{template}", context=context)


def _about_round(
    notice: Notice,
    period: ReportingPeriod,
    waiting: Sequence[UpdateRequest],
    reports: int,
    asked: int,
    address: str,
    at: dt.datetime,
) -> Letter:
    opened = notice.kind == NoticeKind.OPENED
    days = (period.due_on - at.date()).days
    link = address + _page(notice, period, waiting)
    context = {
        "person": notice.person,
        "notice": notice,
        "period": period,
        "count": len(waiting),
        "reports": reports,
        "ready": sum(request.state == UpdateState.READY for request in waiting),
        "asked": asked,
        "writes": notice.part in (Part.LEAD, Part.DEPUTY),
        "coordinates": notice.part == Part.COORDINATOR,
        "when": _when(days),
        "late": days < 0,
        "link": link,
    }
    quarter, due = period.quarter.label, in_words(period.due_on)
    thing = "updates" if waiting else "sub-group reports"
    subject = f"{quarter} {thing} {'were' if days < 0 else 'are'} due on {due}"
    context["subject"] = subject
    files = [Attachment("updates-due.ics", deadline_file(period, link=link, at=at), "text/calendar")]
    return Letter(
        subject=subject,
        template=f"{_FOLDER}/{'opened' if opened else 'reminder'}",
        context=context,
        attachments=files if opened else (),
    )


def _page(notice: Notice, period: ReportingPeriod, waiting: Sequence[UpdateRequest]) -> str:
    if not waiting:
        return reverse("actions:my_reports")
    if notice.part == Part.COORDINATOR:
        return reverse("actions:round", args=[waiting[0].action.plan.slug, period.key])
    return reverse("actions:my_updates")


def _when(days: int) -> str:
    """``in 7 days``, ``tomorrow``, ``today``, ``3 days ago``."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"
