"""Where the screen leads by a click: to publishers, governments, the United Nations and archives, and to no other site."""

import pytest

from layouts.components.address import is_linked
from layouts.components.evidence_list import of_place
from tests.opening import linked_from

OFFICIAL = (
    *("https://www.state.gov/reports/2019/", "https://cu.usembassy.gov/report", "https://www.gov.uk/government/statistics/x"),
    *("https://ec.europa.eu/eurostat/x", "https://www.coe.int/en/web/x", "http://www.ilo.org/x", "https://www.refworld.org/docid/1.html"),
    *("https://web.archive.org/web/2016/http://example.org/", "https://www.ecoi.net/en/document/1.html"),
    *(
        "https://www.walkfree.org/global-slavery-index/",
        "https://ojp.gov./library/x",
        "https://www.justice.gouv.fr/x",
        "https://www.gob.mx/x",
    ),
)
OTHER = (
    *("https://royalcartas777.vip/x", "https://angeluslowcost.cat/x", "http://103.16.74.116/x", "https://a.prod.cstreetsandbox.com/x"),
    *("https://www-cambridge-org.ezproxyberklee.flo.org/x", "https://i6563o6575726f7061o6575z.oszar.com/eurostat/x"),
    *("https://www.state.gov.example.com/x", "https://notilo.org/x", "https://fakegov.uk/x", "https://example.org@103.16.74.116/x"),
    *("https://www.state.gov/x (address cut off)", "javascript:alert(1)", "the CIA World Factbook", ""),
)


@pytest.mark.parametrize("address", OFFICIAL)
def test_a_page_of_a_publisher_a_government_the_united_nations_or_an_archive_is_a_link(address: str) -> None:
    assert is_linked(address)
    assert address in set(linked_from(of_place("Kenya", copy=address)))


@pytest.mark.parametrize("address", OTHER)
def test_an_address_of_any_other_host_is_text_and_not_a_link(address: str) -> None:
    assert not is_linked(address)
    assert set(linked_from(of_place("Kenya", locator=address, copy=address))) == set()
