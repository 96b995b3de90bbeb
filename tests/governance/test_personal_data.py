"""Personal data: what is caught, what a plan may say, and that nothing caught is ever repeated."""

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance.personal_data import NOTICE, Finding, Kind, find

HOUSE = Path(__file__).resolve().parents[2]


def refused(kind: Kind, words: str) -> Finding:
    return Finding(
        kind,
        "refuse",
        f"Take out what looks like {words}. The tracker must never hold what could identify a person.",
    )


def asked(kind: Kind, words: str) -> Finding:
    return Finding(
        kind, "confirm", f"This looks like {words}. Take it out, or say that it is not about a person."
    )


NHS = refused(Kind.NHS_NUMBER, "an NHS number")
NI = refused(Kind.NATIONAL_INSURANCE, "a National Insurance number")
BIRTH = refused(Kind.DATE_OF_BIRTH, "a date of birth")
CRIME = asked(Kind.CRIME_NUMBER, "a crime or occurrence number")
PHONE = asked(Kind.PHONE, "a phone number")
POSTCODE = asked(Kind.POSTCODE, "a full postcode")
EMAIL = asked(Kind.EMAIL, "an e-mail address from outside the partnership")

CAUGHT = [
    # NHS number: the check digit, and either its grouping or its word.
    ("943 476 5919", NHS),
    ("Seen as 943-476-5919 at the clinic", NHS),
    ("Seen as 943.476.5919", NHS),
    ("NHS number 9434765919", NHS),
    ("NHS no: 9434765919", NHS),
    ("NHS number:\n\t9434765919", NHS),
    ("nhs number is 94 3476 5919", NHS),
    ("9434765919 (NHS number)", NHS),
    ("In 2023 943 476 5919 was seen", NHS),
    ("943\u00a0476\u00a05919", NHS),
    ("943\u200b 476 5919", NHS),
    ("９４３ ４７６ ５９１９", NHS),
    ("943–476–5919", NHS),
    ("401 023 2137", NHS),
    # National Insurance number.
    ("AB123456C", NI),
    ("ab123456c", NI),
    ("Her number is AB 12 34 56 C.", NI),
    ("AB-12-34-56-C", NI),
    ("NI number: ab 12 34 56 c", NI),
    ("National Insurance no. AB 12 34 56", NI),
    # Date of birth: a full date beside its word.
    ("DOB 03/05/1990", BIRTH),
    ("D.O.B. 3.5.90", BIRTH),
    ("dob: 1990-05-03", BIRTH),
    ("Date of birth: 3 May 1990", BIRTH),
    ("date of birth of the victim was 3rd of May, 1990", BIRTH),
    ("born on May 3, 1990", BIRTH),
    ("born 03/05/1990", BIRTH),
    ("03/05/1990 (DOB)", BIRTH),
    # Crime and occurrence numbers.
    ("crime number 23/12345/23", CRIME),
    ("Crime ref: 123456", CRIME),
    ("crime reference number is 4512", CRIME),
    ("Crime #45123", CRIME),
    ("occurrence 43001234567", CRIME),
    ("occurrence 4300123", CRIME),
    ("URN 23XX0012323", CRIME),
    ("incident log number 12345", CRIME),
    ("see 23/12345/23 for the case", CRIME),
    ("incident 123 of 4 January 2023", CRIME),
    ("CAD 1234 on 04/01/2023", CRIME),
    # Telephone numbers.
    ("01926 412345", PHONE),
    ("(01926) 412345", PHONE),
    ("Tel:01926412345.", PHONE),
    ("024 7623 4567", PHONE),
    ("020-7946-0958", PHONE),
    ("07700 900123", PHONE),
    ("07700 900 123", PHONE),
    ("07700900123", PHONE),
    ("+44 7700 900123", PHONE),
    ("+44 (0)1926 412345", PHONE),
    ("00447700900123", PHONE),
    ("+33 1 23 45 67 89", PHONE),
    ("+49 1234 5678 901", PHONE),
    ("+49 123 4567 8901", PHONE),
    ("helpline 0800 408 1552", PHONE),
    # Postcodes.
    ("CV34 4RL", POSTCODE),
    ("cv34 4rl", POSTCODE),
    ("CV34 4rl", POSTCODE),
    ("CV344RL", POSTCODE),
    ("moved to B1 1AA.", POSTCODE),
    ("SW1A 2AA", POSTCODE),
    ("CV32 4TH", POSTCODE),
    # E-mail addresses.
    ("write to somebody@example.org", EMAIL),
    ("O'Name.x+y@mail.example.co.uk", EMAIL),
    ("somebody@warwickshire.gov.uk.example.org", EMAIL),
    ("somebody@notwarwickshire.gov.uk", EMAIL),
]


@pytest.mark.parametrize(("text", "finding"), CAUGHT)
def test_what_could_identify_a_person_is_caught(text: str, finding: Finding) -> None:
    partners = ["warwickshire.gov.uk", "@warwickshire.police.uk"]
    assert find(text, partner_domains=partners) == [finding]
    within = f"The review met twice; {text} and agreed its next steps."
    assert find(within, partner_domains=partners) == [finding]


ALLOWED = [
    # Numbers that fail a check, or have neither grouping nor word.
    "9434765919",
    "943 476 5918",
    "NHS number 9434765918",
    "111 111 1111",
    "NHS number 0000000000",
    "£943 476 5919",
    "The NHS trust met. It agreed to publish the evaluation, whose budget code is 9434765919",
    "ZZ123456C, QQ123456C, AB123456E, GB123456A and AO123456B",
    "open by 10 20 30 a day",
    "XAB123456CX",
    # Births that are not of a person, and dates that are no birth.
    "Record the date of birth of each victim by 31 March 2027",
    "DOB field live from 31/03/2027",
    "The forum was born in March 2023",
    "By 31 March 2027, date of birth is recorded in full",
    "Reviewed on 31 March 2027. Born of the strategy, it reports to the Board",
    "born in 1990",
    # Crime figures.
    "Knife crime 2023-24 rose to 1,204 offences",
    "crime number 2023/24",
    "crime no. 31/03/2023",
    "custody record 2023",
    "Crime and Policing Bill 2025",
    "offence types 12 and 13",
    "crime ref 123",
    "occurrence 430012",
    "incident 12 of 40",
    "logs of 4 January 2023",
    "12/2023/24",
    # Plan dates.
    "Dec-22 to Feb-23; 31/03/2023; 2023-03-31; Q3 2023/24; Spring 2023; 2023-24",
    "01.04.2023 10.30",
    "01-04-2023 - 31-03-2024",
    "01 04 2023 to 31 03 2024",
    "04/05/2023 06/07/2023",
    "On-going. To be reviewed Oct 2023",
    # References and plain figures.
    "Actions 1.1, 2.13, O1.2, S3 and GOV-1",
    "OPCC/2023/0117 and VAWG-2023-24-0012345",
    "Ref 0123456789, invoice no. 01926412345 and PO: 0192641234",
    "INV-0123456789",
    "items 0.123456789 and 1,0123456789",
    "1234567890123456",
    "+49 1234 5678 9012 34",
    "reach 12 000 000 people by 999 and 101 calls",
    "+12.5% and +1,000,000",
    # Money.
    "£1,250,000.00 of £01926412345 and €943 476 5919",
    "GBP 250000 at 0.05",
    # What is almost a postcode.
    "Milestone M1 2nd draft, phase B2 3rd, W1 4TH",
    "in CV34 and CV34 4",
    "QX1 1AA, VA1 2BC, B1 2CV and REF-B1 2AB",
    "Objective B1 2da",
    # Partners' own addresses, and what is no address.
    "team@warwickshire.gov.uk and desk@vawg.warwickshire.gov.uk and chair@WARWICKSHIRE.POLICE.UK",
    "@warwickshire and a@b",
    "",
]


@pytest.mark.parametrize("text", ALLOWED)
def test_a_plans_own_words_are_not(text: str) -> None:
    assert find(text, partner_domains=["warwickshire.gov.uk", " @Warwickshire.police.uk "]) == []


def test_with_no_partners_every_address_is_asked_about() -> None:
    assert find("team@warwickshire.gov.uk") == [EMAIL]
    assert find("team@warwickshire.gov.uk", partner_domains=["", "@"]) == [EMAIL]


def test_each_kind_is_found_once_and_refused_kinds_come_first() -> None:
    text = (
        "somebody@example.org, CV34 4RL, CV34 4RM, 01926 412345, crime number 45123, born 03/05/1990, "
        "AB123456C, 943 476 5919 and 401 023 2137"
    )
    assert find(text) == [NHS, NI, BIRTH, CRIME, PHONE, POSTCODE, EMAIL]


def test_one_number_is_one_thing() -> None:
    assert find("NHS number 07700900129") == [PHONE]
    assert find("NHS number 0123456780") == [PHONE]
    assert find("crime number 07700900123") == [CRIME]
    assert find("07700900123@example.org") == [EMAIL]


def test_the_notice_beside_a_box_says_that_names_are_not_found() -> None:
    assert NOTICE == (
        "Do not write anything that could identify a victim, survivor, child, witness or suspect. "
        "The tracker looks for numbers and dates that could, but it cannot recognise a name."
    )


def test_the_plan_itself_holds_nothing() -> None:
    plan = json.loads((HOUSE / "fixtures" / "vawg_2023_24.json").read_text())
    texts = [text for action in plan["actions"] for text in (action["title"], action["description"])]
    assert len(texts) == 84
    assert [find(text) for text in texts] == [[] for _ in texts]


# ---------------------------------------------------------------- what holds for any text


def with_check_digit(first_nine: str) -> str:
    """An NHS number by the published steps: weights 10 to 2, and 11 less the remainder."""
    remainder = sum(int(first_nine[i]) * (10 - i) for i in range(9)) % 11
    check = 11 - remainder
    return first_nine + str(0 if check == 11 else check)


nine_digits = st.text("0123456789", min_size=9, max_size=9)
nhs_numbers = nine_digits.map(with_check_digit).filter(lambda n: len(n) == 10 and len(set(n)) > 1)
PLAN = (
    "review, the strategy, with partners, by, Q3 2023/24, 31 March 2027, 31/03/2027, Dec-22, £12500, 2023-24"
)
FIGURES = "4.1, DASG-7, NHS, crime, helpline, Board, VAWG, 42%, births, Spring 2023, On-going, £1.5m, 2 of 13"
plan_words = st.sampled_from(f"{PLAN}, {FIGURES}".split(", "))


@given(number=nhs_numbers)
def test_every_nhs_number_is_refused_grouped_or_beside_its_word(number: str) -> None:
    grouped = f"{number[:3]} {number[3:6]} {number[6:]}"
    assert NHS in find(grouped)
    assert NHS in find(f"NHS number {number}")


@given(number=nhs_numbers, change=st.integers(1, 9))
def test_no_other_check_digit_passes(number: str, change: int) -> None:
    wrong = number[:9] + str((int(number[9]) + change) % 10)
    assert NHS not in find(f"NHS number {wrong}")


@given(words=st.lists(plan_words, max_size=12))
def test_words_of_a_plan_never_fire(words: list[str]) -> None:
    assert find(", ".join(words)) == []


@given(
    day=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    form=st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d %b %y"]),
)
def test_a_plans_date_never_fires_alone_and_a_birthday_always_does(day: date, form: str) -> None:
    text = f"{day:{form}}"
    assert find(f"due {text}") == []
    assert find(f"DOB: {text}") == [BIRTH]


@given(text=st.text(max_size=200), number=nhs_numbers)
def test_what_was_caught_is_never_repeated(text: str, number: str) -> None:
    found = find(f"{text} NHS {number}, somebody@example.org")
    assert NHS in found
    assert EMAIL in found
    assert not any(number in repr(each) or "example" in repr(each) for each in found)


@pytest.mark.parametrize(
    "piece",
    ["a", "1", "0", "a.", "1 ", "+1 2", "(0", "A1", "NHS ", "born is ", "dob (/", "crime no ", "a@", "01/"],
)
def test_a_long_text_is_read_at_once(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    began = time.process_time()
    find(text)
    assert time.process_time() - began < 1
