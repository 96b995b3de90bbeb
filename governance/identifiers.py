"""What identifies a person, by its shape: numbers, dates and addresses, told from a plan's own. Pure.

Each function yields the (start, end) of what it finds. The text has one kind of space, dash and digit.
"""

import re
from collections.abc import Iterator

type Spans = Iterator[tuple[int, int]]

# ------------------------------------------------ NHS number: its check digit, and its grouping or its word

_TEN_DIGITS = r"\d(?:[ .-]?\d){9}"
_NHS_BESIDE = re.compile(
    rf"\bNHS\b[^\d]{{0,30}}(?=({_TEN_DIGITS})(?!\d))"
    rf"|(?<!\d)(?=({_TEN_DIGITS})(?!\d)[^\d]{{0,15}}\bNHS\b)",
    re.ASCII | re.IGNORECASE,
)
_NHS_GROUPED = re.compile(r"(?<![\d£$€])(?=(\d{3}([ .-])\d{3}\2\d{4})(?!\d))", re.ASCII)


def nhs_numbers(text: str) -> Spans:
    """Ten digits that pass the check, grouped 3, 3 and 4 or within a few words of "NHS"."""
    for pattern in (_NHS_BESIDE, _NHS_GROUPED):
        for found in pattern.finditer(text):
            group = 1 if found[1] else 2
            if _passes_modulus_11(re.sub(r"\D", "", found[group])):
                yield found.span(group)


def _passes_modulus_11(digits: str) -> bool:
    """Weights 10 to 2, and never ten digits the same. One random number in eleven passes this alone."""
    if len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


# ------------------------------------------------ National Insurance number

_NI_LETTERS = r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
_NI_PAIRS = r"[ -]?(?:\d\d[ -]?){3}"
_NI_BESIDE = re.compile(
    r"\b(?:national insurance|NINO|NI)(?: (?:number|no)\b)?[ .:#-]{1,4}"
    rf"({_NI_LETTERS}{_NI_PAIRS}[A-D]?)(?![A-Z0-9])",
    re.ASCII | re.IGNORECASE,
)
# Small letters only unspaced: "by 10 20 30 a" is no number.
_NI_ALONE = re.compile(
    rf"(?<![A-Za-z0-9])((?i:{_NI_LETTERS}\d{{6}}[A-D])|{_NI_LETTERS}{_NI_PAIRS}[A-D])(?![A-Za-z0-9])",
    re.ASCII,
)


def national_insurance_numbers(text: str) -> Spans:
    """Two letters that are issued, six digits, and A to D; the last letter may be missing beside its word."""
    for pattern in (_NI_BESIDE, _NI_ALONE):
        for found in pattern.finditer(text):
            yield found.span(1)


# ------------------------------------------------ date of birth: a full date beside its word

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_FULL_DATE = (
    rf"(?:{_NTH}(?: of)?[ ./-]?{_MONTH}[ ,./-]{{0,2}}\d{{2,4}}|{_MONTH} {_NTH},? \d{{4}}"
    r"|\d{1,2}[ ./-]\d{1,2}[ ./-](?:\d{4}|\d\d)|\d{4}[./-]\d{1,2}[./-]\d{1,2})(?!\d)"
)
_LINK = r"(?:is|was|of|on|the|a|as|given|her|his|their|victim|survivor|child|suspect|witness)"
_BORN = re.compile(
    r"\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\b\.?|born)"
    rf"(?:[ :=,.(/-]*\b{_LINK}\b){{0,4}}[ :=,.()/-]{{0,4}}({_FULL_DATE})"
    rf"|\b({_FULL_DATE})[ (-]{{0,3}}(?:date of birth|d\.?o\.?b\b)",
    re.ASCII | re.IGNORECASE,
)


def dates_of_birth(text: str) -> Spans:
    """ "DOB: 03/05/1990", but not "record the date of birth by 31 March 2027"."""
    return (found.span(1 if found[1] else 2) for found in _BORN.finditer(text))


# ------------------------------------------------ crime and occurrence numbers

_REPORT = r"(?:crime|occurrence|incident|offence|investigation|custody|niche|athena|storm|cad|urn|log)"
_SAYS_NUMBER = r"(?: (?:report|record|ref|reference|id|number|num|no)\b\.?)+"
_CRIME_BESIDE = re.compile(
    rf"\b{_REPORT}\b({_SAYS_NUMBER}| ?#)?[ :#(]{{0,4}}(?:is |was )?(?=([A-Z0-9]+(?:[/-][A-Z0-9]+)*))",
    re.ASCII | re.IGNORECASE,
)
_CRIME_ALONE = re.compile(r"(?<![\w/£.-])()(\d\d/(?!20\d\d/)\d{4,7}/\d\d)(?![\w/])", re.ASCII)
_OF_A_DAY = re.compile(
    rf"\b(?:incident|log|cad|serial)({_SAYS_NUMBER})? (\d{{1,5}} (?:of|on) {_FULL_DATE})",
    re.ASCII | re.IGNORECASE,
)
_YEAR_OR_DATE = re.compile(
    r"20\d\d(?:[/-]\d\d(?:\d\d)?)?|\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d\d-\d\d", re.ASCII
)


def crime_numbers(text: str) -> Spans:
    """A number said to be a crime's, or long and beside such a word, or like 23/12345/23, or a day's log.

    A year or a date is none.
    """
    for found in _OF_A_DAY.finditer(text):
        yield found.span(2)
    for found in _CRIME_BESIDE.finditer(text):
        digits = sum(map(str.isdigit, found[2]))
        if digits >= (4 if found[1] else 7) and not _YEAR_OR_DATE.fullmatch(found[2]):
            yield found.span(2)
    for found in _CRIME_ALONE.finditer(text):
        yield found.span(2)


# ------------------------------------------------ ways to reach somebody

_PHONE = re.compile(
    r"(?<![\w£$€+])(?<!\d[./,-])(?<![A-Z][_/-])("
    r"\(?0[1235789]\d{1,3}\)?[ .-]?\d{3,4}[ .-]?\d{3,4}"
    r"|\(?0[1235789]\d{3}\)?[ .-]?\d{5,6}"
    r"|(?:\+|00)44[ .-]?(?:\(0\)[ .-]?)?\d{2,5}[ .-]?\d{3,6}(?:[ .-]?\d{3,4})?"
    r"|\+(?!44)[1-9]\d{0,2}(?:[ .-]?\d{1,4}){2,6}"
    r")(?![\w£]|[./-]\d)",
    re.ASCII | re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:ref|reference|invoice|order|grant|contract|PO)\.?(?: (?:number|no)\.?)?[ :#]*$", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
# The Post Office's areas and those of the Crown dependencies.
_AREA = (
    "A[BL]|B[ABDHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|JE|K[ATWY]"
    "|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|T[ADFNQRSW]|UB|W[ACDFNRSV]?"
    "|YO|ZE"
)
_POSTCODE = re.compile(
    rf"(?<![A-Z0-9/_-])({_AREA})\d[A-Z\d]? ?(\d[ABD-HJLNP-UW-Z]{{2}})(?![A-Z0-9])", re.ASCII | re.IGNORECASE
)
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth", re.IGNORECASE)


def phone_numbers(text: str) -> Spans:
    """Ten or eleven digits at home, up to thirteen from abroad, and not said to be a reference."""
    for found in _PHONE.finditer(text):
        number = re.sub(r"^(?:\+|00)44[ .-]?(?:\(0\))?", "0", found[1])
        digits = sum(map(str.isdigit, number))
        before = text[max(0, found.start() - 30) : found.start()]
        if 10 <= digits <= (13 if number.startswith("+") else 11) and not _REFERENCE.search(before):
            yield found.span()


def postcodes(text: str) -> Spans:
    """A whole postcode of an area that exists. "M1 2nd draft" and "phase B2 3rd" are none."""
    for found in _POSTCODE.finditer(text):
        area, inward = found[1], found[2]
        alike = inward.isupper() == area.isupper() or len(area) == 2
        if alike and not (_ORDINAL.fullmatch(inward) and not (inward.isupper() and len(area) == 2)):
            yield found.span()


def email_addresses(text: str) -> Spans:
    """Any address: whose domain it is, the caller judges."""
    return (found.span() for found in _EMAIL.finditer(text))
