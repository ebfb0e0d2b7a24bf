#!/usr/bin/env python3
"""How time and memory grow: with packages in a lock, bytes of a wheel, files of a project, members and platforms. Synthetic and offline; see ../README.md."""

import argparse
import base64
import hashlib
import json
import os
import random
import shutil
import struct
import time
import zlib
from pathlib import Path

TITLES = {"packages": "packages in a lock", "wheels": "MB of a wheel", "files": "files of a project", "members": "members, two platforms"}
FULL = {"packages": (125, 250, 500, 1000), "wheels": (20, 200, 2000), "files": (1000, 10_000, 100_000), "members": (5, 10, 20)}
SHORT = {"packages": (10, 20), "wheels": (1, 2), "files": (10, 20), "members": (2, 3)}


def wheel(directory, name, megabytes=0):
    """Writes a wheel; a large one is one block many times, compressed once, which only the writer of the wheel notices."""
    block = random.Random(1).randbytes(3 << 17) + b"x = 1  # a line as there are many\n" * 20_000
    small = f"NAME = {name!r}\n".encode()
    info = f"{name}-1.0.dist-info/"
    members = [(f"{name}/__init__.py", small, 1)]
    packed = deflated(block)
    count = max(1, round(megabytes * 1_000_000 / len(packed[0]))) if megabytes else 0
    members += [(f"{name}/part{index:05d}.bin", block, packed) for index in range(count)]
    members += [(info + "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(), 1),
                (info + "WHEEL", b"Wheel-Version: 1.0\nGenerator: scale\nRoot-Is-Purelib: true\nTag: py3-none-any\n", 1)]
    digests = {}
    record = ""
    for path, data, _ in members:
        if id(data) not in digests:
            digests[id(data)] = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record += f"{path},sha256={digests[id(data)]},{len(data)}\n"
    members.append((info + "RECORD", (record + info + "RECORD,,\n").encode(), 1))
    file = directory / f"{name}-1.0-py3-none-any.whl"
    central, offset = [], 0
    with open(file, "wb") as out:
        for path, data, done in members:
            body, crc = deflated(data) if done == 1 else done
            common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0x21, crc, len(body), len(data), len(path), 0)
            out.write(b"PK\3\4" + common + path.encode())
            out.write(body)
            central.append(b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0o100644 << 16, offset) + path.encode())
            offset += 30 + len(path) + len(body)
        directory_bytes = b"".join(central)
        out.write(directory_bytes + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(central), len(central), len(directory_bytes), offset, 0))
    return file


def deflated(data):
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(), zlib.crc32(data)


def digest(file):
    state = hashlib.sha256()
    with open(file, "rb") as data:
        while piece := data.read(1 << 20):
            state.update(piece)
    return state.hexdigest()


def project(root, wheels, members=(), files=0):
    root.mkdir(parents=True, exist_ok=True)
    names = [file.name.split("-")[0] for file in wheels]
    head = '[project]\nname = "%s"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = [%s]\n'
    lock = 'version = 1\nrevision = 3\nrequires-python = ">=3.12"\n'
    if members:
        lock += "\n[manifest]\nmembers = [%s]\n" % ", ".join(f'"{each}"' for each in ("app", *members))
    def package(name, source, needs):
        text = f'\n[[package]]\nname = "{name}"\nversion = "1"\nsource = {source}\n'
        if needs:
            text += "dependencies = [\n" + "".join(f'    {{ name = "{each}" }},\n' for each in needs) + "]\n"
            text += "\n[package.metadata]\nrequires-dist = [%s]\n" % ", ".join(f'{{ name = "{n}", path = "wheels/{f.name}" }}' for n, f in zip(names, wheels))
        return text
    blocks = {"app": package("app", '{ virtual = "." }', names)}
    for each in members:
        (root / each / "src" / each).mkdir(parents=True, exist_ok=True)
        (root / each / "src" / each / "__init__.py").write_text(f"NAME = {each!r}\n")
        (root / each / "pyproject.toml").write_text(
            head % (each, ", ".join(f'"{n}"' for n in names)) + sources(names, wheels, "../")
            + '\n[build-system]\nrequires = ["uv_build>=0.9,<1"]\nbuild-backend = "uv_build"\n')
        blocks[each] = package(each, f'{{ editable = "{each}" }}', names)
    for name, file in zip(names, wheels):
        blocks[name] = (f'\n[[package]]\nname = "{name}"\nversion = "1.0"\nsource = {{ path = "wheels/{file.name}" }}\n'
                        f'wheels = [\n    {{ filename = "{file.name}", hash = "sha256:{digest(file)}" }},\n]\n')
    (root / "uv.lock").write_text(lock + "".join(blocks[name] for name in sorted(blocks)))
    workspace = "\n[tool.uv.workspace]\nmembers = [%s]\n" % ", ".join(f'"{each}"' for each in members) if members else ""
    (root / "pyproject.toml").write_text(head % ("app", ", ".join(f'"{n}"' for n in names)) + sources(names, wheels, "") + workspace)
    for index in range(files):
        place = root / "data" / f"{index // 500:04d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"file{index}.txt").write_text(f"{index}\n" * 20)


def sources(names, wheels, up):
    lines = "".join(f'{name} = {{ path = "{up}wheels/{file.name}" }}\n' for name, file in zip(names, wheels))
    return "\n[tool.uv.sources]\n" + lines if lines else ""


def timed(command, environment, log):
    with open(log, "wb") as out:
        started = time.monotonic()
        pid = os.posix_spawnp(command[0], command, environment, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1), (os.POSIX_SPAWN_DUP2, out.fileno(), 2)])
        _, status, usage = os.wait4(pid, 0)
    if status:
        raise RuntimeError(" ".join(command) + "\n" + log.read_text()[-3000:])
    return {"wall": round(time.monotonic() - started, 2), "cpu": round(usage.ru_utime + usage.ru_stime, 2), "rss": usage.ru_maxrss * 1024}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dir", type=Path, default=Path("/tmp/garboard-scale"))
    parser.add_argument("--garboard", default=str(Path(__file__).resolve().parents[2] / "garboard"))
    parser.add_argument("--only", default="", help="curves, separated by commas: " + ", ".join(FULL))
    parser.add_argument("--short", action="store_true", help="small sizes, to try the script")
    parser.add_argument("--out", type=Path, default=Path("scale"))
    options = parser.parse_args()
    unknown = sorted(set(filter(None, options.only.split(","))) - set(FULL))
    if unknown:
        raise SystemExit(f"not known: {', '.join(unknown)}; there are {', '.join(FULL)}")
    if not options.short and shutil.disk_usage(options.dir.parent).free < 8 << 30:
        raise SystemExit(f"cannot measure: 8 GB must be free at {options.dir.parent}")
    rows = []
    for curve, sizes in (SHORT if options.short else FULL).items():
        if options.only and curve not in options.only.split(","):
            continue
        for size in sizes:
            shutil.rmtree(options.dir, ignore_errors=True)
            root, wheels = options.dir / "project", options.dir / "project/wheels"
            wheels.mkdir(parents=True)
            more = []
            if curve == "packages":
                project(root, [wheel(wheels, f"pkg{index:04d}") for index in range(size)])
            elif curve == "wheels":
                project(root, [wheel(wheels, "large", size)])
            elif curve == "files":
                project(root, [wheel(wheels, "one")], files=size)
            else:
                project(root, [wheel(wheels, f"pkg{index:04d}") for index in range(40)], [f"member{index:02d}" for index in range(size)])
                more = ["--all-packages", "--platform=linux/amd64,linux/arm64"]
            out = "oci:" + str(options.dir / ("image-{project}" if more else "image"))
            command = [options.garboard, "build", str(root), "--base=scratch", "--python=3.13", "--no-bytecode", "--exclude=wheels", "--to=" + out, *more]
            environment = os.environ | {"GARBOARD_CACHE_DIR": str(options.dir / "cache"), "JAVA_TOOL_OPTIONS": "-Xmx512m"}
            for case in ("cold", "again"):
                row = {"curve": curve, "size": size, "case": case, "load": round(os.getloadavg()[0], 1)}
                rows.append(row | timed(command, environment, options.dir / "log"))
                print(rows[-1], flush=True)
            write(options.out, rows)
    shutil.rmtree(options.dir, ignore_errors=True)


def write(out, rows):
    out.parent.mkdir(parents=True, exist_ok=True)
    out.with_suffix(".json").write_text(json.dumps(rows, indent=1) + "\n")
    lines = ["| curve | size | cold s (CPU s) | again s (CPU s) | peak MB cold | load |", "|---|---|---|---|---|---|"]
    for cold, again in zip(rows[::2], rows[1::2]):
        lines.append("| %s | %d | %.2f (%.2f) | %.2f (%.2f) | %.0f | %.1f |" % (
            TITLES[cold["curve"]], cold["size"], cold["wall"], cold["cpu"], again["wall"], again["cpu"], cold["rss"] / 1e6, cold["load"]))
    out.with_suffix(".md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
