"""The whole pack as a JSON file."""

import json

from reports.board_pack import BoardPack, pack_to_json


def render_json(pack: BoardPack) -> bytes:
    """UTF-8, indented, its keys in the order of the pack's sections; the same pack gives the same bytes."""
    return (json.dumps(pack_to_json(pack), indent=2, ensure_ascii=False) + "\n").encode()
