"""The program's texts: found in the code, put together with their Swedish, compiled for gettext.

    python packaging/texts.py            all of it, before a commit; says what still lacks Swedish
    python packaging/texts.py compile    only make the .mo files (not kept in git) from the .po files

Sources are English, so the English catalogue holds no texts: what gettext does not find is shown as it is.
Swedish may be written into sv/LC_MESSAGES/narvard.po itself or as a new file in sv/parts/, which is taken in.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages import extract, mofile, pofile
from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
PACKAGES = ("ward_app", "ui")
DOMAIN = "narvard"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
LANGUAGES = ("sv", "en")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def extracted(root: Path = ROOT, packages: Iterable[str] = PACKAGES) -> Catalog:
    """Every text of the code with the files it stands in; not the lines, which move with every edit."""
    catalog = Catalog()
    for package in packages:
        for file in sorted((root / package).rglob("*.py")):
            place = file.relative_to(root).as_posix()
            with file.open("rb") as source:
                for _, texts, comments, context in extract.extract("python", source, KEYWORDS, ["i18n:"]):
                    catalog.add(texts, locations=[(place, 0)], auto_comments=comments, context=context)
    return catalog


def merged(template: Catalog, language: str, sources: Iterable[Catalog]) -> Catalog:
    """The template's texts in its order, in the words of the last source that has them."""
    known = {key(message): message for source in sources for message in texts(source) if _said(message)}
    catalog = Catalog(locale=language)
    for message in texts(template):
        found = known.get(key(message), Message(message.id))
        catalog.add(
            message.id,
            found.string,
            locations=sorted(set(message.locations)),
            flags=message.flags | (found.flags & {"fuzzy"}),
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return catalog


def faults(catalog: Catalog) -> list[str]:
    """What a user would stumble over: a text that is missing, doubtful, or would lose or invent a {place}."""
    return [f"{why}: {key(message)[0]!r}" for message in texts(catalog) for why in _faults(message)]


def _faults(message: Message) -> Iterator[str]:
    ids, strings = _forms(message.id), _forms(message.string)
    if not _said(message):
        yield "missing"
    elif message.fuzzy:
        yield "fuzzy"
    else:
        # the singular may leave out the number or say it: "one patient", "{count} patient"
        plural = _places(ids[-1])
        allowed = [{_places(one), plural} for one in ids]
        given = [_places(string) for string in strings]
        if len(given) != len(ids) or any(one not in some for one, some in zip(given, allowed, strict=True)):
            yield "other places"


def _places(text: str) -> frozenset[str]:
    try:
        return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)
    except ValueError:  # a lone brace: no template, so its translation must not be one either
        return frozenset("{")


def _said(message: Message) -> bool:
    return bool(message.string) and all(_forms(message.string))


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text or ())


def texts(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def key(message: Message) -> tuple[str, str | None]:
    return (_forms(message.id)[0], message.context)


def read(source: Path, language: str) -> Catalog:
    """A catalogue file. A line it cannot understand stops us: a text would silently be missing."""
    with source.open("rb") as file:
        return pofile.read_po(file, locale=language, abort_invalid=True)


def write(target: Path, catalog: Catalog, language: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(HEADER.format(language=language).encode())
        pofile.write_po(file, catalog, width=100, omit_header=True, include_lineno=False)


def update(locale: Path = LOCALE) -> list[str]:
    """Put the catalogues in order and compile them; returns what the Swedish one still lacks."""
    target = locale / "sv" / "LC_MESSAGES" / f"{DOMAIN}.po"
    files = [target] if target.exists() else []
    files += sorted((locale / "sv" / "parts").glob("*.po"))
    swedish = merged(extracted(), "sv", [read(file, "sv") for file in files])
    write(target, swedish, "sv")
    write(locale / "en" / "LC_MESSAGES" / f"{DOMAIN}.po", Catalog(locale="en"), "en")
    compile_catalogues(locale)
    return faults(swedish)


def compile_catalogues(locale: Path = LOCALE) -> None:
    """Make each .mo that is missing or older than its .po; the same texts make the same bytes."""
    for language in LANGUAGES:
        source = locale / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns <= source.stat().st_mtime_ns:
            catalog = read(source, language)
            catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
            with target.open("wb") as file:
                mofile.write_mo(file, catalog)


if __name__ == "__main__":
    if sys.argv[1:] == ["compile"]:
        compile_catalogues()
    else:
        lacking = update()
        sys.stderr.writelines(f"{fault}\n" for fault in lacking)
        sys.exit(bool(lacking))
