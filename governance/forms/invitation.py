"""The form behind an invitation's link."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from governance.models import Person

LONGEST_PASSWORD = 128
_SENTENCES = {
    "password_too_short": "Enter a password of 12 characters or more.",
    "password_too_common": "Many people use this password, so it is easily guessed. Choose another.",
}


class SetPasswordForm(forms.Form):
    """A first password, in one box that can be shown."""

    password = forms.CharField(
        label="Password",
        help_text="Use 12 characters or more. Three words that do not belong together work well.",
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={
            "required": "Enter a password.",
            "max_length": f"Enter a password of {LONGEST_PASSWORD} characters or fewer.",
        },
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, user=self.person)
        except ValidationError as weak:
            raise forms.ValidationError(
                [_SENTENCES.get(str(problem.code), " ".join(problem.messages)) for problem in weak.error_list]
            ) from weak
        return password
