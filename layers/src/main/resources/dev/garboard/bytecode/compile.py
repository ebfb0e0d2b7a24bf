# Compiles parcels of files until its input ends. A parcel is eight hexadecimal digits and a message of so many bytes,
# whose fields end with NUL: a file of sources one after the other, a file for the results, a file for complaints, where
# in the sources to begin; then for each file its name in the image and its size. The answer is one byte: 0, or the exit
# code, or 128 and the number of the signal that ended it. Both files are there already: who asked may have gone since.
# What a process compiled before shows in what it makes of the next file, so each parcel gets a process of its own, with
# the state of an interpreter that has just started. Before Python 3.11 even the names in this file show: whoever uses
# another one here, or one less, changes bytes.
import gc
import importlib.util
import marshal
import posix
import sys
import warnings

warnings.simplefilter("ignore")
gc.disable()
# PEP 552: flag 0b01 says that the hash is there and is not checked.
HEADER = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little")


def compiled(data, name):
    try:
        code = compile(data, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, OverflowError, MemoryError):
        return b""
    return HEADER + importlib.util.source_hash(data) + marshal.dumps(code)


def parcel(parent, sources, target, complaints, begin, *files):
    posix.dup2(posix.open(complaints, posix.O_WRONLY), 2)
    with open(sources, "rb") as source, open(target, "r+b") as out:
        source.seek(int(begin))
        for name, size in zip(files[0::2], files[1::2]):
            if posix.getppid() != parent:
                raise RuntimeError("the process that asked for it has ended")
            result = compiled(source.read(int(size)), name)
            out.write(len(result).to_bytes(8, "big") + result)


while length := sys.stdin.buffer.read(8):
    fields = sys.stdin.buffer.read(int(length, 16)).decode("utf-8", "surrogateescape").split("\0")[:-1]
    asking = posix.getpid()
    child = posix.fork()
    if child == 0:
        try:
            parcel(asking, *fields)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            sys.stderr.flush()
            posix._exit(1)
        posix._exit(0)
    status = posix.waitpid(child, 0)[1]
    status = 128 + posix.WTERMSIG(status) if posix.WIFSIGNALED(status) else posix.WEXITSTATUS(status)
    sys.stdout.buffer.write(bytes([status]))
    sys.stdout.buffer.flush()
