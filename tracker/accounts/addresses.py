"""E-mail addresses, in the one form in which they are kept and compared."""

from email_validator import EmailNotValidError, validate_email

LONGEST = 254


def normal(text: str) -> str:
    """`text` as a lower-case address whose host is spelt in ASCII.

    Raises `ValueError` with a sentence for the person who typed it. Whether mail arrives there only a letter can tell.
    """
    try:
        checked = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise ValueError("That is not an e-mail address. It looks like name@company.example.") from None
    if len(address := (checked.ascii_email or checked.normalized).lower()) > LONGEST:
        raise ValueError(f"At most {LONGEST} characters.")
    return address
