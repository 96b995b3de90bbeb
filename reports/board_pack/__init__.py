"""The board pack, and the pure ``assemble`` that makes it: no query, no HTML, no clock."""

from reports.board_pack.assembly import assemble, reword
from reports.board_pack.comparison import Change, Comparison, compare
from reports.board_pack.counts import Count, RatingCell, RatingRow, TrendPoint, count_quarter
from reports.board_pack.funding import Funding
from reports.board_pack.headline import Headline
from reports.board_pack.inputs import (
    Abbreviation,
    Addendum,
    BoardQuestion,
    Concern,
    DecisionRequest,
    FrontSheet,
    HeldUp,
    KeyDate,
    ObjectiveShown,
    PackContext,
    PackState,
    Recommendation,
    RecommendationKind,
    RequestKind,
    SubgroupReport,
)
from reports.board_pack.key import Key, SourceFlag
from reports.board_pack.measures import Measure, Reading
from reports.board_pack.pack import BoardPack, pack_to_json
from reports.board_pack.public_plan import Aim, Going, Promise, PublicPlan, Theme, tell_public
from reports.board_pack.publication import publication_copy
from reports.board_pack.ratings import Ratings
from reports.board_pack.recommendations import find_unasked
from reports.board_pack.sections import (
    Concerns,
    Decisions,
    Exceptions,
    Late,
    MissingAgency,
    NextQuarter,
)
from reports.board_pack.unsent import without_unsent_words

__all__ = [
    "Abbreviation",
    "Addendum",
    "Aim",
    "BoardPack",
    "BoardQuestion",
    "Change",
    "Comparison",
    "Concern",
    "Concerns",
    "Count",
    "DecisionRequest",
    "Decisions",
    "Exceptions",
    "FrontSheet",
    "Funding",
    "Going",
    "Headline",
    "HeldUp",
    "Key",
    "KeyDate",
    "Late",
    "Measure",
    "MissingAgency",
    "NextQuarter",
    "ObjectiveShown",
    "PackContext",
    "PackState",
    "Promise",
    "PublicPlan",
    "RatingCell",
    "RatingRow",
    "Ratings",
    "Reading",
    "Recommendation",
    "RecommendationKind",
    "RequestKind",
    "SourceFlag",
    "SubgroupReport",
    "Theme",
    "TrendPoint",
    "assemble",
    "compare",
    "count_quarter",
    "find_unasked",
    "pack_to_json",
    "publication_copy",
    "reword",
    "tell_public",
    "without_unsent_words",
]
