"""What stands in each sheet of the workbook: plain rows and columns, written by ``rendering.excel``."""

from reports.board_pack import BoardPack
from reports.rendering.sheets.actions import actions_sheet
from reports.rendering.sheets.exceptions import exceptions_sheet
from reports.rendering.sheets.ratings import agencies_sheet, measures_sheet, objectives_sheet, trend_sheet
from reports.rendering.sheets.shape import Sheet
from reports.rendering.sheets.summary import key_sheet, subgroups_sheet, summary_sheet

__all__ = ["Sheet", "sheets_of"]


def sheets_of(pack: BoardPack) -> tuple[Sheet, ...]:
    """The sheets in the order of their tabs."""
    return (
        summary_sheet(pack),
        actions_sheet(pack),
        exceptions_sheet(pack),
        objectives_sheet(pack),
        agencies_sheet(pack),
        trend_sheet(pack),
        measures_sheet(pack),
        subgroups_sheet(pack),
        key_sheet(pack),
    )
