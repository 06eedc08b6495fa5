"""`ward-app`, the ward without a window: for IT, for scripts and for printing when the screen is down."""

from __future__ import annotations

import sys


def main() -> int:
    from ward_app.cli.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
