#!/usr/bin/env python3
"""`garboard sync` beside `uv sync`, in one run: cold, warm by hard links, warm by copies, the same with bytecode,
nothing changed.

    benchmarks/sync.py [--rounds N] [--python PATH] PROJECT...

PROJECT is a directory with pyproject.toml and uv.lock; default: examples/fastapi. It is copied and stays untouched; the
project itself is not installed. uv must be on the PATH and the network within reach: the first round of both downloads
everything into caches of its own, below --work. The two take turns; the best of N rounds counts, in seconds on the clock
and, in brackets, of processor time, which other programs on the machine disturb less.
"""

import argparse
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
GARBOARD = ["sync", "-q", "--frozen", "--no-install-project"]
UV = ["uv", "sync", "-q", "--frozen", "--no-install-project"]
BYTECODE = "--compile-bytecode"
REUSE = 6  # seconds until ext4 gives the inodes of deleted files to others without a second look


def timed(command, directory, variables):
    """Seconds on the clock and of the processor, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, cwd=directory, env={**os.environ, **variables}, capture_output=True, text=True)
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)} gave {done.returncode}:\n{done.stderr}")
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Tool:
    """One of the two, with a cache and an environment of its own."""

    def __init__(self, name, command, work, options):
        self.name, self.command, self.options = name, command, options
        self.cache, self.environments = work / f"{name}-cache", work / f"{name}-envs"
        self.number = 0

    @property
    def environment(self):
        return self.environments / str(self.number)

    def begin(self):
        """Another environment. The old one stays for now: ext4 avoids the inodes of what was deleted in the last five
        seconds, and creating directories then takes several times as long, for whoever comes next."""
        self.number += 1

    def sync(self, directory, *more):
        variables = {
            "UV_CACHE_DIR": str(self.cache),
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_PROJECT_ENVIRONMENT": str(self.environment),
            "GARBOARD_CACHE_DIR": str(self.cache),
        }
        return timed([*self.command, *self.options, *more], directory, variables)

    def forget(self, path):
        shutil.rmtree(path, ignore_errors=True)


# What is forgotten before each round, and the flags.
CASES = {
    "cold": ("cache", []),
    "hard links": ("environment", ["--link-mode", "hardlink"]),
    "copies": ("environment", ["--link-mode", "copy"]),
    "nothing changed": ("", ["--link-mode", "copy"]),
    "hard links, bytecode": ("environment", ["--link-mode", "hardlink", BYTECODE]),
    "copies, bytecode": ("environment", ["--link-mode", "copy", BYTECODE]),
}


def measure(project, rounds, python, program, work):
    directory = work / "project"
    directory.mkdir()
    for name in ("pyproject.toml", "uv.lock"):
        shutil.copyfile(project / name, directory / name)
    options = ["--python", python] if python else []
    tools = [
        Tool("uv", UV, work, options),
        Tool("garboard", [program, *GARBOARD], work, options),
    ]
    for case, (forgotten, flags) in CASES.items():
        best = {}
        if forgotten:
            for tool in tools:
                tool.forget(tool.environments)
            time.sleep(REUSE)
        for number in range(1 if case == "cold" else rounds + 1):
            for tool in tools:
                if forgotten:
                    tool.begin()
                if forgotten == "cache":
                    tool.forget(tool.cache)
                figure = tool.sync(directory, *flags)
                # The first round fills what later ones rest on: unpacked files, bytecode, the environment itself.
                if number or case == "cold":
                    best[tool.name] = min(best.get(tool.name, figure), figure)
        yield case, best["uv"], best["garboard"]
    files = [f for f in tools[1].environment.rglob("*") if f.is_file() and not f.is_symlink()]
    print(f"\n{project.name}: {len(files)} files, {sum(f.stat().st_size for f in files) / 1e6:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="*", type=pathlib.Path, default=[ROOT / "examples" / "fastapi"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--python", default="", help="the interpreter for both")
    parser.add_argument("--garboard", type=pathlib.Path, default=ROOT / "garboard", help="default: the launcher here")
    parser.add_argument("--work", type=pathlib.Path, help="where caches and environments go, on one file system")
    arguments = parser.parse_args()
    program = str(arguments.garboard.resolve())
    subprocess.run([program, "--version"], check=True, stdout=subprocess.DEVNULL)
    for project in arguments.projects:
        with tempfile.TemporaryDirectory(dir=arguments.work, prefix="sync-") as work:
            print(f"\n| {project.resolve().name} | uv | garboard | garboard : uv |\n|---|---|---|---|")
            settings = (project.resolve(), arguments.rounds, arguments.python, program)
            for case, uv, ours in measure(*settings, pathlib.Path(work)):
                print(
                    f"| {case} | {uv[0]:.2f} ({uv[1]:.2f}) | {ours[0]:.2f} ({ours[1]:.2f}) | {ours[0] / uv[0]:.2f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
