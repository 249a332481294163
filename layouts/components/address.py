"""Addresses on the screen: which are links, and which are only text.

Some copies were read in stored pages of sites that are spam or parked by now, in mirrors, at bare addresses and through library
proxies. Such an address is provenance; the atlas does not link to it.
"""

import re
from typing import Any
from urllib.parse import urlsplit

from dash import html

# Hosts that publish figures of the atlas and are neither a government nor a body of the United Nations.
PUBLISHERS = (
    *("comensha.nl", "ctdatacollaborative.org", "doi.org", "dutchrapporteur.nl", "globalslaveryindex.org", "nationaalrapporteur.nl"),
    *("walkfree.org", "walkfreefoundation.org"),
)
GOVERNMENTS = ("europa.eu", "overheid.nl", "gv.at")
UNITED_NATIONS = ("ilo.org", "refworld.org", "un.org", "unhcr.org", "unodc.org")
# Archives of the web, and of documents on countries of origin.
ARCHIVES = ("archive.org", "ecoi.net")
_LINKED = (*PUBLISHERS, *GOVERNMENTS, *UNITED_NATIONS, *ARCHIVES)
# afp.gov.au, gov.uk, state.gov, justice.gouv.fr; organisations founded by treaty (coe.int, iom.int)
_OFFICIAL = re.compile(r"(.*\.)?(gov|gouv|gob)(\.[a-z]{2})?|.+\.int")


def is_linked(text: str) -> bool:
    """Whether a text is one address on a host of a publisher, a government, the United Nations or an archive."""
    if not text.startswith(("https://", "http://")) or " " in text:
        return False
    host = (urlsplit(text).hostname or "").removesuffix(".")
    return bool(_OFFICIAL.fullmatch(host)) or any(host == name or host.endswith(f".{name}") for name in _LINKED)


def linked(text: str, **more: Any) -> Any:
    """An address as a link where the atlas links to its host, else the text as it stands."""
    return html.A(text, href=text, rel="noreferrer noopener", target="_blank", **more) if is_linked(text) else text
