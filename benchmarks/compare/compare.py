#!/usr/bin/env python3
"""Measures Garboard and its rivals side by side on real projects. See ../README.md for what it needs and what it writes."""

import argparse
import json
import os
import statistics
from pathlib import Path

from machine import Bench, facts, sh
from projects import PROJECTS, Project
from rivals import BuildKit, Crane, DockerEngine, Garboard, UvSync


TOOLS = ("garboard", "garboard-nobytecode", "tuned", "official", "tuned-nobytecode", "crane", "uv")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, default=Path("/tmp/garboard-compare"), help="scratch; default: %(default)s")
    parser.add_argument("--corpus", type=Path, default=os.environ.get("GARBOARD_CORPUS"), help="directory with projects/NAME")
    parser.add_argument("--garboard", default=str(Path(__file__).resolve().parents[2] / "garboard"))
    parser.add_argument("--projects", default="fastapi,mitmproxy,scientific")
    parser.add_argument("--tools", default=",".join(TOOLS))
    parser.add_argument("--cases", default="", help="only these, separated by commas")
    parser.add_argument("--runs", type=int, default=5, help="of short cases; long ones run --long times")
    parser.add_argument("--long", type=int, default=1)
    parser.add_argument("--patience", type=float, default=20, help="seconds after which a case is not run again; default: %(default)s")
    parser.add_argument("--out", type=Path, default=Path("comparison"), help="writes OUT.json and OUT.md; adds to OUT.json")
    return parser.parse_args()


def tool(name, bench, options):
    if name.startswith("garboard"):
        return Garboard(bench, options.garboard, bytecode=not name.endswith("nobytecode"))
    if name == "crane":
        return Crane(bench)
    if name == "uv":
        return UvSync(bench)
    kind = DockerEngine if bench.buildkitd is None else BuildKit
    return kind(bench, name)


def check(bench, options):
    """All that a run needs is looked at first: it takes long, and what is missing should not show at its end."""
    for chosen, known in ((options.projects, PROJECTS), (options.tools, TOOLS)):
        unknown = sorted(set(chosen.split(",")) - set(known))
        if unknown:
            raise SystemExit(f"not known: {', '.join(unknown)}; there are {', '.join(known)}")
    rivals = set(options.tools.split(",")) & {"tuned", "official", "tuned-nobytecode"}
    bench.check((["runc"] if bench.buildkitd else ["docker", "dockerd"]) if rivals else [])
    try:
        sh(options.garboard, "--version")
    except (OSError, RuntimeError) as fault:
        raise SystemExit(f"cannot measure: {fault}") from fault


def run(options):
    bench = Bench(options.dir)
    check(bench, options)
    file = options.out.with_suffix(".json")
    rows = json.loads(file.read_text())["rows"] if file.exists() else []
    only = set(filter(None, options.cases.split(",")))
    try:
        bench.start()
        projects = [Project(name, bench, options.corpus) for name in options.projects.split(",")]
        for project in projects:
            project.lock_all()
        for project in projects:
            project_name = project.name
            for tool_name in options.tools.split(","):
                measured = tool(tool_name, bench, options)
                for case, repeat, action in measured.cases(project, options.runs, options.long):
                    if only and case not in only and not action.needed:
                        continue
                    spent = 0
                    for number in range(repeat if not only or case in only else 1):
                        if spent > options.patience:
                            break
                        row = {"tool": measured.title, "project": project_name, "case": case}
                        action.prepare(number)
                        row |= bench.measure(measured, project, lambda: action(number))
                        spent += row["wall"]
                        if only and case not in only:
                            continue
                        rows = [r for r in rows if (r["tool"], r["project"], r["case"], r["run"]) != (row["tool"], project_name, case, number)]
                        rows.append(row | {"run": number})
                        print("%-28s %-11s %-22s %7.2f s  cpu %6.2f  load %4.1f  up %10d  down %10d" % (
                            measured.title, project_name, case, row["wall"], row["cpu"], row["load"], row["up"], row["down"]), flush=True)
                        write(options.out, bench, rows)
                measured.close()
    finally:
        bench.stop()


def write(out, bench, rows):
    out.parent.mkdir(parents=True, exist_ok=True)
    out.with_suffix(".json").write_text(json.dumps({"machine": facts(bench), "rows": rows}, indent=1) + "\n")
    out.with_suffix(".md").write_text(table(rows))


def spread(values, form):
    middle = form % statistics.median(values)
    if len(values) == 1:
        return middle
    return "%s (%s–%s)" % (middle, form % min(values), form % max(values))


def table(rows):
    groups = {}
    for row in rows:
        groups.setdefault((row["project"], row["case"], row["tool"]), []).append(row)
    lines = []
    order = list(PROJECTS)
    cases = list(dict.fromkeys(case for _, case, _ in groups))
    for project in sorted({key[0] for key in groups}, key=order.index):
        lines += ["", f"### {project}", "",
                  "| case | tool | wall s | CPU s | memory MB | up MB | down MB | index MB | requests | layers new | image MB | load |",
                  "|---|---|---|---|---|---|---|---|---|---|---|---|"]
        for case in cases:
            for (p, c, tool_name), runs in groups.items():
                if (p, c) != (project, case):
                    continue
                median = {k: statistics.median(r[k] for r in runs) for k in ("up", "down", "index", "requests", "rebuilt", "image", "rss")}
                lines.append("| %s | %s | %s%s | %s | %.0f | %.2f | %.2f | %.1f | %d | %d | %.1f | %.1f |" % (
                    case, tool_name, spread([r["wall"] for r in runs], "%.2f"), f" n={len(runs)}", spread([r["cpu"] for r in runs], "%.2f"),
                    median["rss"] / 1e6, median["up"] / 1e6, median["down"] / 1e6, median["index"] / 1e6, median["requests"],
                    median["rebuilt"], median["image"] / 1e6, statistics.median(r["load"] for r in runs)))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    run(arguments())
