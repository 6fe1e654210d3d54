"""`make demo` as a newcomer sees it: real firms by name, addresses that answer, nothing done twice, a clean end."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import httpx
import pytest

from graphsvc.http.ide import examples
from graphsvc.text import LANGUAGES

DEMO = [sys.executable, "-m", "graphsvc.demo"]
PATIENCE = 180  # seconds; the first run on a machine compiles


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("demo")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GRAPHSVC_")}
    own = {"GRAPHSVC_STORE": f"sqlite:///{folder}/graph.db", "GRAPHSVC_CACHE_DIR": str(folder / "cache")}
    return clean | own | {"COLUMNS": "120"}


@pytest.fixture(scope="module")
def once(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """The first run, which ends after printing."""
    return subprocess.run(
        DEMO, env=environment | {"ONCE": "1"}, capture_output=True, text=True, timeout=PATIENCE, check=False
    )


def test_the_demo_names_real_firms_and_countries_with_their_sources(once: subprocess.CompletedProcess[str]) -> None:
    assert once.returncode == 0, once.stderr

    for words in ("Electric vehicles", "5G communications", "Advanced displays"):
        assert re.search(rf"^What stops {words}", once.stdout, re.MULTILINE)
    assert re.search(r"firm ASML +confirmed", once.stdout)
    assert "(cset-chipexplorer-2026," in once.stdout
    assert "Complete to order 1" in once.stdout


def test_the_demo_prints_the_addresses_and_a_query_to_paste(once: subprocess.CompletedProcess[str]) -> None:
    assert re.search(r"http://127\.0\.0\.1:\d+/graphql", once.stdout)
    assert re.search(r"http://127\.0\.0\.1:\d+/ide", once.stdout)
    assert re.search(r"http://127\.0\.0\.1:\d+/health/ready", once.stdout)
    assert re.search(r"curl -s http://127\.0\.0\.1:\d+/graphql .*whatIf", once.stdout)


def test_no_line_of_the_tables_is_wider_than_the_page(once: subprocess.CompletedProcess[str]) -> None:
    assert [line for line in once.stdout.splitlines() if len(line) > 120 and "curl" not in line] == []


def test_a_second_run_changes_nothing_and_serves_until_it_is_interrupted(
    once: subprocess.CompletedProcess[str], environment: dict[str, str]
) -> None:
    again = environment | {"GRAPHSVC_LANGUAGE": "zh"}
    with subprocess.Popen(DEMO, env=again, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as demo:
        watchdog = threading.Timer(PATIENCE, demo.kill)
        watchdog.start()
        assert demo.stdout is not None
        address = next(_addresses(demo.stdout))
        answer = httpx.post(address, json={"query": '{ search(text: "Ga2O3") { rows { label } } }'}).json()
        shown = {e["title"]: answered(address, e["query"]) for lang in LANGUAGES for e in examples(lang)}
        demo.send_signal(signal.SIGINT)
        said = demo.communicate()[1]
        watchdog.cancel()

    assert "氧化镓" in answer["data"]["search"]["rows"][0]["label"]
    assert "curated：写入 0" in said
    assert demo.returncode == 0
    assert [title for title, found in shown.items() if not found] == [], "examples of the editor without an answer"
    assert len(shown) == 20


def answered(address: str, query: str) -> bool:
    """Whether a question comes back without errors and with at least one row, claim or conflict."""
    answer = httpx.post(address, json={"query": query}, timeout=60).json()
    (found,) = answer["data"].values()
    return "errors" not in answer and any(isinstance(part, list) and part for part in found.values())


def _addresses(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if found := re.search(r"http://\S+/graphql", line):
            yield found[0]
