"""Runs a program that dies with its parent: `leash.py PARENT_PID PROGRAM ARGUMENT...`.

A process of its own, without imports of ours, since between fork and exec of a program with
threads nothing else is safe. On Linux the kernel ends the program when the parent is gone, however
it went; elsewhere the supervisor ends it when it stops.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Tie this process to its parent, then become the program."""
    parent, program = int(sys.argv[1]), sys.argv[2:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        # The parent may have died before the kernel was asked.
        if os.getppid() != parent:
            sys.exit(1)
    os.execv(program[0], program)  # noqa: S606 (no shell is wanted; the program is the supervisor's)


if __name__ == "__main__":
    main()
