"""The pack as a JSON file."""

import json

from reports.board_pack import BoardPack, pack_to_json
from reports.plain_form import from_plain
from reports.rendering.json_form import render_json
from tests.reports.pack_factory import pack_of


def test_the_file_holds_the_whole_pack_and_reads_back() -> None:
    pack = pack_of(16)
    written = render_json(pack)
    assert json.loads(written) == pack_to_json(pack)
    assert from_plain(BoardPack, json.loads(written)) == pack
    assert written == render_json(pack_of(16))
    assert written.endswith(b"}\n")


def test_signs_stand_as_they_are_written() -> None:
    assert "£120,000".encode() in render_json(pack_of(4))
