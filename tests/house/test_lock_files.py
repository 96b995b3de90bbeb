"""Lock files pin everything by hash and name no address; every dependency says why it is there."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

PINS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]
WISHES = ["requirements.in", "requirements-dev.in", "requirements-node.in"]
ROOT: Path = settings.BASE_DIR


@pytest.mark.parametrize("name", [*PINS, "package-lock.json", ".npmrc"])
def test_a_lock_file_names_no_address(name: str) -> None:
    words = re.findall(r"\w+://|file:|--index-url|--find-links|\"resolved\"", (ROOT / name).read_text())
    assert words == []


@pytest.mark.parametrize("name", PINS)
def test_every_python_package_is_pinned_by_hash(name: str) -> None:
    """An entry is a pin, then its hashes, one a line; pip is told to refuse a package without one."""
    lines = re.sub(r" *#.*", "", (ROOT / name).read_text()).replace(" \\\n", "\n")
    entries = [entry for entry in re.split(r"\n+(?=[a-z])", lines.strip()) if entry]
    pinned = re.compile(r"[\w.-]+(\[\w+\])?==[^ ]+( ; .+)?(\n    --hash=sha256:[0-9a-f]{64})+\s*")
    assert entries != []
    assert [entry for entry in entries if not pinned.fullmatch(entry)] == []


def test_every_npm_package_is_pinned_by_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


@pytest.mark.parametrize("name", WISHES)
def test_every_dependency_carries_its_reason(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    wishes = [line for line in lines if re.match(r"[a-z]", line)]
    assert wishes != []
    assert [line for line in wishes if not re.match(r"\S+ +# \S+", line)] == []
