"""`python -m bench`: every measurement of docs/performance.md; 1 when an aim is missed."""

import sys

from bench import search, turns


def main() -> int:
    """Search first, which takes seconds, then the turns."""
    print("Search in the directory")
    missed = search.main()
    print("\nA full turn, Vart and the stock peer side by side", flush=True)
    return turns.main() or missed


if __name__ == "__main__":
    # Progress must be seen also through a pipe.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    sys.exit(main())
