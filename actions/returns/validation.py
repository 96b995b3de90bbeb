"""The rules of the cells to be filled in: lists to choose from, and a hint beside each."""

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from actions.problems import LONGEST
from actions.returns.columns import Column, Kind

# A workbook takes titles of 32 characters and hints of 255.
_TITLE, _HINT = 32, 255


def add_rules(sheet: Worksheet, columns: Sequence[Column], *, first: int, last: int) -> None:
    """One rule a column, over the rows from ``first`` to ``last``."""
    for place, column in enumerate(columns, start=1):
        if column.is_answer and last >= first:
            letter = get_column_letter(place)
            rule = _rule(column)
            rule.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(rule)


def _rule(column: Column) -> DataValidation:
    rule = _list(column) if column.kind is Kind.CHOICE else _text()
    rule.promptTitle = column.head[:_TITLE]
    rule.prompt = column.hint[:_HINT]
    rule.errorTitle = column.head[:_TITLE]
    rule.showInputMessage = rule.showErrorMessage = True
    return rule


def _list(column: Column) -> DataValidation:
    words = ",".join(words for _, words in column.choices)
    return DataValidation(
        type="list", formula1=f'"{words}"', allow_blank=True, error="Choose one of the list."
    )


def _text() -> DataValidation:
    return DataValidation(
        type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST), allow_blank=True,
        error=f"Shorten this to {LONGEST:,} characters or fewer.",
    )  # fmt: skip
