# Prints what an installer must know of this interpreter: lines of a name, a tab and a value.
import os
import platform
import sys
import sysconfig


def say(name, value):
    text = str(value)
    sys.stdout.buffer.write((name + "\t" + text + "\n").encode("utf-8", "surrogateescape"))


def libc():
    try:
        version = os.confstr("CS_GNU_LIBC_VERSION") or ""
        if version.startswith("glibc "):
            return version
    except (AttributeError, ValueError, OSError):
        pass
    return "other"


def loader():
    # PT_INTERP of a 64-bit ELF file names the dynamic loader; musl's prints its version.
    import struct
    import subprocess
    with open(sys.executable, "rb") as file:
        head = file.read(64)
        if head[:5] != b"\x7fELF\x02":
            return ""
        start, = struct.unpack_from("<Q", head, 32)
        size, count = struct.unpack_from("<HH", head, 54)
        for number in range(count):
            file.seek(start + number * size)
            entry = file.read(size)
            kind, _, offset, _, _, length = struct.unpack_from("<IIQQQQ", entry)
            if kind == 3:
                file.seek(offset)
                path = file.read(length).rstrip(b"\0").decode()
                if "musl" not in path:
                    return ""
                found = subprocess.run([path], stderr=subprocess.PIPE, check=False).stderr.decode()
                for line in found.splitlines():
                    if line.startswith("Version "):
                        return "musl " + line[8:]
    return ""


say("implementation", sys.implementation.name)
say("version", ".".join(map(str, sys.version_info[:3])))
say("bits", 64 if sys.maxsize > 2**32 else 32)
say("executable", sys.executable)
say("base", getattr(sys, "_base_executable", None) or sys.executable)
say("prefix", sys.prefix)
say("base-prefix", sys.base_prefix)
say("free-threaded", "1" if sysconfig.get_config_var("Py_GIL_DISABLED") else "0")
say("system", sys.platform)
say("machine", platform.machine())
if sys.platform == "darwin":
    say("libc", "macos " + platform.mac_ver()[0])
else:
    say("libc", libc() if libc() != "other" else loader())
scheme = sysconfig.get_preferred_scheme("prefix") if sys.version_info >= (3, 10) else "posix_prefix"
for name in ("purelib", "platlib", "scripts", "data", "include"):
    say("system-" + name, sysconfig.get_path(name, scheme))
say("managed", os.path.join(sysconfig.get_path("stdlib", sysconfig.get_default_scheme() if sys.version_info >= (3, 10) else scheme), "EXTERNALLY-MANAGED"))
