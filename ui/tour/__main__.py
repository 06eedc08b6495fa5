"""`python -m ui.tour --out DIR [--sizes 1920x1080,1366x768] [--themes light,dark] [--only NAME,…]`"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import traceback
from pathlib import Path


def main() -> int:
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="narvard-tour-") as scratch:
        _stay_apart(Path(scratch))
        from ui.tour.pictures import take_all

        failed = take_all(asked.out, Path(scratch), asked.sizes, asked.themes, asked.only)
    for name, error in failed:
        sys.stderr.write(f"{name} could not be pictured:\n")
        traceback.print_exception(error)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.tour", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--sizes", type=_sizes, default=_sizes("1920x1080,1366x768"))
    parser.add_argument("--themes", type=_words, default=["light", "dark"])
    parser.add_argument("--only", type=_words, default=[], help="names of some pictures")
    return parser.parse_args()


def _words(text: str) -> list[str]:
    return text.split(",")


def _sizes(text: str) -> list[tuple[int, int]]:
    pairs = [size.partition("x") for size in text.split(",")]
    return [(int(width), int(height)) for width, _x, height in pairs]


def _stay_apart(scratch: Path) -> None:
    """Before Qt begins: a screen that needs no display, and settings that are nobody's own."""
    screen = {"screens": [{"name": "tour", "x": 0, "y": 0, "width": 1920, "height": 1200}]}
    file = scratch / "screen.json"
    file.write_text(json.dumps(screen), "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
    os.environ["XDG_CONFIG_HOME"] = str(scratch / "settings")
    os.environ.pop("QT_SCALE_FACTOR", None)


if __name__ == "__main__":
    sys.exit(main())
