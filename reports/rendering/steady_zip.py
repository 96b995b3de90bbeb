"""A zip archive whose bytes do not tell when it was made."""

import datetime as dt
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

UNIX = 3


class SteadyZip(ZipFile):
    """Dates every member with the day it is given, and writes all alike on every system."""

    def __init__(self, file: IO[bytes], day: dt.date) -> None:
        super().__init__(file, "w", ZIP_DEFLATED)
        self._day = (day.year, day.month, day.day, 0, 0, 0)

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        member = ZipInfo(name, self._day)
        member.create_system = UNIX
        super().writestr(member, data, compress_type or ZIP_DEFLATED, compresslevel)
