"""Short forms that the field uses, with what they stand for. A pack prints those that its own words use."""

from reports.board_pack import Abbreviation

_MEANINGS = {
    "BRAG": "Blue, Red, Amber, Green: the ratings of actions",
    "CPS": "Crown Prosecution Service",
    "CSP": "Community Safety Partnership",
    "DA": "Domestic abuse",
    "DART": "Domestic abuse and RASSO teams, combined",
    "EQIA": "Equality impact assessment",
    "FGM": "Female genital mutilation",
    "HBV": "Honour-based violence",
    "HMCTS": "HM Courts & Tribunals Service",
    "HMPPS": "HM Prison & Probation Service",
    "IDVA": "Independent domestic violence adviser",
    "ISVA": "Independent sexual violence adviser",
    "LCJB": "Local Criminal Justice Board",
    "MAPPA": "Multi-agency public protection arrangements",
    "MARAC": "Multi-agency risk assessment conference",
    "OPCC": "Office of the Police and Crime Commissioner",
    "PCC": "Police and Crime Commissioner",
    "RASSO": "Rape and serious sexual offences",
    "SAAS": "Sexual Assault & Abuse Strategy",
    "SARC": "Sexual assault referral centre",
    "SWPB": "Safer Warwickshire Partnership Board",
    "T&F": "Task and finish",
    "VAIWG": "Violence, abuse and intimidation against women and girls",
    "VAWG": "Violence against women and girls",
    "W-DAPP": "Warwickshire Domestic Abuse Perpetrator Programme",
}
STANDARD_ABBREVIATIONS = tuple(
    Abbreviation(short=short, meaning=meaning) for short, meaning in _MEANINGS.items()
)
