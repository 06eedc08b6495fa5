"""What is shipped beside the code is there, whole, and where the program looks for it."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QImage, QPainter, QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ward_app import paths

ROOT = Path(__file__).resolve().parent.parent
FONTS = sorted((ROOT / "resources" / "fonts").glob("*.ttf"))
PROGRAM = "requirements.txt"
ICONS = sorted((ROOT / "resources" / "icons").glob("*.svg"))
WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}
ON_THE_WARD = "ÅÄÖåäöÉéÜüØøÆæÐðÞþŁłŠšŽž0123456789–—‑’”«»·…%‰°±×½²³µ€£§→←↑↓≤≥≠≈−₂✓ΩβЖж\u00a0\u202f"


def test_that_every_folder_is_found_in_the_checkout() -> None:
    assert paths.RESOURCES == ROOT / "resources"
    assert paths.MIGRATIONS == ROOT / "migrations"


def test_that_an_installed_program_looks_inside_its_package(tmp_path: Path) -> None:
    (tmp_path / "ward_app" / "_resources").mkdir(parents=True)
    assert paths.shipped("resources", tmp_path / "ward_app") == tmp_path / "ward_app" / "_resources"


def test_that_all_weights_are_one_family_with_figures_of_one_width(qapp: QApplication) -> None:
    for file in FONTS:
        loaded = QFontDatabase.addApplicationFont(str(file))
        assert "Narvard Inter" in QFontDatabase.applicationFontFamilies(loaded)
    for weight in WEIGHTS.values():
        font = QFont("Narvard Inter", weight=weight)
        font.setPixelSize(100)
        assert QFontInfo(font).weight() == weight and QFontInfo(font).exactMatch()
        metrics = QFontMetricsF(font)
        assert len({metrics.horizontalAdvance(f"{a}{b}") for a in "0123456789" for b in "0123456789"}) == 1
        raw = QRawFont.fromFont(font)
        assert [character for character in ON_THE_WARD if not raw.supportsCharacter(ord(character))] == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_that_the_printer_takes_the_same_fonts(weight: str) -> None:
    font = TTFont(weight, str(ROOT / "resources" / "fonts" / f"NarvardInter-{weight}.ttf"))
    pdfmetrics.registerFont(font)
    assert len({font.stringWidth(digit, 10) for digit in "0123456789"}) == 1
    assert [character for character in ON_THE_WARD if ord(character) not in font.face.charToGlyph] == []


def test_that_every_icon_draws_in_the_colour_it_is_given(qapp: QApplication) -> None:
    for file in ICONS:
        drawing = file.read_bytes()
        assert file.stem == "narvard" or b"currentColor" in drawing, file.name
        renderer = QSvgRenderer(drawing.replace(b"currentColor", b"#0A5B8F"))
        image = QImage(24, 24, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, 24, 24))
        painter.end()
        colours = {image.pixelColor(x, y).name() for x in range(24) for y in range(24)}
        assert renderer.isValid() and "#0a5b8f" in colours, file.name


def test_that_the_licence_is_whole() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert re.findall(r"^(\d+)\.", licence, re.MULTILINE) == [str(number) for number in range(1, 16)]
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert "‘Compatible Licences’ according to Article 5" in licence


def pinned(lock: str) -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(), re.MULTILINE))


def test_that_the_notice_names_every_package_that_is_shipped() -> None:
    notice = (paths.RESOURCES / "licences" / "NOTICE.md").read_text(encoding="utf-8")
    packages = notice.partition("## Python packages")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| ([a-z0-9-]+) \|", packages, re.MULTILINE)) - {"package"} == pinned(PROGRAM)
    for name in set(re.findall(r"[\w.-]+\.txt", notice)) - {PROGRAM}:
        assert (paths.RESOURCES / "licences" / name).stat().st_size > 2000, name


def test_that_each_wish_is_pinned_and_no_lock_file_names_a_host() -> None:
    for wishes, lock in (
        ("requirements.in", "requirements.txt"),
        ("requirements-dev.in", "requirements-dev.txt"),
    ):
        wished = re.findall(r"^(\w[\w-]*)", (ROOT / wishes).read_text(), re.MULTILINE)
        assert {name.lower().replace("_", "-") for name in wished} <= pinned(lock)
        assert "://" not in (ROOT / lock).read_text()


def test_that_the_wheel_holds_the_program_with_its_folders_and_texts(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("narvard-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
        (metadata,) = (name for name in inside if name.endswith("METADATA"))
        wished = archive.read(metadata).decode().count("Requires-Dist:")
    for folder in ("resources", "migrations"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and file.suffix not in {".po", ".pyc"} and file.parent.name != "pictures":
                assert f"ward_app/_{folder}/{file.relative_to(ROOT / folder).as_posix()}" in inside
    assert {"ward_app/_resources/locale/sv/LC_MESSAGES/narvard.mo", "ward_app/app.py", "ui/desk.py"} <= inside
    assert not [name for name in inside if name.endswith((".po", ".pyc")) or name.startswith("tests/")]
    assert not [name for name in inside if "/pictures/" in name]
    assert wished == len((ROOT / "requirements.in").read_text().splitlines())
