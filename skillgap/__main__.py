"""The command ``skillgap``, also as ``python -m skillgap``."""

import gc
import sys


def main() -> None:
    """Run the command line and end with its exit code."""
    # Most of what a command allocates are the modules it imports, which stay to the end. Searching them for
    # garbage while they load, and once more at the end, takes a seventh of the time of a report.
    gc.set_threshold(500_000)
    try:
        from skillgap.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:  # before the command could take care of it
        code = 130
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
