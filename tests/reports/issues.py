"""Issues as rows, without the seconds that printing takes: for tests that ask nothing of the files."""

from dataclasses import replace

from reports.board_pack import PackState, pack_to_json, publication_copy
from reports.models import IssuedPack, PackApproval, PeriodSnapshot, PublicationCopy
from reports.packs import read_quarter
from reports.sources.rounds import read_rounds
from tests.factories import NOW
from tests.reports.scene import Scene


def put_issue(scene: Scene, number: int) -> IssuedPack:
    """The pack of a closed quarter of the scene as it is once issued, with the copy for publication."""
    snapshot = PeriodSnapshot.objects.get(plan=scene.plan, period__number=number)
    rounds = read_rounds(scene.plan)
    pack = read_quarter(rounds[number - 1], rounds, at=NOW).assemble()
    front = replace(pack.front, state=PackState.ISSUED, number=number, issued_on=NOW.date())
    final = replace(pack, front=front)
    done = {"snapshot": snapshot, "revision": 1, "by_name": scene.chair.name, "at": NOW}
    approval = PackApproval.objects.create(**done, pack=pack_to_json(pack))
    files = {"pdf": b"%PDF", "xlsx": b"PK"}
    issued = IssuedPack.objects.create(
        **done, **files, board=scene.plan.board, number=number, approval=approval, pack=pack_to_json(final)
    )
    public = pack_to_json(publication_copy(final))
    PublicationCopy.objects.create(issued=issued, made_at=NOW, pack=public, **files)
    return issued
