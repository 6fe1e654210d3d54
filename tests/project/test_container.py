"""The image and the compose file, as far as they can be checked without an engine."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
INSTRUCTIONS = re.findall(r"^([A-Z]+) (.*)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_the_compose_file_follows_the_specification() -> None:
    checker = Path(sys.executable).with_name("check-jsonschema")
    command: list[str | Path] = [checker, "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"]

    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("kind", ["secrets", "volumes", "depends_on"])
def test_every_secret_volume_and_service_named_is_declared(compose: dict[str, Any], kind: str) -> None:
    declared = compose["services" if kind == "depends_on" else kind].keys()

    named = {str(name).split(":")[0] for service in compose["services"].values() for name in service.get(kind, ())}

    assert named
    assert {name for name in named if not name.startswith((".", "/"))} <= set(declared)


def test_ports_are_published_on_the_loopback_address_only(compose: dict[str, Any]) -> None:
    ports = [port for service in compose["services"].values() for port in service["ports"]]

    assert ports
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_the_service_waits_for_a_healthy_store(compose: dict[str, Any]) -> None:
    assert compose["services"]["graphsvc"]["depends_on"]["neo4j"] == {"condition": "service_healthy"}
    assert "test" in compose["services"]["neo4j"]["healthcheck"]


def test_no_password_stands_in_the_compose_file(compose: dict[str, Any]) -> None:
    environment = {k: v for s in compose["services"].values() for k, v in s["environment"].items()}

    assert {k for k in environment if "AUTH" in k or "PASSWORD" in k} == {
        "NEO4J_AUTH_FILE",
        "GRAPHSVC_STORE_PASSWORD_FILE",
    }
    assert re.fullmatch(r"bolt://neo4j@neo4j:7687(/neo4j)?", environment["GRAPHSVC_STORE"])


def test_load_csv_reaches_neither_files_nor_the_inner_network(compose: dict[str, Any]) -> None:
    settings = compose["services"]["neo4j"]["environment"]

    assert settings["NEO4J_dbms_security_allow__csv__import__from__file__urls"] == "false"
    assert settings["NEO4J_internal_dbms_cypher__ip__blocklist"] == "0.0.0.0/0,::/0"


def test_every_image_is_pinned_to_a_release(compose: dict[str, Any]) -> None:
    stages = {value.split(" AS ")[1] for word, value in INSTRUCTIONS if word == "FROM" and " AS " in value}
    images = {value.split()[0] for word, value in INSTRUCTIONS if word == "FROM"} - stages
    images |= {service["image"] for service in compose["services"].values() if "image" in service}

    assert images
    assert [image for image in images if not re.search(r":\d+\.\d+", image)] == []


def test_the_image_does_not_run_as_root() -> None:
    last_stage = INSTRUCTIONS[max(i for i, (word, _) in enumerate(INSTRUCTIONS) if word == "FROM") :]

    users = [value for word, value in last_stage if word == "USER"]

    assert users
    assert users[-1] not in {"root", "0"}


def test_the_image_installs_only_what_is_pinned_by_hash() -> None:
    installs = [value for word, value in INSTRUCTIONS if word == "RUN" and "pip install" in value]

    assert installs
    assert [line for line in installs if "--require-hashes" not in line and "--no-index" not in line] == []


def test_the_image_contains_no_database_server() -> None:
    assert [value for word, value in INSTRUCTIONS if word != "FROM" and re.search(r"neo4j|\.jar\b", value)] == []


def test_the_build_finds_every_file_it_copies() -> None:
    admitted = set(re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))

    copied = {
        source
        for word, value in INSTRUCTIONS
        if word == "COPY" and "--from=" not in value
        for source in value.split()[:-1]
    }

    assert copied == admitted
    assert [source for source in copied if not (ROOT / source).exists()] == []
