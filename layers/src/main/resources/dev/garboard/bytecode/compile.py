# Reads NUL-terminated triples (source, name in the image, target) and compiles each in turn.
import importlib.util
import marshal
import sys
import warnings

warnings.simplefilter("ignore")
jobs = sys.stdin.buffer.read().decode("utf-8", "surrogateescape").split("\0")[:-1]
for source, name, target in zip(jobs[0::3], jobs[1::3], jobs[2::3]):
    with open(source, "rb") as file:
        data = file.read()
    try:
        code = compile(data, name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, OverflowError, MemoryError):
        continue
    # PEP 552: flag 0b01 says that the hash is there and is not checked.
    header = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little")
    with open(target, "wb") as file:
        file.write(header + importlib.util.source_hash(data) + marshal.dumps(code))
