"""Sits at a terminal, types `garboard run`, and prints what came of it, a line each: what, a tab, what was seen.

    terminal.py LAUNCHER ENVIRONMENT SLOW-PYTHON

SLOW-PYTHON is an interpreter that writes the file SLOW-PYTHON.asked and then never answers.
"""

import os
import pty
import re
import signal
import sys
import time

launcher, environment, slow = sys.argv[1:]
LIMIT = 120


class Terminal:
    """A shell with job control on a terminal of its own."""

    def __init__(self):
        self.pid, self.fd = pty.fork()
        if not self.pid:
            # Whoever started this in the background had it ignored, for all that come of it.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.environ.update(PS1="", PS2="", TERM="dumb")
            os.execvp("bash", ["bash", "--norc", "--noprofile", "--noediting", "-i"])
        self.text = ""
        self.type("stty -echo")
        self.see("ready", "echo re''ady")

    def type(self, line):
        os.write(self.fd, line.encode() + b"\n")

    def key(self, letter):
        os.write(self.fd, bytes([ord(letter) - 64]))

    def see(self, pattern, line=None):
        """Waits until the pattern appears, and forgets what came until then."""
        if line:
            self.type(line)
        while True:
            found = re.search(pattern, self.text)
            if found:
                self.text = self.text[found.end():]
                return found
            self.text += os.read(self.fd, 4096).decode("utf-8", "replace")

    def code(self, line):
        return self.see(r"code=(\d+)", line + "; echo co''de=$?").group(1)

    def code_then(self):
        """The code of what was interrupted: bash forgets what else is on its line."""
        self.until(lambda: self.foreground() == "bash")
        return self.see(r"code=(\d+)", "echo co''de=$?").group(1)

    def foreground(self):
        """The programs of the process group in front."""
        group = os.tcgetpgrp(self.fd)
        programs = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.getpgid(int(pid)) == group:
                    with open(f"/proc/{pid}/comm", encoding="utf-8") as file:
                        programs.append(file.read().strip())
            except (ProcessLookupError, FileNotFoundError):
                pass
        return " ".join(sorted(programs))

    def until(self, true):
        while not true():
            time.sleep(0.01)


def say(what, seen):
    print(f"{what}\t{seen}", flush=True)


# A test that hangs says nothing: the alarm ends it, with the transcript.
signal.alarm(LIMIT)
terminal = Terminal()
run = f"'{launcher}' run --no-sync --venv '{environment}' --"

say("exit code", terminal.code(f"{run} sh -c 'exit 7'"))
say("no such command", terminal.code(f"{run} no-such-command"))
say("not executable", terminal.code(f"{run} /dev/null"))
say("failure of its own", terminal.code(f"'{launcher}' run --no-sync --venv /no/such -- true"))
say("ends by a signal", terminal.code(f"{run} sh -c 'kill -TERM $$'"))

becoming = os.path.join(os.path.dirname(slow), "becoming")
with open(becoming, "w", encoding="utf-8") as script:
    script.write(f"echo own=$$; exec {run} sh -c 'echo now=$$'")
own, now = terminal.see(r"own=(\d+)\s+now=(\d+)", f"sh '{becoming}'").groups()
say("process id", "the same" if own == now else f"{own}, then {now}")

terminal.type(f"{run} sleep 600")
terminal.until(lambda: terminal.foreground() == "sleep")
say("programs while it runs", terminal.foreground())
terminal.key("Z")
terminal.see("Stopped")
say("Ctrl-Z", terminal.code("jobs >/dev/null"))
terminal.type("fg")
terminal.until(lambda: terminal.foreground() == "sleep")
terminal.key("C")
say("Ctrl-C", terminal.code_then())

terminal.type(f"'{launcher}' run --venv '{environment}-new' --python '{slow}' -- echo here")
terminal.until(lambda: os.path.exists(slow + ".asked"))
terminal.key("C")
say("Ctrl-C while it prepares", terminal.code_then())
