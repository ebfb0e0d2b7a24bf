"""How each tool is run. A tool lists its cases in order, for one leads to the next; what it does between them is not timed."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from machine import sh
from projects import sync_flags

DOCKERFILES = Path(__file__).resolve().parent


@dataclass
class Action:
    """What is timed, and what comes before it; `needed` when later cases build on it."""

    prepare: Callable[[int], None]
    timed: Callable[[int], None]
    needed: bool = False

    def __call__(self, number):
        self.timed(number)


class Tool:
    title = ""

    def daemon(self):
        return None

    def reference(self, project):
        return None

    def close(self):
        pass


class Garboard(Tool):
    def __init__(self, bench, program, bytecode):
        self.bench, self.program, self.bytecode = bench, program, bytecode
        self.title = "garboard" if bytecode else "garboard, no bytecode"
        self.store = bench.directory / "garboard-cache"
        self.number = 0
        self.watching = None

    def reference(self, project):
        kind = "garboard" if self.bytecode else "garboard-plain"
        return f"{self.bench.registry}/{kind}/{project.name}:{self.number}"

    def daemon(self):
        return self.watching

    def close(self):
        if self.watching:
            self.bench.end(self.watching)
            self.watching = None

    def environment(self):
        return os.environ | {"GARBOARD_CACHE_DIR": str(self.store)}

    def command(self, project, *more, base=None, name="build"):
        leave = project.facts.leave
        left = ("--no-install-package", leave) if leave else ()
        if project.facts.version:
            left += ("--project-version", project.facts.version)
        return (self.program, name, project.member, "--base", base or self.bench.base, "--frozen",
                "--bytecode" if self.bytecode else "--no-bytecode", *left, *more)

    def build(self, project, *more, base=None):
        self.bench.call(*self.command(project, "-t", self.reference(project), "--push", *more, base=base), env=self.environment())

    def watch(self, project):
        """Stays, and publishes whenever a file changes."""
        self.watching = self.bench.serve(*self.command(project, "-t", self.reference(project), "--push", "--watch"), env=self.environment())
        time.sleep(15)

    def published(self, project, edit):
        before = self.bench.blobs(self.reference(project))
        edit()
        while self.bench.blobs(self.reference(project)) == before:
            time.sleep(0.002)

    def forget(self, *parts):
        for part in parts:
            shutil.rmtree(self.store / "v1" / part, ignore_errors=True)

    def fresh(self, project):
        """Nothing is there but the base, which the rivals' daemons have unpacked as well."""
        if not (self.store / "v1/records/base").exists():
            self.bench.call(*self.command(project, name="plan"), env=self.environment())
        self.number += 1
        self.forget("wheels", "sdists", "layers", "records/layer", "records/alias")

    def keep_wheels(self):
        """Forgets what was made of the wheels, and keeps them."""
        self.number += 1
        self.forget("layers", "records/layer")

    def cases(self, project, runs, long):
        build = lambda _: self.build(project)
        nothing = lambda _: None
        def runner(change):
            def prepare(number):
                change(number)
                shutil.rmtree(self.store, ignore_errors=True)
            return prepare
        def start(_):
            project.reset()
            self.fresh(project)
        edit = lambda _: project.edit()
        yield "cold", long, Action(start, build, True)
        if not self.bytecode:
            yield "small bump", min(runs, 3), Action(lambda n: project.bump("small", n), build)
            return
        yield "wheels present", long, Action(lambda _: self.keep_wheels(), build)
        yield "nothing", runs, Action(nothing, build)
        yield "source", runs, Action(edit, build)
        yield "small bump", min(runs, 3), Action(lambda n: project.bump("small", n), build)
        yield "big bump", min(runs, 3), Action(lambda n: project.bump("big", n), build)
        yield "runner: nothing", min(runs, 3), Action(runner(nothing), build)
        yield "runner: source", min(runs, 3), Action(runner(edit), build)
        yield "runner: small bump", min(runs, 3), Action(runner(project.bump_on_runner), build)
        yield "watched source", max(runs, 5), Action(
            lambda number: self.watch(project) if number == 0 else time.sleep(1), lambda _: self.published(project, lambda: project.edit()))
        self.close()
        if project.name != "fastapi":
            return
        # One platform is there, of a base that exists for both; the other one comes along.
        both = lambda _: self.build(project, "--platform", "linux/amd64,linux/arm64", "--debian-allow-expired", base="debian:testing")
        def one(_):
            self.number += 1
            self.build(project, "--platform", "linux/amd64", "--debian-allow-expired", base="debian:testing")
        yield "second platform", long, Action(one, both)


class BuildKit(Tool):
    """BuildKit's own daemon, with uv's example Dockerfile or the tuned one."""

    def __init__(self, bench, variant):
        self.bench, self.variant = bench, variant
        self.dockerfile, self.bytecode = variant.removesuffix("-nobytecode"), not variant.endswith("nobytecode")
        self.title = "BuildKit, " + self.dockerfile + ("" if self.bytecode else ", no bytecode")
        self.state, self.socket = bench.directory / "buildkit", f"unix://{bench.directory}/buildkit.sock"
        self.process, self.number = None, 0

    def daemon(self):
        return self.process

    def reference(self, project):
        return f"{self.bench.registry}/{self.variant}/{project.name}:{self.number}"

    def close(self):
        if self.process:
            self.bench.end(self.process)
            self.process = None

    def fresh(self, primed=True):
        self.close()
        shutil.rmtree(self.state, ignore_errors=True)
        settings = self.bench.directory / "buildkit.toml"
        settings.write_text(f'[registry."{self.bench.registry}"]\n  http = true\n  insecure = true\n')
        self.process = self.bench.serve(
            self.bench.buildkitd, "--config", settings, "--root", self.state, "--addr", self.socket, "--oci-worker-net", "host", "--oci-worker-gc=false")
        for _ in range(200):
            try:
                sh(self.bench.buildctl, "--addr", self.socket, "debug", "workers")
                break
            except RuntimeError:
                time.sleep(0.1)
        if primed:
            # A machine that has built before: both images are there and unpacked.
            context = self.context(None, f"FROM {self.bench.uv_image} AS a\nRUN true > /a\nFROM {self.bench.base}\nRUN true\nCOPY --from=a /a /\n")
            self.solve(context, context, call=sh)

    def context(self, project, text):
        directory = self.bench.directory / "dockerfiles" / self.variant / getattr(project, "name", "prime")
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "Dockerfile").write_text(text)
        return directory

    def text(self, project):
        text = (DOCKERFILES / f"{self.dockerfile}.Dockerfile").read_text()
        member = project.facts.member
        bind = "" if member == "." else f"    --mount=type=bind,source={member}/pyproject.toml,target={member}/pyproject.toml \\\n"
        return text.replace("@BASE@", self.bench.base).replace("@UV@", self.bench.uv_image).replace("@MEMBER@", bind).replace("@SYNC@", " ".join(sync_flags(project.facts))).replace(
            "@BYTECODE@", "1" if self.bytecode else "0")

    def solve(self, context, dockerfile, *more, call=None):
        (call or self.bench.call)(
            self.bench.buildctl, "--addr", self.socket, "build", "--progress", "plain", "--frontend", "dockerfile.v0",
            "--local", f"context={context}", "--local", f"dockerfile={dockerfile}", *more)

    def build(self, project, *more):
        self.solve(project.directory, self.context(project, self.text(project)), "--output",
                   f"type=image,name={self.reference(project)},push=true,registry.insecure=true", *more)

    def again(self, project):
        """Runs the installation once more, with uv's cache as it is."""
        self.build(project, "--opt", f"build-arg:AGAIN={time.time_ns()}")

    def one_platform(self, project, start):
        start(0)
        self.platforms(project, "linux/amd64", call=sh)

    def both(self, project):
        self.platforms(project, "linux/amd64,linux/arm64")

    def platforms(self, project, names, call=None):
        """Nothing is emulated: uv installs for the other platform in a stage of this one, and the base only lies below."""
        text = (self.text(project).replace("FROM " + self.bench.uv_image, "FROM --platform=$BUILDPLATFORM " + self.bench.uv_image)
                .replace("FROM " + self.bench.base, "FROM " + self.bench.two_platforms).replace("ARG AGAIN=0\n", "ARG AGAIN=0\nARG TARGETARCH\n")
                .replace("uv sync", "uv sync --python-platform $([ $TARGETARCH = arm64 ] && echo aarch64 || echo x86_64)-unknown-linux-gnu"))
        self.solve(project.directory, self.context(project, text), "--opt", "platform=" + names, "--output",
                   f"type=image,name={self.reference(project)},push=true,registry.insecure=true", call=call)

    def cases(self, project, runs, long):
        build = lambda _: self.build(project)
        edit = lambda _: project.edit()
        def start(_):
            project.reset()
            self.number += 1
            self.fresh()
        def next_name(_):
            self.number += 1
        small = "small bump", min(runs, 2), Action(lambda n: project.bump("small", n), build)
        yield "cold", long, Action(start, build, True)
        if not self.bytecode:
            yield small
            return
        if self.dockerfile == "tuned":
            yield "wheels present", long, Action(next_name, lambda _: self.again(project))
            yield "nothing", runs, Action(lambda _: None, build)
        yield "source", runs, Action(edit, build)
        yield small
        if self.dockerfile != "tuned":
            return
        yield "big bump", 1, Action(lambda n: project.bump("big", n), build)
        cache = f"{self.bench.registry}/{self.variant}/{project.name}-cache:main"
        export = ("--export-cache", f"type=registry,ref={cache},mode=max,oci-mediatypes=true,registry.insecure=true")
        load = ("--import-cache", f"type=registry,ref={cache},registry.insecure=true")
        def runner(change):
            def prepare(number):
                change(number)
                self.fresh(primed=False)
            return prepare
        yield "cold, cache exported", 1, Action(start, lambda _: self.build(project, *export), True)
        with_cache = lambda _: self.build(project, *load, *export)
        yield "runner: nothing", min(runs, 2), Action(runner(lambda _: None), with_cache)
        yield "runner: source", min(runs, 2), Action(runner(edit), with_cache)
        yield "runner: small bump", 1, Action(runner(project.bump_on_runner), with_cache)
        if project.name == "fastapi":
            yield "second platform", long, Action(lambda _: self.one_platform(project, start), lambda _: self.both(project))


class DockerEngine(BuildKit):
    """The BuildKit in Debian's engine: an older frontend, which knows no `COPY --link`, and a push of its own."""

    def __init__(self, bench, variant):
        super().__init__(bench, variant)
        self.title = "Docker engine, " + self.title.split(", ", 1)[1]
        self.state = bench.directory / "docker"

    def fresh(self, primed=True):
        self.close()
        shutil.rmtree(self.state, ignore_errors=True)
        self.process = self.bench.serve(
            "dockerd", "--data-root", self.state, "--exec-root", self.bench.directory / "docker-exec", "--pidfile", self.bench.directory / "docker.pid",
            "-H", self.socket, "--bridge=none", "--iptables=false", "--ip6tables=false")
        for _ in range(200):
            try:
                sh("docker", "-H", self.socket, "info")
                break
            except RuntimeError:
                time.sleep(0.1)
        if primed:
            for image in (self.bench.base, self.bench.uv_image):
                sh("docker", "-H", self.socket, "pull", image)

    def text(self, project):
        return super().text(project).replace("COPY --link", "COPY")

    def build(self, project, *more):
        arguments = [each.removeprefix("build-arg:") for each in more if each.startswith("build-arg:")]
        flags = [flag for each in arguments for flag in ("--build-arg", each)]
        file = self.context(project, self.text(project)) / "Dockerfile"
        docker = ("docker", "-H", self.socket)
        self.bench.call(*docker, "build", "--network=host", "-f", file, "-t", self.reference(project), *flags, project.directory,
                        env=os.environ | {"DOCKER_BUILDKIT": "1"})
        self.bench.call(*docker, "push", self.reference(project))

    def cases(self, project, runs, long):
        # Its caches can only be exported into the image, and it pushes no index.
        return (each for each in super().cases(project, runs, long) if not each[0].startswith(("runner", "cold, cache", "second")))


class Crane(Tool):
    """The floor of a source change: one tar onto an image that is there."""

    title = "crane append"

    def __init__(self, bench):
        self.bench = bench

    def reference(self, project):
        return f"{self.bench.registry}/crane/{project.name}:1"

    def append(self, project):
        tar = self.bench.directory / "app.tar.gz"
        self.bench.call("tar", "-czf", tar, "-C", project.member, ".")
        self.bench.call("crane", "append", "--insecure", "-b", self.bench.base, "-f", tar, "-t", self.reference(project))

    def cases(self, project, runs, long):
        yield "source", runs, Action(lambda _: project.edit(), lambda _: self.append(project))


class UvSync(Tool):
    """The floor of an installation: uv alone, in the base image's files."""

    title = "uv sync"

    def __init__(self, bench):
        self.bench = bench

    def sync(self, project, *flags):
        self.bench.call("chroot", self.bench.rootfs, "/usr/bin/env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/root",
                        "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt", "UV_CACHE_DIR=/bench/cache", "UV_PROJECT_ENVIRONMENT=/bench/venv",
                        "UV_PYTHON_DOWNLOADS=never", "uv", "sync", "--project", "/bench/project", "--frozen", "--no-dev", "--no-install-project",
                        *sync_flags(project.facts), *flags)

    def cases(self, project, runs, long):
        place = self.bench.rootfs / "bench"
        def clean(*names):
            for name in names:
                shutil.rmtree(place / name, ignore_errors=True)
        def start(_):
            project.reset()
            clean("cache", "venv", "project")
            shutil.copytree(project.directory, place / "project")
        yield "cold", long, Action(start, lambda _: self.sync(project, "--compile-bytecode"), True)
        yield "wheels present", min(runs, 3), Action(lambda _: clean("venv"), lambda _: self.sync(project, "--compile-bytecode"))
        yield "wheels present, no bytecode", runs, Action(lambda _: clean("venv"), lambda _: self.sync(project))
        yield "nothing", runs, Action(lambda _: None, lambda _: self.sync(project))
