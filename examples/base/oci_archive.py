"""oci_archive.py ROOT_TAR ARCHITECTURE OUT: finishes an unpacked Debian root and writes it as an OCI archive."""

import gzip
import hashlib
import io
import json
import re
import sys
import tarfile

LEFT_OUT = re.compile(
    r"(dev|proc|sys|run|var/cache|var/lib/apt|var/lib/dpkg/(?!status$)|var/log)/.+"
    r"|usr/s?bin/(apt|dpkg|openssl|debconf).*"
    r"|usr/share/(man|info|locale|lintian|bash-completion|perl5|dpkg|debconf|pixmaps)(/.*)?"
    r"|usr/share/doc/.+(?<!/copyright)"
)
WRITTEN = {
    "etc/passwd": b"root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
    "etc/group": b"root:x:0:\nnogroup:x:65534:\n",
    "etc/nsswitch.conf": b"passwd: files\ngroup: files\nhosts: files dns\n",
}


def finished(root: tarfile.TarFile) -> dict[str, tuple[tarfile.TarInfo, bytes]]:
    """All entries by path, without what an image does not need and with what maintainer scripts would have made."""
    entries = {}
    authorities = {}
    for member in root:
        path = member.name.removeprefix("./").strip("/")
        if path in ("", ".") or not (member.isfile() or member.isdir() or member.issym() or member.islnk()):
            continue
        data = root.extractfile(member).read() if member.isfile() else b""
        if path.startswith("usr/share/ca-certificates/mozilla/"):
            authorities[path] = data
        if member.isdir() or not LEFT_OUT.fullmatch(path):
            entries[path] = (member, data)
    bundle = b"".join(data for _, data in sorted(authorities.items()))
    for path, data in {**WRITTEN, "etc/ssl/certs/ca-certificates.crt": bundle}.items():
        entries[path] = (tarfile.TarInfo(), data)
    return {path: entries[path] for path in sorted(entries) if not LEFT_OUT.fullmatch(path)}


def add(tar: tarfile.TarFile, path: str, data: bytes, like: tarfile.TarInfo | None = None) -> None:
    info = tarfile.TarInfo(path)
    info.size = len(data)
    if like is not None:
        info.type, info.mode, info.uid, info.gid = like.type, like.mode, like.uid, like.gid
        info.linkname = like.linkname.removeprefix("./") if like.islnk() else like.linkname
    tar.addfile(info, io.BytesIO(data))


def layer(root_tar: str) -> bytes:
    plain = io.BytesIO()
    with tarfile.open(root_tar) as root, tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as out:
        for path, (member, data) in finished(root).items():
            add(out, path, data, member)
    return plain.getvalue()


def main(root_tar: str, architecture: str, out: str) -> None:
    plain = layer(root_tar)
    blobs = {}

    def descriptor(media_type: str, data: bytes) -> dict:
        digest = hashlib.sha256(data).hexdigest()
        blobs[f"blobs/sha256/{digest}"] = data
        return {"mediaType": f"application/vnd.oci.image.{media_type}", "digest": f"sha256:{digest}", "size": len(data)}

    def document(value: dict) -> bytes:
        return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()

    config = {
        "architecture": architecture,
        "os": "linux",
        "config": {
            "Cmd": ["python3"],
            "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"],
        },
        "rootfs": {"type": "layers", "diff_ids": ["sha256:" + hashlib.sha256(plain).hexdigest()]},
    }
    if architecture == "arm64":
        config["variant"] = "v8"
    manifest = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.manifest.v1+json",
        "config": descriptor("config.v1+json", document(config)),
        "layers": [descriptor("layer.v1.tar+gzip", gzip.compress(plain, compresslevel=6, mtime=0))],
    }
    index = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [descriptor("manifest.v1+json", document(manifest))],
    }
    index["manifests"][0]["platform"] = {"architecture": architecture, "os": "linux"}
    index["manifests"][0]["annotations"] = {"org.opencontainers.image.ref.name": "latest"}
    with tarfile.open(out, "w", format=tarfile.PAX_FORMAT) as archive:
        add(archive, "oci-layout", document({"imageLayoutVersion": "1.0.0"}))
        add(archive, "index.json", document(index))
        for path in sorted(blobs):
            add(archive, path, blobs[path])


if __name__ == "__main__":
    main(*sys.argv[1:])
