"""The projects: real locks with a stand-in source tree, and their changes."""

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from machine import sh

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Facts:
    lock: str  # directory below the corpus, or below this one
    member: str  # directory of the member that is built
    sync: str  # what uv is told besides
    small: tuple  # a small package and versions of it; the later ones for cold runners, whose registry has not seen them
    big: tuple  # a big one
    leave: str = ""  # a package without a wheel, which each tool would build in its own way: left out by all
    version: str = ""  # of a project whose backend computes it: there is nothing to compute from in a stand-in


CERTIFI = ("certifi", "2025.10.5", "2025.8.3", "2025.7.14", "2025.6.15", "2025.4.26", "2025.1.31")
FIRST_OF_RUNNERS = 3

PROJECTS = {
    "fastapi": Facts("full-stack-fastapi-template", "backend", "--no-install-workspace --package app",
                     CERTIFI, ("sqlalchemy", "2.0.50", "2.0.49", "2.0.48"), "dkimpy"),
    "mitmproxy": Facts("mitmproxy", ".", "", CERTIFI, ("cryptography", "46.0.3", "46.0.2", "46.0.1"), version="12.0"),
    "scientific": Facts("scientific", ".", "", ("idna", "3.10", "3.9", "3.8", "3.7", "3.6", "3.4"), ("scipy", "1.18.0", "1.17.1", "1.17.0")),
}


def sync_flags(facts):
    return facts.sync.split() + (["--no-install-package", facts.leave] if facts.leave else [])


class Project:
    """One project in a directory of its own."""

    def __init__(self, name, bench, corpus):
        self.name, self.facts, self.bench = name, PROJECTS[name], bench
        self.directory = bench.directory / "projects" / name
        self.member = (self.directory / self.facts.member).resolve()
        shutil.rmtree(self.directory, ignore_errors=True)
        here = HERE / "projects" / self.facts.lock
        there = Path(corpus or "no corpus") / "projects" / self.facts.lock
        if not here.exists() and not (there / "uv.lock").exists():
            raise SystemExit(f"cannot measure {name}: no {there}/uv.lock; --corpus names a directory with projects/{self.facts.lock}")
        shutil.copytree(here if here.exists() else there, self.directory)
        for path in self.directory.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        source(self.member / "app")
        (self.directory / ".dockerignore").write_text(".venv\n.git\n__pycache__\n")
        (self.member / ".dockerignore").write_text(".venv\n.git\n__pycache__\n")
        self.original = (self.directory / "uv.lock").read_text()
        self.edits = 0
        self.locks = {}

    def edit(self):
        """Changes one line of one file."""
        self.edits += 1
        (self.member / "app/part07/module_7.py").write_text(module(7) + f"EDIT = {self.edits}\n")

    def bump(self, kind, number):
        """Moves one package to another real version; uv itself writes the lock, beforehand."""
        package, *versions = self.facts.small if kind == "small" else self.facts.big
        version = versions[number % len(versions)]
        (self.directory / "uv.lock").write_text(self.locked(package, version))

    def bump_on_runner(self, number):
        self.bump("small", FIRST_OF_RUNNERS + number)

    def lock_all(self):
        """Asks uv for all locks, so that what cannot be locked shows before anything is measured."""
        for package, *versions in (self.facts.small, self.facts.big):
            for version in versions:
                self.locked(package, version)

    def locked(self, package, version):
        key = f"{self.name}-{package}-{version}"
        kept = self.bench.directory / "locks" / key
        if not kept.exists():
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(self.relocked(package, version))
        return kept.read_text()

    def relocked(self, package, version):
        """The original lock with one package's entry as uv writes it for that version."""
        place = self.bench.rootfs / "bench-lock"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        requires = re.search(r'^requires-python = "(.*)"', self.original, re.M).group(1)
        (place / "pyproject.toml").write_text(
            f'[project]\nname = "p"\nversion = "0"\nrequires-python = "{requires}"\ndependencies = ["{package}=={version}"]\n')
        sh("chroot", self.bench.rootfs, "/usr/bin/env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/root",
           "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", "uv", "lock", "-q", "--project", "/bench-lock")
        entry = next(e for e in entries((place / "uv.lock").read_text()) if e.startswith(f'name = "{package}"\n'))
        shutil.rmtree(place)
        head, *rest = self.original.split("[[package]]\n")
        changed = [entry.rstrip("\n") + "\n\n" if e.startswith(f'name = "{package}"\n') else e for e in rest]
        if changed == rest:
            raise RuntimeError(f"{self.name} does not have {package}")
        return "[[package]]\n".join([head, *changed])

    def reset(self):
        (self.directory / "uv.lock").write_text(self.original)


def entries(lock):
    return lock.split("[[package]]\n")[1:]


def module(number):
    """A Python module of a size that is typical of applications, the same each time."""
    rnd = random.Random(number)
    words = "order price session query model field cache event worker client request body route error schema batch page filter".split()
    lines = [f'"""Part {number} of the stand-in."""', ""]
    for index in range(int(rnd.lognormvariate(2.6, 0.9)) + 1):
        first, second = rnd.sample(words, 2)
        lines += [f"def {first}_{second}_{index}({first}: int, limit: int = {rnd.randrange(10**6)}) -> int:",
                  f'    """Keeps the {first} of a {second} below its limit."""',
                  f"    if {first} > limit * {rnd.randrange(10**4)}:",
                  f'        raise ValueError("{first} of {second} is too large: %d" % {first})',
                  f"    return {first} * {rnd.randrange(10**4)}", "", ""]
    return "\n".join(lines)


def source(package):
    for number in range(200):
        part = package / f"part{number // 10:02d}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"module_{number}.py").write_text(module(number))
        (part / "__init__.py").write_text("")
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text('print("hello")\n')
