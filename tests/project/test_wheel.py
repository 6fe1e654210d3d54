"""The wheel carries one package name and runs away from the checkout.

`schema` is also a published package: a wheel with four top-level packages would overwrite it without a word.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
NON_COMMERCIAL = "loaders/eto_semiconductor/data"  # its licence forbids what the licence of the package allows
PACKAGES = ("graphsvc", "schema", "loaders", "analytics")


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must end well, in an environment without traces of the checkout."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "GRAPHSVC_", "VIRTUAL_ENV"))}
    ran = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"{command} ended with {ran.returncode}\n{ran.stdout}{ran.stderr}"
    return ran.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("graphsvc-*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a virtual environment with the wheel in it, the dependencies lent by the one that runs the tests.

    The wheel goes in first: once the lent packages are visible, pip takes the editable install for the wheel.
    """
    home = tmp_path_factory.mktemp("elsewhere")
    venv.create(home, symlinks=True, with_pip=False)
    python = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check")
    run(*pip, "install", "--no-index", "--no-deps", "--quiet", wheel, cwd=home)
    packages = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).strip())
    (packages / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    return home / "bin"


def tracked(folder: str) -> set[str]:
    command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", folder)
    return {name for name in run(*command, cwd=ROOT).split("\0") if name and (ROOT / name).is_file()}


def test_the_wheel_claims_no_name_but_ours(wheel: Path) -> None:
    names = {name.split("/")[0] for name in ZipFile(wheel).namelist()}

    assert {name for name in names if not name.endswith(".dist-info")} == {"graphsvc"}


def test_the_wheel_carries_every_file_of_the_four_packages_but_the_non_commercial_pack(wheel: Path) -> None:
    packed = set(ZipFile(wheel).namelist())

    inside = {name.replace("graphsvc/_bundled/", "") for name in packed}

    assert set().union(*(tracked(package) for package in PACKAGES)) - inside == tracked(NON_COMMERCIAL)


def test_the_wheel_works_without_the_checkout(elsewhere: Path, tmp_path: Path) -> None:
    run(elsewhere / "graphsvc", "doctor", "--store", f"sqlite:///{tmp_path}/graph.db", cwd=tmp_path)


def test_installed_side_packages_come_from_inside_graphsvc(elsewhere: Path, tmp_path: Path) -> None:
    code = "import graphsvc, schema, loaders, analytics; print(schema.__file__, loaders.__file__, analytics.__file__)"

    places = run(elsewhere / "python", "-c", code, cwd=tmp_path).split()

    assert {Path(place).parents[1].name for place in places} == {"_bundled"}
    assert not any(place.startswith(str(ROOT)) for place in places)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_dependency_claims_our_names(package: str) -> None:
    assert set(packages_distributions().get(package, [])) <= {"graphsvc"}
