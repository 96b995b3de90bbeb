"""What a workbook says of itself, signed: which plan, quarter and agency, and which action each row is of.

Anybody can read it, and nobody can change it unseen. ``RowCode.revision`` is the one that the row was
written from, so that what was saved meanwhile shows.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer

# What the reader understands. A workbook of another version says so.
VERSION = 1
MARK = f"VAWG return {VERSION}:"
_ANY_MARK = "VAWG return "


class Tampered(ValueError):
    """A code that the tracker has not written."""


@dataclass(frozen=True)
class Identity:
    """Slug of the plan, key of the quarter (2023-Q3), slug of the agency."""

    plan: str
    quarter: str
    agency: str

    def code(self) -> str:
        """As it stands in the workbook."""
        return f"{MARK} {_signed('whole', f'{self.plan} {self.quarter} {self.agency}')}"


@dataclass(frozen=True)
class RowCode:
    """Key of the action, and the revision of its update (0: none) when the workbook was made."""

    identity: Identity
    action: int
    revision: int

    def code(self) -> str:
        whole = self.identity
        return _signed("row", f"{self.action} {self.revision} {whole.plan} {whole.quarter} {whole.agency}")


def looks_like_identity(text: str) -> bool:
    """Whether a cell holds a workbook's code, of whatever version."""
    return text.startswith(_ANY_MARK)


def read_identity(text: str) -> Identity:
    """Raises Tampered, with a sentence."""
    if not text.startswith(MARK):
        raise Tampered("This workbook was made by another version of the tracker. Download it again.")
    parts = _opened("whole", text.removeprefix(MARK).strip())
    if len(parts) != 3:
        raise Tampered(
            "The code on the sheet “Identity” has been changed, so the tracker cannot tell whose workbook "
            "this is. Download it again."
        )
    return Identity(*parts)


def read_row_code(text: str) -> RowCode:
    """Raises Tampered, with a sentence."""
    parts = _opened("row", text)
    if len(parts) != 5:
        raise Tampered("The row's code has been changed, so the tracker cannot tell which action it is of.")
    action, revision, *whole = parts
    return RowCode(Identity(*whole), int(action), int(revision))


def _signed(what: str, words: str) -> str:
    return _signer(what).sign(words)


def _opened(what: str, text: str) -> list[str]:
    """The words that were signed; none when the signature does not fit."""
    try:
        return _signer(what).unsign(text).split(" ")
    except BadSignature:
        return []


def _signer(what: str) -> Signer:
    return Signer(salt=f"actions.returns.{what}")
