"""The bench: a registry behind a proxy that counts, the base image, and the measuring."""

import json
import os
import platform
import re
import resource
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MANIFESTS = ", ".join("application/vnd." + each for each in (
    "oci.image.manifest.v1+json", "oci.image.index.v1+json", "docker.distribution.manifest.v2+json", "docker.distribution.manifest.list.v2+json"))


def sh(*command, **options):
    """Runs a command, and shows what it said when it fails."""
    done = subprocess.run([str(each) for each in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode:
        raise RuntimeError("%s: exit %d\n%s" % (" ".join(map(str, command)), done.returncode, done.stdout[-4000:]))
    return done.stdout


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class CountingProxy(threading.Thread):
    """Hands bytes on to the registry and counts them; requests are counted by the lines that begin one."""

    REQUEST = re.compile(rb"(?:^|\n)(?:GET|HEAD|POST|PUT|PATCH|DELETE) /\S* HTTP/1\.1\r\n")

    def __init__(self, port, target):
        super().__init__(daemon=True)
        self.target, self.up, self.down, self.requests = target, 0, 0, 0
        self.listener = socket.create_server(("127.0.0.1", port), backlog=128)

    def run(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self.target))
            for each in (client, server):
                each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.pump, args=(client, server, True), daemon=True).start()
            threading.Thread(target=self.pump, args=(server, client, False), daemon=True).start()

    def pump(self, source, sink, up):
        try:
            while data := source.recv(1 << 18):
                if up:
                    self.up += len(data)
                    # The body of a blob is compressed: a request line in it would be a wonder.
                    self.requests += len(self.REQUEST.findall(data[:1 << 14]))
                else:
                    self.down += len(data)
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            source.close()
            sink.close()


def processes():
    """Parent and resident bytes of each process."""
    found = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                fields = Path(f"/proc/{entry}/stat").read_text().rsplit(")", 1)[1].split()
                found[int(entry)] = (int(fields[1]), int(fields[21]) * PAGE)
            except (OSError, IndexError):
                pass
    return found


def family(roots):
    """Resident bytes of these processes and all below them."""
    all_processes = processes()
    total, waiting = 0, list(roots)
    children = {}
    for pid, (parent, _) in all_processes.items():
        children.setdefault(parent, []).append(pid)
    while waiting:
        pid = waiting.pop()
        if pid in all_processes:
            total += all_processes[pid][1]
            waiting += children.get(pid, [])
    return total


class Peak(threading.Thread):
    """The largest sum of resident memory of some processes with all their children, looked at ten times a second."""

    def __init__(self, roots):
        super().__init__(daemon=True)
        self.roots, self.peak, self.ended = roots, 0, threading.Event()

    def run(self):
        while not self.ended.wait(0.1):
            self.peak = max(self.peak, family(self.roots()))


def daemon_cpu(process):
    fields = Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / TICK


def busy():
    fields = list(map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:]))
    return (sum(fields[:8]) - fields[3] - fields[4]) / TICK


def network_in():
    """Bytes that came from other machines: whatever interface leads there."""
    total = 0
    for line in Path("/proc/net/dev").read_text().splitlines()[2:]:
        name, counters = line.split(":")
        if name.strip() != "lo":
            total += int(counters.split()[0])
    return total


class Bench:
    def __init__(self, directory):
        self.directory = directory.resolve()
        self.directory.mkdir(parents=True, exist_ok=True)
        self.servers = []
        self.port = free_port()
        self.registry = f"127.0.0.1:{self.port}"
        self.buildkitd, self.buildctl = (os.environ.get(each) for each in ("BUILDKITD", "BUILDCTL"))
        self.rootfs = self.directory / "rootfs"
        self.base, self.uv_image = f"{self.registry}/bench/python:3.14", f"{self.registry}/bench/uv:python3.14"
        self.two_platforms = f"{self.registry}/bench/python:two"
        self.client = None

    def check(self, programs):
        """Says what is missing before anything is measured."""
        faults = [] if os.geteuid() == 0 else ["not root"]
        faults += [f"no {each} on the path" for each in ("mmdebstrap", "docker-registry", "crane", "uv", *programs) if shutil.which(each) is None]
        for name in ("BUILDKITD", "BUILDCTL"):
            program = os.environ.get(name)
            if program and not os.access(program, os.X_OK):
                faults.append(f"{name}: {program} is no program")
        if (self.buildkitd is None) != (self.buildctl is None):
            faults.append("BUILDKITD and BUILDCTL go together")
        free = shutil.disk_usage(self.directory).free
        if free < 12 << 30:
            faults.append(f"{free >> 20} MB free below {self.directory}, 12 GB are needed")
        if faults:
            raise SystemExit("cannot measure: " + "; ".join(faults))

    def start(self):
        self.make_rootfs()
        self.start_registry()
        self.push_base()

    def start_registry(self):
        """Empty, behind the proxy that counts."""
        storage, backend = self.directory / "registry", free_port()
        shutil.rmtree(storage, ignore_errors=True)
        settings = self.directory / "registry.yml"
        settings.write_text(json.dumps({
            "version": 0.1, "log": {"level": "error", "accesslog": {"disabled": True}},
            "storage": {"filesystem": {"rootdirectory": str(storage)}, "delete": {"enabled": True}},
            "http": {"addr": f"127.0.0.1:{backend}"}}))
        self.serve("docker-registry", "serve", settings)
        self.await_port(backend)
        self.proxy = CountingProxy(self.port, backend)
        self.proxy.start()

    def serve(self, *command, **options):
        log = open(self.directory / (Path(str(command[0])).name + ".log"), "ab")
        process = subprocess.Popen([str(each) for each in command], stdout=log, stderr=log, start_new_session=True, **options)
        self.servers.append(process)
        return process

    @staticmethod
    def await_port(port):
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"nothing listens on port {port}")

    def end(self, process):
        self.servers.remove(process)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def stop(self):
        for process in reversed(list(self.servers)):
            self.end(process)

    def make_rootfs(self):
        """Debian's newest Python, which is the base image and the place where `uv sync` is timed."""
        archive = self.directory / "base.tar"
        if not archive.exists():
            sh("mmdebstrap", "--variant=minbase", "--aptopt=Acquire::Check-Valid-Until \"false\"", "--include=python3,python3-venv,ca-certificates", "forky", archive)
        if not (self.rootfs / "usr").exists():
            self.rootfs.mkdir(exist_ok=True)
            sh("tar", "-xf", archive, "-C", self.rootfs, "--exclude=./dev/*", "--exclude=./var/cache/apt/*", "--exclude=./var/lib/apt/lists/*", "--exclude=./usr/share/doc/*")
            shutil.copy(os.environ.get("SSL_CERT_FILE", "/etc/ssl/certs/ca-certificates.crt"), self.rootfs / "etc/ssl/certs/ca-certificates.crt")
            for device, minor in (("null", 3), ("urandom", 9)):
                sh("mknod", "-m", "666", self.rootfs / "dev" / device, "c", "1", str(minor))
        shutil.copy(shutil.which("uv"), self.rootfs / "usr/local/bin/uv")
        shutil.copy("/etc/resolv.conf", self.rootfs / "etc/resolv.conf")

    def push_base(self):
        layer = self.directory / "base-layer.tar.gz"
        if not layer.exists():
            sh("tar", "-czf", layer, "-C", self.rootfs, "--exclude=./dev/*", "--exclude=./bench", "--exclude=./usr/local/bin/uv", ".")
        sh("crane", "append", "--insecure", "--oci-empty-base", "-f", layer, "-t", self.base)
        sh("crane", "mutate", "--insecure", self.base, "--set-platform", "linux/amd64", "-t", self.base,
           "--env", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "--env", "PYTHON_VERSION=" + self.python(),
           "--env", "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt")
        # For the other platform the files do not count: nothing runs in them.
        other = self.base + "-arm64"
        sh("crane", "mutate", "--insecure", self.base, "--set-platform", "linux/arm64", "-t", other)
        sh("crane", "index", "append", "--insecure", "-m", self.base, "-m", other, "-t", self.two_platforms)
        uv = self.directory / "uv-layer.tar.gz"
        sh("tar", "-czf", uv, "-C", self.rootfs, "usr/local/bin/uv")
        sh("crane", "append", "--insecure", "-b", self.base, "-f", uv, "-t", self.uv_image)

    def python(self):
        return sh("chroot", self.rootfs, "python3", "-c", "import platform; print(platform.python_version())").strip()

    def call(self, *command, **options):
        """The client of what is measured: its processor time and memory count."""
        log = self.directory / "client.log"
        with open(log, "wb") as out:
            self.client = subprocess.Popen([str(each) for each in command], stdout=out, stderr=subprocess.STDOUT, **options)
            status = self.client.wait()
        self.client = None
        text = log.read_text(errors="replace")
        if status:
            raise RuntimeError("%s: exit %d\n%s" % (" ".join(map(str, command)), status, text[-4000:]))
        return text

    def blobs(self, reference):
        """The layers of an image with their sizes, those of an index together."""
        repository, tag = reference.split("/", 1)[1].rsplit(":", 1)
        url = f"http://127.0.0.1:{self.proxy.target}/v2/{repository}/manifests/"
        def get(name):
            return json.load(urllib.request.urlopen(urllib.request.Request(url + name, headers={"Accept": MANIFESTS})))
        try:
            document = get(tag)
        except urllib.error.HTTPError:
            return {}
        parts = [get(each["digest"]) for each in document["manifests"]] if "manifests" in document else [document]
        return {layer["digest"]: layer["size"] for part in parts for layer in part["layers"]}

    def measure(self, tool, project, action):
        reference = tool.reference(project)
        before = self.blobs(reference) if reference else {}
        load, net, work = os.getloadavg()[0], network_in(), busy()
        up, down, requests = self.proxy.up, self.proxy.down, self.proxy.requests
        daemon = tool.daemon()
        cpu = daemon_cpu(daemon) if daemon else 0
        peak = Peak(lambda: [p.pid for p in (self.client, daemon) if p])
        peak.start()
        usage, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        action()
        wall = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        peak.ended.set()
        time.sleep(0.1)
        daemon = tool.daemon()
        own = after.ru_utime + after.ru_stime - usage.ru_utime - usage.ru_stime + ((daemon_cpu(daemon) - cpu) if daemon else 0)
        blobs = self.blobs(reference) if reference else {}
        return {
            "wall": round(wall, 3), "cpu": round(own, 3), "others": round(max(0, busy() - work - own), 2), "load": round(load, 2),
            "rss": peak.peak, "up": self.proxy.up - up, "down": self.proxy.down - down, "requests": self.proxy.requests - requests,
            "index": network_in() - net, "rebuilt": len(blobs.keys() - before.keys()), "layers": len(blobs), "image": sum(blobs.values()),
            "time": time.strftime("%F %T")}


def first(*command):
    try:
        return sh(*command).strip().splitlines()[0]
    except (OSError, RuntimeError, IndexError):
        return "absent"


def buildkit(bench):
    """What it says, and the module's version where it was built from source and does not know its own."""
    module = re.search(r"github.com/moby/buildkit\s+(v\S+)", sh("go", "version", "-m", bench.buildkitd)) if shutil.which("go") else None
    return first(bench.buildkitd, "--version") + (f" (module {module.group(1)})" if module else "")


def facts(bench):
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return {
        "processor": model.group(1) if model else platform.machine(), "processors": os.cpu_count(), "kernel": platform.release(),
        "memory": os.sysconf("SC_PHYS_PAGES") * PAGE, "uv": first("uv", "--version"), "crane": first("crane", "version"),
        "registry": first("docker-registry", "--version"), "docker": first("docker", "--version"),
        "buildkit": buildkit(bench) if bench.buildkitd else "absent", "python": bench.python()}
