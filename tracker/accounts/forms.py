"""Forms of getting in, of one's own account, and of the people of a workspace."""

import re
import unicodedata
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from wtforms import EmailField, HiddenField, PasswordField, RadioField
from wtforms.validators import InputRequired, Length, ValidationError

from tracker.access.roles import Role, label_of
from tracker.core.forms import Form, block, line

from .addresses import LONGEST, normal
from .passwords import LONGEST as LONGEST_PASSWORD

WHAT_ROLES_DO = {
    Role.LEAD: "Runs the workspace: its clients, its people and every engagement.",
    Role.CONSULTANT: "Works in engagements: proposes, coaches and verifies.",
    Role.OWNER: "Answers for it all and signs: strategy, gates, handover.",
    Role.CHAMPION: "Carries it day by day inside the client and invites colleagues.",
    Role.STAFF: "Learns the work and does it, with a checklist.",
    Role.PROVIDER: "Works for the client from outside and sees only what is assigned.",
}
_WEB = re.compile(r"://|\bwww\.", re.IGNORECASE)


def email_line(label: str = "E-mail address", hint: str = "") -> EmailField:
    """An address; its data is in normal form once the form is sound."""
    return EmailField(
        label,
        description=hint,
        validators=[
            InputRequired(f"{label} is missing."),
            Length(max=LONGEST, message=f"At most {LONGEST} characters."),
            _is_address,
        ],
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


def password_line(label: str, *, new: bool = False, hint: str = "") -> PasswordField:
    return PasswordField(
        label,
        description=hint,
        validators=[
            InputRequired(f"{label} is missing."),
            Length(max=LONGEST_PASSWORD, message=f"At most {LONGEST_PASSWORD} characters."),
        ],
        render_kw={"autocomplete": "new-password" if new else "current-password"},
    )


def readable(_form: Any, field: Any) -> None:
    """For names that reach other people's pages and letters: something to read, and no web address to follow."""
    if field.data and not any(unicodedata.category(letter)[0] in "LNS" for letter in field.data):
        raise ValidationError(f"{field.label.text} needs a letter, a digit or a sign.")
    if field.data and _WEB.search(field.data):
        raise ValidationError(f"{field.label.text} cannot hold a web address.")


def _is_address(_form: Any, field: Any) -> None:
    try:
        field.data = normal(field.data)
    except ValueError as problem:
        raise ValidationError(str(problem)) from None


class LinkForm(Form):
    email = email_line("Your e-mail address")


class PasswordForm(Form):
    email = email_line("Your e-mail address")
    password = password_line("Your password")


class SignUpForm(Form):
    name = line("Your name")
    email = email_line("Your e-mail address")
    practice = line("Your practice", hint="Its name is what your clients will see.")

    validate_name = validate_practice = staticmethod(readable)


class WorkspaceForm(Form):
    practice = line("Name of the practice", hint="It is what your clients will see.")

    validate_practice = staticmethod(readable)


class NameForm(Form):
    name = line("Your name", hint="As colleagues and clients know you.")

    validate_name = staticmethod(readable)


@cache
def time_zones() -> list[str]:
    """UTC, and the zones named for a place; the others are kept for old machines. Read once: it takes 50 ms."""
    named = (zone for zone in available_timezones() if "/" in zone)
    return ["UTC", *sorted(zone for zone in named if not zone.startswith(("Etc/", "posix", "right")))]


class SettingsForm(WorkspaceForm):
    """The workspace's name and time zone; `zone` completes as one types, since there are hundreds."""

    zone = line("Time zone", hint="As in Europe/London or America/New_York.")

    def validate_zone(self, field: Any) -> None:
        if field.data not in time_zones():
            raise ValidationError("There is no such time zone. It looks like Europe/London.")


class ProofForm(Form):
    """Asks for the password that is in force."""

    password = password_line("Your present password")


class NewAddressForm(ProofForm):
    email = email_line("New e-mail address")


class NewPasswordForm(ProofForm):
    new_password = password_line(
        "New password", new=True, hint="At least 15 characters. A few unrelated words do well; no other rules."
    )


class RoleForm(Form):
    role = RadioField("Role", validators=[InputRequired("Choose a role.")], validate_choice=True)

    def offer(self, roles: tuple[Role, ...], *, own: bool = False) -> None:
        self.role.choices = [(role.value, label_of(role, own=own)) for role in roles]

    @property
    def chosen(self) -> Role:
        return Role(self.role.data)


class ChangeRoleForm(RoleForm):
    """`seen` is the role that stood there when the page was opened."""

    seen = HiddenField()


class InviteForm(RoleForm):
    name = line("Name")
    email = email_line()

    validate_name = staticmethod(readable)


class EndForm(Form):
    because = block("Why it ends", 500, required=False, hint="Kept in the history of this workspace.")
