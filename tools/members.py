"""What the docstrings below the members of a class say."""

from __future__ import annotations

import ast
import inspect
from types import ModuleType


def member_docs(module: ModuleType, class_name: str) -> dict[str, str]:
    """Returns the docstrings that stand below the members of a class, by member.

    Raises KeyError where the module has no such class.
    """
    tree = ast.parse(inspect.getsource(module))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    docs: dict[str, str] = {}
    member: str | None = None
    for node in classes[class_name].body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            member = node.targets[0].id
        elif (
            member is not None
            and isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
        ):
            docs[member] = inspect.cleandoc(str(node.value.value))
            member = None
    return docs


def cell(text: str) -> str:
    """Returns a text as one line of a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")
