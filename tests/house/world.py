"""The demo's world as the tests of the house ask for it: a person for each column of the access table.

The police lead action 15.1 alone; the council (WCC) is the other agency, and leads 9.3 alone. Another board
stands beside the VAWG Board, with a plan, an open round and people of its own. The chair has asked of 9.1.
"""

from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from actions.models import Action, Plan, UpdateRequest
from actions.questions import ask_question
from governance.models import Agency, Appointment, Group, Person, ReportingPeriod
from governance.roles import Role
from tests.factories import (
    NOW,
    make_action,
    make_group,
    make_objective,
    make_period,
    make_person,
    make_plan,
    make_request,
)
from tests.house.returned import make_return

PLAN = "vawg-2023-24"
OTHER_PLAN = "other-plan"
# A quarter in which the other board alone has a period.
OTHER_QUARTER = "2023-Q4"

# The columns of the access table after the first, which is for somebody who has not signed in. Addresses are
# of the demo's people; those without one are made below.
COLUMNS = {
    "none": "",
    "lead": "lead.police@demo.example",
    "mate": "",
    "lead2": "lead.wcc@demo.example",
    "spon": "sponsor.police@demo.example",
    "spon2": "sponsor.wcc@demo.example",
    "subg": "subgroup.communication@demo.example",
    "coord": "coordinator@demo.example",
    "chair": "chair@demo.example",
    "memb": "member@demo.example",
    "admin": "administrator@demo.example",
    "audit": "auditor@demo.example",
    "coord2": "",
    "chair2": "",
}
ANONYMOUS = "anon"


@dataclass(frozen=True)
class World:
    """``people`` are by column; ``others`` are people whom no column stands for, by what they are for.

    ``sessions`` keeps each column's person signed in, by the value of the cookie.
    """

    people: dict[str, Person]
    others: dict[str, Person]
    plan: Plan
    other_board: Group
    sessions: dict[str, str]

    def client(self, column: str) -> Client:
        """A browser of the column's person, or of nobody."""
        client = Client()
        if column != ANONYMOUS:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[column]
        return client

    def agency(self, slug: str) -> Agency:
        return Agency.objects.get(slug=slug)

    def request(self, reference: str, quarter: str = "2023-Q3") -> UpdateRequest:
        """The request of an action of the demo's plan."""
        year, number = quarter.split("-Q")
        return UpdateRequest.objects.select_related("action__plan", "period", "latest").get(
            action__plan=self.plan, action__reference=reference, period__year=year, period__number=number
        )

    def period(self, quarter: str) -> ReportingPeriod:
        """A period of the VAWG Board."""
        year, number = quarter.split("-Q")
        return ReportingPeriod.objects.get(board=self.plan.board_id, year=year, number=number)

    def appointment(self, column: str) -> Appointment:
        """The one appointment of a column's person."""
        return Appointment.objects.get(person=self.people[column])


def make_world() -> World:
    """Read the demo's people, and make whom and what it lacks."""
    plan = Plan.objects.get(slug=PLAN)
    police = Agency.objects.get(slug="police")
    council = Agency.objects.get(slug="wcc")
    other = make_group("Another board", short_name="Other")
    people = {column: Person.objects.get(email=email) for column, email in COLUMNS.items() if email}
    people["none"] = make_person(name="Person without a role")
    people["mate"] = make_person(Role.LEAD_OFFICER, agency=police, name="Lead officer without a post")
    people["coord2"] = make_person(Role.COORDINATOR, group=other, name="Coordinator, another board")
    people["chair2"] = make_person(Role.BOARD_CHAIR, group=other, name="Chair, another board")
    gone = make_person(Role.LEAD_OFFICER, agency=police, name="Disabled officer of the police")
    gone.is_active = False
    invited = make_person(Role.LEAD_OFFICER, agency=police, name="Invited officer of the police")
    for person in (*(people[column] for column, email in COLUMNS.items() if not email), gone):
        person.password = people["lead"].password
        person.save()
    _make_other_plan(other, council)
    make_return(plan, people["coord"])
    asked_of = Action.objects.get(plan=plan, reference="9.1")
    ask_question(action=asked_of, text="What is the next step?", by=people["chair"], at=NOW)
    sessions = {column: session_of(person) for column, person in people.items()}
    return World(people, {"gone": gone, "invited": invited}, plan, other, sessions)


def session_of(person: Person) -> str:
    """A session that has been noted, so that a page read writes nothing."""
    client = Client()
    client.force_login(person)
    client.get("/accessibility/")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _make_other_plan(board: Group, council: Agency) -> None:
    """A plan of the other board, of which the council's lead officer leads action 1.1, with open rounds."""
    plan = make_plan(OTHER_PLAN, title="Plan of another board", board=board)
    objective = make_objective("1", plan=plan)
    post = council.posts.get(title__startswith="Vulnerable People")
    action = make_action("1.1", leads=[post], objective=objective)
    make_request(action, make_period("open", quarter=OTHER_QUARTER, board=board))
