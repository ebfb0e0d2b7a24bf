#!/usr/bin/env python3
"""`garboard sync` beside `uv sync`, in one run: cold, by hard links, by copies, the same with bytecode, nothing changed.

    benchmarks/sync.py [--corpus DIR] [--python PATH] [--case NAME]... [--out FILE] [PROJECT...]

PROJECT is a directory with pyproject.toml and uv.lock. Default: examples/fastapi (small), mitmproxy below `--corpus
DIR/projects` (medium), the scientific stack (large). It is copied and stays untouched; the project itself is not
installed. uv must be on the PATH and the network within reach: cold means that both download everything that the lock
names, from where it says, into an empty cache of their own below --work, on one file system with the environments.

The two take turns, each as often as --rounds and --slow-rounds say. Seconds on the clock and, after it, of the
processor, children included, which other programs on the machine disturb less: median and range. The quotient is that
of the medians on the clock. About a quarter of an hour on two quiet processors; the tables go to --out as well.
"""

import argparse
import os
import pathlib
import platform
import resource
import shutil
import statistics
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

# What is forgotten before each round, whether a round is slow, and the flags.
CASES = {
    "cold": ("cache", True, []),
    "hard links": ("environment", False, ["--link-mode", "hardlink"]),
    "copies": ("environment", False, ["--link-mode", "copy"]),
    "nothing changed": ("", False, ["--link-mode", "copy"]),
    "hard links, bytecode": ("environment", True, ["--link-mode", "hardlink", BYTECODE]),
    "copies, bytecode": ("environment", True, ["--link-mode", "copy", BYTECODE]),
}


class Failed(Exception):
    """A command did not do what it was started for."""


def timed(command, directory, variables):
    """Seconds on the clock and of the processor, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    done = subprocess.run(command, cwd=directory, env={**os.environ, **variables}, capture_output=True, text=True)
    clock = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise Failed(f"{' '.join(command)} gave {done.returncode}:\n{done.stderr}")
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


class Tool:
    """One of the two, with a cache and environments of its own."""

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


def forget(paths):
    for path in paths:
        shutil.rmtree(path, ignore_errors=True)
    time.sleep(REUSE)


def measure(directory, tools, rounds, chosen):
    """The figures of each case, by tool."""
    for case in chosen:
        forgotten, slow, flags = CASES[case]
        figures = {tool.name: [] for tool in tools}
        if forgotten == "environment":
            forget([tool.environments for tool in tools])
        # The first round fills what later ones rest on: unpacked files, bytecode, the environment itself.
        rests = 0 if forgotten == "cache" else 1
        for number in range(rounds[slow] + rests):
            if forgotten == "cache":
                forget([each for tool in tools for each in (tool.cache, tool.environments)])
            for tool in tools:
                if forgotten:
                    tool.begin()
                figure = tool.sync(directory, *flags)
                if number >= rests:
                    figures[tool.name].append(figure)
        yield case, figures


def spread(values):
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def cell(figures):
    clock, processor = zip(*figures)
    return f"{spread(clock)}; {spread(processor)}"


def quotient(figures):
    ours, theirs = (statistics.median(clock for clock, _ in figures[name]) for name in ("garboard", "uv"))
    return f"{ours / theirs:.2f}"


def table(project, arguments, say):
    with tempfile.TemporaryDirectory(dir=arguments.work, prefix="sync-") as temporary:
        work = pathlib.Path(temporary)
        directory = work / "project"
        directory.mkdir()
        for name in ("pyproject.toml", "uv.lock"):
            shutil.copyfile(project / name, directory / name)
        options = ["--python", arguments.python] if arguments.python else []
        tools = [
            Tool("uv", UV, work, options),
            Tool("garboard", [str(arguments.garboard.resolve()), *GARBOARD], work, options),
        ]
        rounds = {True: arguments.slow_rounds, False: arguments.rounds}
        say(f"\n| {project.name} | uv: clock; processor | garboard: clock; processor | garboard : uv |\n|---|---|---|---|")
        for case, figures in measure(directory, tools, rounds, arguments.case or CASES):
            say(f"| {case} | {cell(figures['uv'])} | {cell(figures['garboard'])} | {quotient(figures)} |")
        files = [each for each in tools[1].environment.rglob("*") if each.is_file() and not each.is_symlink()]
        size = sum(each.stat().st_size for each in files) / 1e6
        say(f"\n{len(files)} files, {size:.0f} MB, bytecode included; load {os.getloadavg()[0]:.1f}")


def defaults(corpus):
    medium = [corpus / "projects" / "mitmproxy"] if corpus else []
    return [ROOT / "examples" / "fastapi", *medium, HERE / "compare" / "projects" / "scientific"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("projects", nargs="*", type=pathlib.Path)
    parser.add_argument("--corpus", type=pathlib.Path, help="has the medium project")
    parser.add_argument("--case", action="append", choices=CASES, help="of the rows, more than once; default: all")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--slow-rounds", type=int, default=3, help="of cold and bytecode")
    parser.add_argument("--python", default="", help="the interpreter for both; the large project wants 3.13 or later")
    parser.add_argument("--garboard", type=pathlib.Path, default=ROOT / "garboard", help="default: the launcher here")
    parser.add_argument("--work", type=pathlib.Path, help="where caches and environments go, on one file system")
    parser.add_argument("--out", type=pathlib.Path, help="Markdown")
    arguments = parser.parse_args()
    lines, failed = [], False

    def say(text):
        lines.append(text)
        print(text, flush=True)
        if arguments.out:
            arguments.out.write_text("\n".join(lines) + "\n")

    programs = [str(arguments.garboard.resolve()), "uv"]
    versions = [subprocess.run([each, "--version"], check=True, capture_output=True, text=True) for each in programs]
    say(f"{', '.join(each.stdout.strip() for each in versions)}, Linux {platform.release()}, {os.cpu_count()} processors")
    for project in arguments.projects or defaults(arguments.corpus):
        try:
            table(project.resolve(), arguments, say)
        except Failed as failure:
            failed = True
            say(f"\n{project.name}: {failure}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
