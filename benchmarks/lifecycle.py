#!/usr/bin/env python3
"""The buildpack under the upstream lifecycle over an application's life: time of each phase, layers, wheels, bytes.

    LIFECYCLE_HOME=DIR benchmarks/lifecycle.py --corpus DIR [--buildpack DIR] [--runs N] [--out FILE]

The corpus holds projects/mitmproxy; its source is a stand-in of 200 modules. The buildpack is the directory that
`buildpack/src/dist/package` leaves, by default the one of this checkout. Wants Linux, root, docker-registry, skopeo,
umoci and uv on the path, and the network. Nothing is cached between builds but the image itself: no volume, no store.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE / "compare"))

from machine import Bench, first, sh  # noqa: E402
from projects import Project, entries  # noqa: E402

SCRIPT = ROOT / "buildpack/src/test/resources/lifecycle/run-phases.sh"
PHASES = ["analyze", "detect", "restore", "build", "export"]
UNITS = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}
SUMMARY = re.compile(r"(\d+) wheels? opened, ([\d.]+) (bytes|kB|MB|GB) downloaded")


class LockedHere(Project):
    """A project whose bumps are locked by this machine's uv and Python."""

    def relocked(self, package, version):
        with tempfile.TemporaryDirectory() as directory:
            place = Path(directory)
            (place / "pyproject.toml").write_text(
                f'[project]\nname = "p"\nversion = "0"\nrequires-python = ">=3.9"\ndependencies = ["{package}=={version}"]\n'
            )
            sh("uv", "lock", "-q", "--project", place)
            start = f'name = "{package}"\n'
            entry = next(e for e in entries((place / "uv.lock").read_text()) if e.startswith(start))
        # Where several Pythons get several versions of a dependency, each line names its own; the project has one.
        entry = re.sub(r'(\{ name = "[^"]+"), version = "[^"]+", source = \{[^}]*\}', r"\1", entry)
        head, *rest = self.original.split("[[package]]\n")
        return "[[package]]\n".join([head, *(entry.rstrip("\n") + "\n\n" if e.startswith(start) else e for e in rest)])


class Lifecycle:
    """The five phases, on a registry that is reached through the counting proxy."""

    def __init__(self, bench, project, home, buildpack):
        self.bench, self.project, self.work = bench, project, bench.directory
        version = re.search(r'^version = "(.*)"', (buildpack / "buildpack.toml").read_text(), re.M).group(1)
        for source, target in ((buildpack, f"bps/garboard_python/{version}"), (home, "lifecycle")):
            shutil.rmtree(self.work / target, ignore_errors=True)
            shutil.copytree(source, self.work / target, symlinks=True)
        (self.work / "platform/env").mkdir(parents=True, exist_ok=True)
        # mitmproxy computes its own from a source that the corpus does not have.
        (self.work / "platform/env/BP_GARBOARD_PROJECT_VERSION").write_text("1.0")
        app = self.work / "app"
        app.unlink(missing_ok=True)
        app.symlink_to(project.directory)
        for directory in (self.work, self.work / "projects"):
            directory.chmod(0o755)

    def run_image(self, name, architecture):
        """As small as one can be: neither C library nor shell."""
        layout = self.work / f"run-{architecture}"
        shutil.rmtree(layout, ignore_errors=True)
        sh("umoci", "init", "--layout", layout)
        sh("umoci", "new", "--image", f"{layout}:run")
        etc = self.work / "etc"
        etc.mkdir(exist_ok=True)
        (etc / "passwd").write_text("app:x:1002:1000::/nonexistent:/nonexistent\n")
        sh("umoci", "insert", "--image", f"{layout}:run", etc, "/etc")
        settings = ["--config.user=1002:1000", "--config.env=PATH=/usr/bin:/bin"]
        settings += [f"--config.label=io.buildpacks.base.distro.{each}" for each in ("name=debian", "version=13")]
        sh("umoci", "config", "--image", f"{layout}:run", "--os=linux", f"--architecture={architecture}", *settings)
        target = f"docker://{self.bench.registry}/{name}"
        sh("skopeo", "copy", "-q", "--format=v2s2", "--dest-tls-verify=false", f"oci:{layout}:run", target)

    def build(self, image="app:1", run="run:amd64"):
        """One build's row."""
        up, load = self.bench.proxy.up, os.getloadavg()[0]
        variables = {"LIFECYCLE_HOME": self.work / "lifecycle", "W": self.work, "REGISTRY": self.bench.registry, "IMAGE": image, "RUN": run}
        log = sh("unshare", "--mount", SCRIPT, env={**os.environ, **{name: str(value) for name, value in variables.items()}})
        (self.work / "phases.log").write_text(log)
        row = {phase: int(re.search(rf"^phase {phase} (\d+)$", log, re.M).group(1)) for phase in PHASES}
        opened, number, unit = SUMMARY.search(log).groups()
        for kind, word in (("rebuilt", "Adding"), ("reused", "Reusing")):
            row[kind] = len(re.findall(rf"^{word} layer 'garboard/python:", log, re.M))
        row |= {"opened": int(opened), "downloaded": round(float(number) * UNITS[unit])}
        return row | {"pushed": self.bench.proxy.up - up, "load": round(load, 2)}

    def pins(self, image="app:1"):
        """The interpreter's packages, as the image's label names them."""
        config = sh("skopeo", "inspect", "--config", "--tls-verify=false", f"docker://{self.bench.registry}/{image}")
        label = json.loads(config)["config"]["Labels"]["io.buildpacks.lifecycle.metadata"]
        return json.loads(label)["buildpacks"][0]["layers"]["python"]["data"]["pins"]

    def patch(self, number):
        """A stable release of Debian has one patch release: the lock calls the same files another one."""
        lines = (line if line.startswith("path") else re.sub(r"\b(3\.\d+)\.\d+-", rf"\1.{number}-", line) for line in self.pins().splitlines())
        (self.project.directory / "garboard.lock").write_text("\n".join(lines) + "\n")

    def cases(self, runs):
        """Each case's name and rows."""

        def repeat(prepare, **options):
            for number in range(runs):
                prepare(number)
                yield self.build(**options)

        small, big = self.project.facts.small[0], self.project.facts.big[0]
        yield "cold", [self.build()]
        yield "nothing changed", list(repeat(lambda _: None))
        yield "one source line", list(repeat(lambda _: self.project.edit()))
        yield f"one bumped package ({small})", list(repeat(lambda number: self.project.bump("small", number)))
        yield f"one bumped package ({big})", list(repeat(lambda number: self.project.bump("big", number)))
        yield "Python patch", list(repeat(self.patch))
        (self.project.directory / "garboard.lock").unlink()
        yield "previous image gone", [self.build(image="other:1")]
        yield "another architecture", [self.build(run="run:arm64")]


def table(results):
    columns = ["case", *PHASES, "all", "layers rebuilt", "reused", "wheels opened", "MB downloaded", "MB pushed"]
    lines = [f"| {' | '.join(columns)} |", "|---" + "|---:" * (len(columns) - 1) + "|"]
    for case, rows in results.items():
        middle = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
        times = [middle[phase] / 1000 for phase in PHASES]
        all_phases = statistics.median(sum(row[phase] for phase in PHASES) for row in rows) / 1000
        cells = [f"{time:.2f}" for time in [*times, all_phases]]
        cells += [f"{middle[key]:.0f}" for key in ("rebuilt", "reused", "opened")]
        cells += [f"{middle[key] / 1e6:.2f}" for key in ("downloaded", "pushed")]
        lines.append(f"| {case} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=os.environ.get("GARBOARD_CORPUS"), help="directory with projects/NAME")
    parser.add_argument("--project", default="mitmproxy", help="one of compare/projects.py; default: %(default)s")
    parser.add_argument("--buildpack", type=Path, default=ROOT / "buildpack/target/dist/linux-amd64")
    parser.add_argument("--runs", type=int, default=5, help="of the cases that are repeated; the median counts")
    parser.add_argument("--out", type=Path, default=Path("lifecycle"), help="writes OUT.json and OUT.md")
    parser.add_argument("--dir", type=Path, help="scratch; default: a directory that is removed")
    return parser.parse_args()


def main():
    options = arguments()
    home = Path(os.environ.get("LIFECYCLE_HOME", "/nonexistent"))
    missing = [each for each in ("docker-registry", "skopeo", "umoci", "uv", "unshare", "setpriv") if shutil.which(each) is None]
    missing += [str(each) for each in (home / "exporter", options.buildpack / "bin/build") if not os.access(each, os.X_OK)]
    if missing or os.geteuid() or not options.corpus:
        sys.exit("needs root, --corpus or GARBOARD_CORPUS, and: " + (", ".join(missing) or "nothing more"))
    with tempfile.TemporaryDirectory(prefix="garboard-lifecycle-") as scratch:
        bench = Bench(options.dir or Path(scratch))
        try:
            bench.start_registry()
            lifecycle = Lifecycle(bench, LockedHere(options.project, bench, options.corpus), home, options.buildpack)
            lifecycle.run_image("run:amd64", "amd64")
            lifecycle.run_image("run:arm64", "arm64")
            version = sh(home / "lifecycle", "-version", env={**os.environ, "CNB_PLATFORM_API": "0.15"})
            results = {}
            for case, rows in lifecycle.cases(options.runs):
                results[case] = rows
                print(table({case: rows}).splitlines()[-1], flush=True)
                facts = {"lifecycle": version.strip(), "registry": first("docker-registry", "--version"), "processors": os.cpu_count()}
                options.out.with_suffix(".json").write_text(json.dumps(facts | {"project": options.project, "cases": results}, indent=1) + "\n")
                options.out.with_suffix(".md").write_text(table(results))
        finally:
            bench.stop()


if __name__ == "__main__":
    main()
