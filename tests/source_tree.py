"""The program's own source as syntax trees, for the tests that hold it to the laws of the house."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = "unionDesk"


@dataclass(frozen=True)
class Import:
    """One imported module or name, absolute and dotted: `unionDesk.rules.kinds`, `sqlalchemy.update`."""

    name: str
    line: int
    inside_function: bool
    for_types_only: bool

    @property
    def library(self) -> str:
        return self.name.partition(".")[0]


@dataclass(frozen=True)
class Source:
    """One module: `name` is dotted (`unionDesk.ui.window`), `text` its source."""

    name: str
    text: str
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> int:
        return self.text.count("\n")

    @property
    def part(self) -> str:
        """What stands right below the package: `rules`, `ui`, `app`, … ; empty for the package itself."""
        return self.name.removeprefix(OWN).removeprefix(".").partition(".")[0]

    @cached_property
    def imports(self) -> list[Import]:
        return list(self._walk(self.tree, inside_function=False, for_types_only=False))

    def _walk(self, node: ast.AST, *, inside_function: bool, for_types_only: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            names: list[str] = []
            if isinstance(child, ast.Import):
                names = [alias.name for alias in child.names]
            elif isinstance(child, ast.ImportFrom):
                base = self._absolute(child)
                names = [f"{base}.{alias.name}" for alias in child.names]
            for name in names:
                yield Import(name, child.lineno, inside_function, for_types_only)  # type: ignore[attr-defined]
            yield from self._walk(
                child,
                inside_function=inside_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef),
                for_types_only=for_types_only
                or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)),
            )

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        above = self.name.split(".")
        up = node.level - self.is_package
        base = above[: len(above) - up] if up else above
        return ".".join([*base, *([node.module] if node.module else [])])


def read(path: Path) -> Source:
    parts = path.relative_to(ROOT).with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return Source(name, path.read_text(encoding="utf-8"), is_package)


def package() -> list[Source]:
    """Every module of the program, main.py not among them."""
    return [read(path) for path in sorted((ROOT / OWN).rglob("*.py"))]
