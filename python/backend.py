"""How the package is built: scikit-build-core does it. Of its own is the source distribution only, since the sources of the library stand above this
folder: an archive of all files that git knows of, with a pyproject.toml at its top whose paths begin there. pyproject.toml names this file.
"""
from __future__ import annotations

import gzip
import io
import os
import subprocess
import tarfile
import tempfile
from typing import Any

from scikit_build_core.build import *               # noqa: F403
from scikit_build_core.build import prepare_metadata_for_build_wheel

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)

# What pyproject.toml says here, and what it says at the top of the archive, where scikit-build-core needs no help.
MOVED = (
    ('build-backend = "backend"\nbackend-path = ["."]', 'build-backend = "scikit_build_core.build"'),
    ('readme = "README.md"', 'readme = "python/README.md"'),
    ('cmake.source-dir = ".."', 'cmake.source-dir = "."'),
    ('wheel.packages = ["hearsay"]', 'wheel.packages = ["python/hearsay"]'),
    ('input = "../include/hearsay.h"', 'input = "include/hearsay.h"'),
)


def _git(*arguments: str) -> str:
    try:
        return subprocess.run(["git", "-C", ROOT, *arguments], check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError) as e:
        why = getattr(e, "stderr", None) or e
        raise SystemExit(f"hearsay: a source distribution is what git knows of, so it is made in a clone: {why}") from None


def _metadata() -> tuple[str, bytes]:
    """The name of the archive without its ending, and PKG-INFO, which is what a wheel calls METADATA."""
    with tempfile.TemporaryDirectory() as folder:
        info = prepare_metadata_for_build_wheel(folder)
        with open(os.path.join(folder, info, "METADATA"), "rb") as file:
            return info.removesuffix(".dist-info"), file.read()


def build_sdist(sdist_directory: str, config_settings: dict[str, Any] | None = None) -> str:
    names = [name for name in _git("ls-files", "-z").split("\0") if name and os.path.isfile(os.path.join(ROOT, name))]
    moment = int(os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct"))
    with open(os.path.join(HERE, "pyproject.toml"), encoding="utf-8") as file:
        project = file.read()
    for here, there in MOVED:
        if project.count(here) != 1:
            raise SystemExit(f"hearsay: python/backend.py looks for {here!r} in pyproject.toml, once")
        project = project.replace(here, there)
    top, information = _metadata()

    def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = moment
        member.mode = 0o755 if member.mode & 0o100 else 0o644
        return member

    with open(os.path.join(sdist_directory, top + ".tar.gz"), "wb") as out, \
            gzip.GzipFile("", "wb", compresslevel=6, fileobj=out, mtime=moment) as packed, \
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, content in (("PKG-INFO", information), ("pyproject.toml", project.encode())):
            member = tarfile.TarInfo(f"{top}/{name}")
            member.size = len(content)
            archive.addfile(plain(member), io.BytesIO(content))
        for name in sorted(names):
            archive.add(os.path.join(ROOT, name), f"{top}/{name}", filter=plain)
    return top + ".tar.gz"
