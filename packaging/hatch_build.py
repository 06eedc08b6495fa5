"""What the build does beyond copying packages: one list of dependencies, compiled texts, two more folders."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

SHIPPED = ("resources", "migrations")
LEFT_OUT = {".po", ".pot", ".pyc"}
PICTURES = "pictures"
"""Of the README's, not the program's."""


class Requirements(MetadataHookInterface):
    """The wheel asks for what requirements.in asks for; the lock file says which exactly."""

    def update(self, metadata: dict[str, Any]) -> None:
        lines = (Path(self.root) / "requirements.in").read_text(encoding="utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]


class Folders(BuildHookInterface[Any]):
    """resources/ and migrations/ go into the wheel where ward_app.paths looks for them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        _texts(root).compile_catalogues()
        for folder in SHIPPED:
            for file in sorted((root / folder).rglob("*")):
                if file.is_file() and file.suffix not in LEFT_OUT and file.parent.name != PICTURES:
                    inside = f"ward_app/_{folder}/{file.relative_to(root / folder).as_posix()}"
                    build_data["force_include"][str(file)] = inside


def _texts(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("texts", root / "packaging" / "texts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
