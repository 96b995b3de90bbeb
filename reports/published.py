"""What is public of a plan now, and the page that whoever asks is told."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Subquery
from django.template.loader import render_to_string

from governance.quarters import Quarter
from reports.board_pack import BoardPack, tell_public
from reports.models import IssuedPack, PublicationCopy, PublicPage
from reports.publication_copies import pack_of_copy

PLAN = "reports/public/plan.html"
EASY_READ = "reports/public/easy_read.html"


@dataclass(frozen=True)
class Published:
    """What stands at a public address, without its content: enough to answer who has it already."""

    copy: int
    version: int
    changed_at: dt.datetime

    def key(self, what: str) -> str:
        """Names one form of it. Never the same for other words or another issue."""
        return f"public-{self.copy}-{self.version}-{what}"


def find_published(slug: str) -> Published | None:
    """What is public of the plan of that slug; None where nothing is. One query.

    It is the newest issue's alone: when that one may not be published, nothing is, for what it overtook is
    no longer true.
    """
    newest = IssuedPack.objects.filter(snapshot__plan__slug=slug).newest_first().values("pk")[:1]
    public = PublicationCopy.objects.filter(
        issued=Subquery(newest), issued__snapshot__plan__public_page__is_on=True
    )
    found = public.values_list(
        "pk",
        "made_at",
        "issued__snapshot__plan__public_page__version",
        "issued__snapshot__plan__public_page__changed_at",
    )
    row = found.first()
    return Published(row[0], row[2], max(row[1], row[3])) if row else None


def render_plan(pack: BoardPack, page: PublicPage, *, preview: str = "") -> str:
    """The page of a copy for publication with the coordinator's words. It knows no visitor.

    ``preview`` is a sentence for the coordinator who looks at it beforehand.
    """
    shown = {
        "told": tell_public(pack),
        "slug": pack.front.plan_slug,
        "help": paragraphs(page.help_words),
        "has_easy_read": bool(page.easy_read),
        "preview": preview,
    }
    return render_to_string(PLAN, shown)


def render_easy_read(
    page: PublicPage, *, title: str, slug: str, quarter: Quarter | None, preview: str = ""
) -> str:
    """The coordinator's easy-read words, with the quarter that they were written for."""
    shown = {
        "title": title,
        "slug": slug,
        "quarter": quarter,
        "words": paragraphs(page.easy_read),
        "help": paragraphs(page.help_words),
        "preview": preview,
    }
    return render_to_string(EASY_READ, shown)


def paragraphs(words: str) -> list[str]:
    """Parted by empty lines."""
    parted = "\n".join(line.strip() for line in words.splitlines()).split("\n\n")
    return [one.strip() for one in parted if one.strip()]


def read_copy(published: Published) -> BoardPack:
    """The copy by value. One query."""
    return pack_of_copy(PublicationCopy.objects.defer("pdf", "xlsx").get(pk=published.copy))
