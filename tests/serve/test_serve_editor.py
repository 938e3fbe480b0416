"""The query editor in a browser: named queries, completion, links to maps, nothing fetched."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not driver:
        pytest.skip("Chromium and chromedriver are not installed")
    selenium = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    options = selenium.ChromeOptions()
    options.binary_location = chromium
    for flag in "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage".split():
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    made = selenium.Chrome(options=options, service=selenium.ChromeService(driver))
    yield made
    made.quit()


def until(driver: Any, condition: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not driver.execute_script(f"return Boolean({condition})"):
        assert time.monotonic() < end, f"never true: {condition}"
        time.sleep(0.05)


@pytest.fixture
def editor(driver: Any, address: str) -> Any:
    driver.get(f"{address}/query")
    until(driver, "document.querySelector('#named').options.length > 20")
    return driver


def test_a_named_query_is_chosen_and_answered(editor: Any, address: str) -> None:
    editor.execute_script(
        "const n = document.getElementById('named'); n.value = 'contested';"
        "n.dispatchEvent(new Event('change'))"
    )
    until(editor, "document.querySelectorAll('.yasr table tbody tr').length >= 4")
    assert "Rust is faster than Go" in editor.execute_script(
        "return document.querySelector('.yasr table').textContent"
    )
    loaded = editor.execute_script(
        "return performance.getEntriesByType('resource').map((each) => each.name)"
    )
    assert all(each.startswith(address) for each in loaded)
    severe = [each for each in editor.get_log("browser") if each["level"] == "SEVERE"]
    assert [each for each in severe if "favicon" not in each["message"]] == []


def test_terms_of_the_vocabulary_are_completed(editor: Any) -> None:
    found = editor.execute_async_script(
        "const done = arguments[0];"
        "const space = 'https://w3id.org/argmap#';"
        "Promise.resolve(Yasgui.Yasqe.Autocompleters.class.get(null,"
        " { autocompletionString: space + 'Cl' })).then(done)"
    )
    assert found == ["https://w3id.org/argmap#Claim"]


@pytest.mark.parametrize(
    ("iri", "page"),
    [
        ("https://w3id.org/argmap/map/hn/100", "/maps/hn:100"),
        ("https://w3id.org/argmap/map/hn/100#claim-100:0-35", "/maps/hn:100#claim=100%230-35"),
        ("https://w3id.org/argmap/map/hn/100#entity-c%2B%2B", "/maps/hn:100#entity=c%2B%2B"),
        ("https://w3id.org/argmap/map/hn/100#theme-t1", "/maps/hn:100#theme=t1"),
        ("https://example.org/", None),
    ],
)
def test_results_open_the_page_of_their_map(editor: Any, iri: str, page: str | None) -> None:
    assert editor.execute_script("return pageOf(arguments[0])", iri) == page
