"""A display without a screen: an X server of the test's own, and a look at it from outside the program."""

from __future__ import annotations

import mmap
import os
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = (1366, 768)
ENOUGH_COLOURS = 40
"""Fewer than this is a bare screen, or a window that nothing was painted in."""


@dataclass(frozen=True)
class Display:
    """`name` is what DISPLAY is set to. The server keeps its picture in a file that can be read."""

    name: str
    framebuffer: Path

    def colours(self) -> int:
        """How many different colours are on the screen now, looked at in a grid."""
        with self.framebuffer.open("rb") as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as screen:
            header = struct.unpack(">25I", screen[:100])
            size, width, height, bytes_per_line, colormap = (
                header[0], header[4], header[5], header[12], header[19],
            )  # fmt: skip
            start = size + colormap * 12
            return len({
                screen[at : at + 3]
                for y in range(0, height, 3)
                for x in range(0, width, 3)
                for at in [start + y * bytes_per_line + x * 4]
            })  # fmt: skip


@contextmanager
def display(folder: Path) -> Iterator[Display]:
    """Its number is one that is free: the server chooses it and says which when it is ready."""
    folder.mkdir(parents=True)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp",
         "-noreset", "-fbdir", str(folder)],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            number = answer.readline().strip()
        assert number, "the X server did not start"
        yield Display(f":{number}", folder / "Xvfb_screen0")
    finally:
        server.terminate()
        server.wait(timeout=20)
