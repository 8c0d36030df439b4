"""What people send about themselves, and mailed links."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from storefront.api.schemas.inputs import Text
from storefront.parties.rules import MAXIMUM_EMAIL_LENGTH, MAXIMUM_PASSWORD_LENGTH
from storefront.parties.snapshots import AddressChange, InvitationView

Token = Annotated[Text, Field(min_length=1, max_length=200)]
Password = Annotated[Text, Field(max_length=MAXIMUM_PASSWORD_LENGTH)]
Email = Annotated[Text, Field(min_length=1, max_length=MAXIMUM_EMAIL_LENGTH)]
STRICT = ConfigDict(extra="forbid", hide_input_in_errors=True)


class TokenInput(BaseModel):
    """The last part of a mailed link."""

    model_config = STRICT

    token: Token


class AcceptInput(TokenInput):
    """Accepting an invitation; a new contact gives itself a name and a password."""

    name: Annotated[Text, Field(max_length=500)] = ""
    password: Password = ""


class ResetInput(TokenInput):
    """A new password."""

    password: Password


class EmailInput(BaseModel):
    """An e-mail address."""

    model_config = STRICT

    email: Email


class NameInput(BaseModel):
    """How the others see one."""

    model_config = STRICT

    name: Annotated[Text, Field(max_length=500)]


class PasswordInput(BaseModel):
    """A new password in place of the present one."""

    model_config = STRICT

    old_password: Password
    new_password: Password


class InvitationBody(TypedDict):
    """What an invitation is to."""

    email: str
    name: str
    organization: str
    node: str
    role: str
    needs_password: bool


class AskedBody(TypedDict):
    """It was taken down; what follows comes by mail."""

    email: str


class EmailChangedBody(TypedDict):
    """The address that signs in now."""

    email: str


def invitation(view: InvitationView) -> InvitationBody:
    """What an invitation is to."""
    return {
        "email": view.email,
        "name": view.name,
        "organization": view.organization_name,
        "node": view.node_name,
        "role": view.role,
        "needs_password": view.needs_password,
    }


def email_changed(change: AddressChange) -> EmailChangedBody:
    """The new address."""
    return {"email": change.new_email}
