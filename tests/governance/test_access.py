"""The whole policy as a table, written here a second time: every role, permission and reach."""

import pytest

from governance.access import Access, Extent, Grant, Target
from governance.roles import HOLDINGS, PERMISSIONS, Holding, Permission, Role

AGENCY, OTHER_AGENCY = 1, 2
POST, SISTER_POST, OTHER_POST = 11, 12, 21
BOARD, OTHER_BOARD = 100, 200

# Four things, each nearer to the person by one tie than the last.
TARGETS = {
    "P": Target(frozenset({POST}), frozenset({AGENCY}), frozenset({OTHER_BOARD})),
    "A": Target(frozenset({SISTER_POST}), frozenset({AGENCY}), frozenset({OTHER_BOARD})),
    "B": Target(frozenset({OTHER_POST}), frozenset({OTHER_AGENCY}), frozenset({BOARD})),
    "E": Target(frozenset({OTHER_POST}), frozenset({OTHER_AGENCY}), frozenset({OTHER_BOARD})),
}
# What each permission covers of P(ost), A(gency), B(oard), E(lsewhere); a dot is nothing.
TABLE = """
                 lead  sponsor sub_group coordinator chair member admin auditor
read_plan        PABE  PABE    PABE      PABE        PABE  PABE   PABE  PABE
read_draft_plan  .     .       .         B           .     .      .     PABE
read_drafts      PA    PA      .         B           .     .      .     PABE
read_notes       PA    PA      .         B           B     .      .     PABE
write_update     P     PA      .         .           .     .      .     .
submit_update    .     PA      .         .           .     .      .     .
ask_date_change  P     PA      .         B           .     .      .     .
record_reading   PA    PA      .         B           .     .      .     .
ask_question     .     .       .         B           B     B      .     .
see_round        .     .       .         B           B     .      .     PABE
see_engagement   .     PA      .         B           B     .      .     PABE
accept_update    .     .       .         B           .     .      .     .
enter_for        .     .       .         B           .     .      .     .
run_period       .     .       .         B           .     .      .     .
edit_plan        .     .       .         B           .     .      .     .
add_group        .     .       .         PABE        .     .      PABE  .
edit_group       .     .       .         B           .     .      PABE  .
edit_registers   .     .       .         PABE        .     .      .     .
record_decision  .     .       .         B           .     .      .     .
raise_concern    .     .       B         B           .     .      .     .
read_meeting     .     .       B         B           B     B      .     PABE
run_meeting      .     .       B         B           .     .      .     .
write_group_report .   .       B         B           .     .      .     .
read_dashboard   .     .       .         B           B     B      .     PABE
read_pack        .     .       .         B           B     B      .     PABE
read_draft_pack  .     .       .         B           B     .      .     PABE
write_pack       .     .       .         B           .     .      .     .
approve_pack     .     .       .         .           B     .      .     .
issue_pack       .     .       .         B           .     .      .     .
publish_plan     .     .       .         B           .     .      .     .
read_people      .     PA      .         PABE        .     .      PABE  PABE
manage_people    .     .       .         .           .     .      PABE  .
appoint          .     PA      .         PABE        .     .      PABE  .
"""
GRANTS = {
    "lead": Grant(Role.LEAD_OFFICER, agency=AGENCY),
    "sponsor": Grant(Role.AGENCY_SPONSOR, agency=AGENCY),
    "sub_group": Grant(Role.SUB_GROUP_LEAD, group=BOARD),
    "coordinator": Grant(Role.COORDINATOR, group=BOARD),
    "chair": Grant(Role.BOARD_CHAIR, group=BOARD),
    "member": Grant(Role.BOARD_MEMBER, group=BOARD),
    "admin": Grant(Role.ADMINISTRATOR),
    "auditor": Grant(Role.AUDITOR),
}


def _cases() -> list[tuple[str, Permission, str]]:
    heads, *rows = (line.split() for line in TABLE.strip().splitlines())
    return [
        (who, Permission(row[0]), reach.replace(".", ""))
        for row in rows
        for who, reach in zip(heads, row[1:], strict=True)
    ]


def _covered(access: Access, permission: Permission) -> str:
    return "".join(name for name, target in TARGETS.items() if access.can(permission, target))


def test_the_table_lists_every_role_and_permission() -> None:
    assert [(GRANTS[who].role, permission) for who, permission, _ in _cases()] == [
        (role, permission) for permission in Permission for role in Role
    ]
    assert set(PERMISSIONS) == set(Role)


@pytest.mark.parametrize(("who", "permission", "reach"), _cases())
def test_each_role_reaches_as_far_as_the_table_says(who: str, permission: Permission, reach: str) -> None:
    access = Access(person=1, grants=(GRANTS[who],), posts={POST: AGENCY})

    assert _covered(access, permission) == reach
    assert access.can(permission) is bool(reach)


@pytest.mark.parametrize("permission", Permission)
def test_without_a_role_nothing_is_allowed(permission: Permission) -> None:
    access = Access(person=1, posts={POST: AGENCY}, trusting_agencies=frozenset({AGENCY}))

    assert (access.can(permission), _covered(access, permission)) == (False, "")


def test_a_lead_submits_where_the_agency_lets_leads_submit() -> None:
    lead = Access(
        person=1,
        grants=(Grant(Role.LEAD_OFFICER, agency=AGENCY),),
        posts={POST: AGENCY, OTHER_POST: OTHER_AGENCY},
        trusting_agencies=frozenset({AGENCY}),
    )

    assert lead.extent(Permission.SUBMIT_UPDATE) == Extent(posts=frozenset({POST}))


def test_a_post_of_another_agency_gives_nothing_to_a_role_held_for_one() -> None:
    lead = Access(
        person=1, grants=(Grant(Role.LEAD_OFFICER, agency=AGENCY),), posts={OTHER_POST: OTHER_AGENCY}
    )

    assert lead.extent(Permission.WRITE_UPDATE) == Extent()


def test_a_role_held_everywhere_reaches_everywhere_but_a_leads_stays_with_the_posts() -> None:
    coordinator = Access(person=1, grants=(Grant(Role.COORDINATOR),))
    lead = Access(
        person=1, grants=(Grant(Role.LEAD_OFFICER),), posts={POST: AGENCY, OTHER_POST: OTHER_AGENCY}
    )

    assert coordinator.extent(Permission.EDIT_PLAN) == Extent(everywhere=True)
    assert lead.extent(Permission.WRITE_UPDATE) == Extent(posts=frozenset({POST, OTHER_POST}))


def test_several_roles_add_up() -> None:
    access = Access(
        person=1,
        grants=(GRANTS["lead"], GRANTS["chair"], Grant(Role.AGENCY_SPONSOR, agency=OTHER_AGENCY)),
        posts={POST: AGENCY},
    )

    assert access.extent(Permission.WRITE_UPDATE) == Extent(
        posts=frozenset({POST}), agencies=frozenset({OTHER_AGENCY})
    )
    assert _covered(access, Permission.SEE_ROUND) == "B"


def test_what_a_person_holds() -> None:
    access = Access(person=1, grants=(GRANTS["lead"], GRANTS["chair"], GRANTS["auditor"]))

    assert access.holds(Role.BOARD_CHAIR, Role.COORDINATOR) is True
    assert access.holds(Role.COORDINATOR) is False
    assert access.groups(Role.BOARD_CHAIR) == frozenset({BOARD})
    assert access.groups(Role.AUDITOR) == frozenset()
    assert access.agencies() == frozenset({AGENCY})


def test_what_each_role_is_held_for() -> None:
    assert {role: sorted(holdings) for role, holdings in HOLDINGS.items()} == {
        Role.LEAD_OFFICER: [Holding.AGENCY],
        Role.AGENCY_SPONSOR: [Holding.AGENCY],
        Role.SUB_GROUP_LEAD: [Holding.GROUP],
        Role.COORDINATOR: [Holding.EVERYWHERE, Holding.GROUP],
        Role.BOARD_CHAIR: [Holding.GROUP],
        Role.BOARD_MEMBER: [Holding.GROUP],
        Role.ADMINISTRATOR: [Holding.EVERYWHERE],
        Role.AUDITOR: [Holding.EVERYWHERE],
    }


def test_roles_in_words() -> None:
    assert Role.choices() == [
        ("lead_officer", "Lead officer"),
        ("agency_sponsor", "Agency sponsor"),
        ("sub_group_lead", "Sub-group lead"),
        ("coordinator", "Coordinator"),
        ("board_chair", "Board chair"),
        ("board_member", "Board member"),
        ("administrator", "Administrator"),
        ("auditor", "Auditor"),
    ]
