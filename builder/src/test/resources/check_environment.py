"""Asks importlib.metadata whether this environment is whole; prints one line of JSON. Needs the standard library only."""

import base64
import hashlib
import json
import os
import platform
import re
import sys
from importlib.metadata import distributions

REQUIREMENT = re.compile(r"\s*([\w.-]+)\s*(?:\[([^]]*)])?\s*\(?([^;@)]*)\)?\s*(@[^;]*)?(?:;(.*))?$")
SPECIFIER = re.compile(r"\s*(~=|===?|!=|<=|>=|<|>)\s*(\S+)\s*$")


def normalized(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def key(version):
    """Orders versions: enough of the specification for versions that real projects use."""
    found = re.match(r"v?(?:(\d+)!)?(\d+(?:\.\d+)*)[-_.]?(?:(a|b|c|rc|alpha|beta)[-_.]?(\d*))?(?:[-_.]?post[-_.]?(\d*))?(?:[-_.]?(dev)(\d*))?", version)
    epoch, release, pre, pre_number, post, dev, dev_number = found.groups()
    numbers = [int(n) for n in release.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    stage = (pre[0].replace("c", "r"), int(pre_number or 0)) if pre else ("", -1) if dev and post is None else ("z", 0)
    return int(epoch or 0), numbers, stage, -1 if post is None else int(post or 0), (0, int(dev_number or 0)) if dev else (1, 0)


def meets(version, specifier):
    operator, wanted = SPECIFIER.match(specifier).groups()
    if operator == "===":
        return version == wanted
    if wanted.endswith(".*"):
        release = [int(n) for n in wanted[:-2].split(".")]
        mine = (key(version)[1] + [0] * 9)[: len(release)]
        return (mine == release) == (operator == "==")
    if operator == "~=":
        return key(version) >= key(wanted) and meets(version, "==" + re.match(r"\d+(\.\d+)*(?=\.\d)", wanted)[0] + ".*")
    mine, other = key(version), key(wanted)
    return {"==": mine == other, "!=": mine != other, "<": mine < other, ">": mine > other, "<=": mine <= other, ">=": mine >= other}[operator]


class Version(str):
    """A marker variable that compares as a version."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return meets(self, "==" + other)

    def __ne__(self, other):
        return meets(self, "!=" + other)

    def __lt__(self, other):
        return meets(self, "<" + other)

    def __le__(self, other):
        return meets(self, "<=" + other)

    def __gt__(self, other):
        return meets(self, ">" + other)

    def __ge__(self, other):
        return meets(self, ">=" + other)


FULL = platform.python_version()
ENVIRONMENT = {
    "os_name": os.name,
    "sys_platform": sys.platform,
    "platform_machine": platform.machine(),
    "platform_python_implementation": platform.python_implementation(),
    "implementation_name": sys.implementation.name,
    "platform_system": platform.system(),
    "platform_release": platform.release(),
    "platform_version": platform.version(),
    "python_version": Version(".".join(FULL.split(".")[:2])),
    "python_full_version": Version(FULL),
    "implementation_version": Version(FULL),
}


def holds(marker, extra):
    return not marker or eval(marker, {"__builtins__": {}}, {**ENVIRONMENT, "extra": extra})


def parsed(text):
    name, extras, specifiers, _, marker = REQUIREMENT.match(text).groups()
    asked = {normalized(e.strip()) for e in (extras or "").split(",") if e.strip()}
    return normalized(name), asked, [s for s in specifiers.split(",") if s.strip()], (marker or "").strip()


def unmet_requirements(installed):
    """All requirements of all distributions, with the extras that others ask of them."""
    todo, seen, unmet = [(name, "") for name in installed], set(), []
    count = 0
    while todo:
        name, extra = todo.pop()
        if (name, extra) in seen or name not in installed:
            continue
        seen.add((name, extra))
        for text in installed[name].requires or []:
            other, extras, specifiers, marker = parsed(text)
            if not holds(marker, extra) or (extra and holds(marker, "")):
                continue
            count += 1
            todo += [(other, e) for e in extras]
            if other not in installed or not all(meets(installed[other].version, s) for s in specifiers):
                found = installed[other].version if other in installed else "nothing"
                unmet.append(f"{name}: {text}: found {found}")
    return count, unmet


def damaged_files(installed):
    count, damaged = 0, []
    for name, distribution in installed.items():
        if distribution.files is None:
            damaged.append(f"{name}: no RECORD")
        for file in distribution.files or []:
            path = file.locate()
            count += 1
            if not path.is_file():
                damaged.append(f"{name}: {file} is missing")
            elif file.hash:
                digest = hashlib.new(file.hash.mode, path.read_bytes()).digest()
                if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != file.hash.value:
                    damaged.append(f"{name}: {file} has other bytes")
    return count, damaged


def missed_entry_points(installed):
    count, misses = 0, []
    for name, distribution in installed.items():
        for point in distribution.entry_points:
            if point.group in ("console_scripts", "gui_scripts"):
                count += 1
                try:
                    point.load()
                except BaseException as e:
                    misses.append(f"{name}: {point.name}: {type(e).__name__}: {e}")
    return count, misses


def main():
    installed = {normalized(d.name): d for d in distributions() if str(d.locate_file("")).startswith(sys.prefix)}
    requirements, unmet = unmet_requirements(installed)
    files, damaged = damaged_files(installed)
    points, misses = missed_entry_points(installed)
    said = {"distributions": len(installed), "requirements": requirements, "files": files, "entryPoints": points}
    print(json.dumps({**said, "unmet": sorted(unmet), "damaged": sorted(damaged), "misses": sorted(misses)}))


main()
