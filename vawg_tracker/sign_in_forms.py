"""The forms of signing in and of passwords: our labels, hints and sentences on django-allauth's checks."""

from typing import Any

from allauth.account import forms as account
from django import forms
from django.core.validators import EmailValidator, MaxLengthValidator

_PASSWORD_HINT = "Use 12 characters or more. Three words that do not belong together work well."  # noqa: S105


def _say(field: forms.Field, *, label: str, required: str, hint: str = "", autocomplete: str = "") -> None:
    """Give a field its words, and take away the placeholder, which vanishes as one types."""
    field.label = label
    field.help_text = hint
    field.error_messages |= {"required": required}
    field.widget.attrs.pop("placeholder", None)
    if autocomplete:
        field.widget.attrs["autocomplete"] = autocomplete


def _say_email(field: forms.Field, *, hint: str = "") -> None:
    _say(
        field,
        label="E-mail address",
        required="Enter your e-mail address.",
        hint=hint,
        autocomplete="username",
    )
    wrong = "Enter an e-mail address in the correct form, such as name@police.example."
    others = [check for check in field.validators if not isinstance(check, EmailValidator)]
    field.validators = [EmailValidator(message=wrong), *others]


def _say_new_password(form: forms.Form) -> None:
    """One box, that can be shown, in place of two that must agree."""
    _say(
        form.fields["password1"], label="New password", required="Enter a new password.", hint=_PASSWORD_HINT
    )
    form.fields["password1"].validators.append(
        MaxLengthValidator(128, "Enter a password of 128 characters or fewer.")
    )
    del form.fields["password2"]


class SignInForm(account.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_email(self.fields["login"])
        _say(self.fields["password"], label="Password", required="Enter your password.")


class AskForResetForm(account.ResetPasswordForm):
    """Where to send the link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_email(self.fields["email"], hint="The address that you sign in with.")


class ResetPasswordForm(account.ResetPasswordKeyForm):
    """A new password, from the link in the e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_new_password(self)


class ChangePasswordForm(account.ChangePasswordForm):
    """The password in use, and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self.fields["oldpassword"],
            label="Current password",
            required="Enter the password that you use now.",
        )
        _say_new_password(self)


class SignInAgainForm(account.ReauthenticateForm):
    """The password once more, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["password"], label="Password", required="Enter your password.")
