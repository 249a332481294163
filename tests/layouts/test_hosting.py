"""The atlas answers to its own hosts, at their root, and says what to do where a setting is of no use."""

import pytest

from layouts.hosting import hosts
from layouts.maintenance import SettingsError
from tests.callbacks.driving import client


@pytest.mark.parametrize("path", ["/", "/map", "/map/", "/data/groups.csv", "/health", "/_dash-layout", "/nothing"])
def test_a_request_for_another_host_is_refused_whatever_it_asks_for(path: str) -> None:
    answer = client().get(path, base_url="http://elsewhere.example")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    assert "set ATLAS_ADDRESS" in answer.text and "elsewhere" not in answer.text
    assert client().get("/health", base_url="http://127.0.0.1:8050").status_code == 200


@pytest.mark.parametrize("host", ["", "a b", "localhost:99999", "localhost,evil.example", "127.0.0.1.evil.example"])
def test_a_host_that_is_none_is_refused(host: str) -> None:
    assert client().get("/map", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("address", ["https://atlas.example.org", "http://atlas.example.org:8050/"])
def test_the_host_of_the_public_address_is_ours(address: str) -> None:
    assert hosts({"ATLAS_ADDRESS": address}) == ["localhost", "127.0.0.1", "atlas.example.org"]
    assert hosts({"SCRIPT_NAME": "/"}) == ["localhost", "127.0.0.1"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ATLAS_ADDRESS", "atlas.example.org"),
        ("ATLAS_ADDRESS", "ftp://atlas.example.org"),
        ("ATLAS_ADDRESS", "https://"),
        ("ATLAS_ADDRESS", "https://[atlas"),
        ("ATLAS_ADDRESS", "https://atlas.example.org:port"),
        ("ATLAS_ADDRESS", "https://example.org/atlas/"),
        ("ATLAS_ADDRESS", "https://example.org?atlas"),
        ("SCRIPT_NAME", "/atlas"),
        ("DASH_URL_BASE_PATHNAME", "/atlas/"),
        ("DASH_REQUESTS_PATHNAME_PREFIX", "/atlas/"),
    ],
)
def test_a_setting_that_cannot_work_ends_the_start_with_what_to_do(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is '.*\n  What to do: "):
        hosts({name: value})
