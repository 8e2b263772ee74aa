"""The whole plan on one screen: a table whose cells are as wide as what hangs below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from plangraph.plans import Node

DEPTH: Final = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A node of the plan and the number of columns it spans; no node where a branch ends early."""

    node: Node | None
    span: int


def overview(tree: Node) -> list[list[Block]]:
    """One row for each of the first three levels below the vision."""
    return [_row([Block(child, _width(child, 1)) for child in tree.children], depth) for depth in range(DEPTH)]


def _row(blocks: list[Block], depth: int) -> list[Block]:
    for level in range(depth):
        blocks = [below for block in blocks for below in _below(block, level + 2)]
    return blocks


def _below(block: Block, level: int) -> list[Block]:
    if block.node is None or not block.node.children:
        return [Block(None, block.span)]
    return [Block(child, _width(child, level)) for child in block.node.children]


def _width(node: Node, level: int) -> int:
    if level == DEPTH or not node.children:
        return 1
    return sum(_width(child, level + 1) for child in node.children)
