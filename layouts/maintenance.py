"""Who maintains this copy of the atlas, and where readers report errors: from two variables of the environment.

ATLAS_MAINTAINERS names people or an organisation, as the page About prints it. ATLAS_CONTACT is an e-mail address or the
address of a page. Either may be missing: the page then says so.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

_EMAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")


class SettingsError(Exception):
    """A variable of the environment that cannot be used; the message says which, why, and what to do."""


@dataclass(frozen=True)
class Maintenance:
    """``maintainers`` and ``contact``: '' where not configured; ``link``: what leads to the contact."""

    maintainers: str
    contact: str

    @property
    def link(self) -> str:
        return f"mailto:{self.contact}" if "@" in self.contact and "://" not in self.contact else self.contact


def _is_page(contact: str) -> bool:
    try:
        parts = urlsplit(contact)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", contact)


def maintenance(environment: Mapping[str, str] = os.environ) -> Maintenance:
    """Who maintains the atlas; raises SettingsError for a contact that is neither an e-mail address nor that of a page."""
    maintainers = " ".join(environment.get("ATLAS_MAINTAINERS", "").split())
    contact = environment.get("ATLAS_CONTACT", "").strip().removeprefix("mailto:")
    if contact and not (_EMAIL.fullmatch(contact) or _is_page(contact)):
        raise SettingsError(
            f"ATLAS_CONTACT is '{contact}', which is neither an e-mail address nor a web address.\n"
            "  What to do: set it to an address such as corrections@example.org or https://example.org/contact, or unset it."
        )
    return Maintenance(maintainers, contact)
