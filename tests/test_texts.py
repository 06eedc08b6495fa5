"""Every text can be found in the code and is said in Swedish, with the same places to fill in."""

from __future__ import annotations

import ast
import gettext
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
MARKS = {"_": 1, "N_": 1, "ngettext": 2, "pgettext": 2}
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def _load() -> ModuleType:
    """packaging/ is a folder of scripts; the name belongs to a library."""
    spec = importlib.util.spec_from_file_location("texts", ROOT / "packaging" / "texts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


texts = _load()
SWEDISH = texts.LOCALE / "sv" / "LC_MESSAGES" / "narvard.po"


def catalogue(folder: Path, entry: str) -> Any:
    file = folder / "some.po"
    file.write_text(HEAD + entry, encoding="utf-8")
    return texts.read(file, "sv")


def out_of_reach(source: str) -> Iterator[int]:
    """Lines where a text is put together before it is translated: gettext never finds it.

    A text marked with N_ in one place may be translated by name in another; marking takes a literal.
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            for argument in node.args[: MARKS[node.func.id]]:
                literal = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                if not literal and (node.func.id != "_" or _is_put_together(argument)):
                    yield node.lineno


def _is_put_together(argument: ast.expr) -> bool:
    return any(
        isinstance(node, (ast.JoinedStr, ast.BinOp))
        or (isinstance(node, ast.Attribute) and node.attr in {"format", "join"})
        for node in ast.walk(argument)
    )


def test_that_every_text_is_said_in_swedish() -> None:
    swedish = texts.merged(texts.extracted(), "sv", [texts.read(SWEDISH, "sv")])
    assert texts.faults(swedish) == [], "python3 dev.py texts"


def test_that_the_swedish_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    said = {texts.key(message) for message in texts.texts(texts.extracted())}
    assert {texts.key(message) for message in texts.texts(texts.read(SWEDISH, "sv"))} - said == set()


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "Bed"\nmsgstr ""\n', "missing"),
        ('msgid "{n} bed"\nmsgid_plural "{n} beds"\nmsgstr[0] "{n} plats"\nmsgstr[1] ""\n', "missing"),
        ('#, fuzzy\nmsgid "Bed"\nmsgstr "Plats"\n', "fuzzy"),
        ('msgid "Bed {bed}"\nmsgstr "Plats"\n', "other places"),
        ('msgid "Bed {bed}"\nmsgstr "Plats {plats}"\n', "other places"),
        ('msgid "Bed {bed}"\nmsgstr "Plats {bed"\n', "other places"),
        (
            'msgid "{n} bed"\nmsgid_plural "{n} beds"\nmsgstr[0] "en"\nmsgstr[1] "{n} platser"\n',
            "other places",
        ),
    ],
)
def test_that_a_doubtful_text_is_noticed(tmp_path: Path, entry: str, fault: str) -> None:
    assert [found.partition(":")[0] for found in texts.faults(catalogue(tmp_path, entry))] == [fault]


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "Bed {bed}"\nmsgstr "Plats {bed}"\n',
        'msgid "{bed} of {room}"\nmsgstr "{room}, {bed}"\n',
        'msgid "one bed"\nmsgid_plural "{n} beds"\nmsgstr[0] "en plats"\nmsgstr[1] "{n} platser"\n',
        'msgid "one bed"\nmsgid_plural "{n} beds"\nmsgstr[0] "{n} plats"\nmsgstr[1] "{n} platser"\n',
    ],
)
def test_that_a_good_text_passes(tmp_path: Path, entry: str) -> None:
    assert texts.faults(catalogue(tmp_path, entry)) == []


def test_that_the_words_of_a_part_are_taken_in_and_stay(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "board.py").write_text('_("Bed")\nN_("Room")\n')
    template = texts.extracted(tmp_path, ["ui"])
    before = catalogue(tmp_path, 'msgid "Bed"\nmsgstr "Säng"\n\nmsgid "Door"\nmsgstr "Dörr"\n')
    part = catalogue(tmp_path, 'msgid "Bed"\nmsgstr "Plats"\n\nmsgid "Room"\nmsgstr "Rum"\n')
    once = texts.merged(template, "sv", [before, part])
    assert {message.id: message.string for message in texts.texts(once)} == {"Bed": "Plats", "Room": "Rum"}
    texts.write(tmp_path / "a.po", once, "sv")
    texts.write(tmp_path / "b.po", texts.merged(template, "sv", [texts.read(tmp_path / "a.po", "sv")]), "sv")
    assert (tmp_path / "a.po").read_bytes() == (tmp_path / "b.po").read_bytes()


def test_that_texts_are_not_put_together_before_they_are_translated() -> None:
    files = [file for package in texts.PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    found = [f"{file}:{line}" for file in files for line in out_of_reach(file.read_text(encoding="utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    "call",
    [
        '_(f"Bed {bed}")', '_("Bed " + name)', '_("Bed %s" % name)', '_("Bed {}".format(name))',
        "N_(name)", 'ngettext("bed", beds, 2)', 'pgettext("print", name)',
    ],
)  # fmt: skip
def test_that_a_text_out_of_reach_is_noticed(call: str) -> None:
    assert list(out_of_reach(call)) == [1]


def test_that_the_catalogues_compile_and_speak(tmp_path: Path) -> None:
    for language in texts.LANGUAGES:
        target = tmp_path / language / "LC_MESSAGES" / "narvard.po"
        target.parent.mkdir(parents=True)
        target.write_bytes((texts.LOCALE / language / "LC_MESSAGES" / "narvard.po").read_bytes())
    texts.compile_catalogues(tmp_path)
    english = gettext.translation("narvard", tmp_path, ["en"])
    assert english.gettext("Read {name}") == "Read {name}"
    assert english.ngettext("bed", "beds", 2) == "beds"
    swedish = gettext.translation("narvard", tmp_path, ["sv"])
    message = next(
        message for message in texts.texts(texts.read(SWEDISH, "sv")) if isinstance(message.id, str)
    )
    assert swedish.gettext(message.id) == message.string


def test_that_the_same_texts_make_the_same_compiled_file(tmp_path: Path) -> None:
    made = []
    for place in ("once", "again"):
        for language in texts.LANGUAGES:
            texts.write(
                tmp_path / place / language / "LC_MESSAGES" / "narvard.po", texts.read(SWEDISH, "sv"), "sv"
            )
        texts.compile_catalogues(tmp_path / place)
        made.append((tmp_path / place / "sv" / "LC_MESSAGES" / "narvard.mo").read_bytes())
    assert made[0] == made[1]
