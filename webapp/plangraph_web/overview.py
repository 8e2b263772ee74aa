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


@dataclass(frozen=True, slots=True)
class Row:
    """A level of the plan: what it is called, and its blocks."""

    level: str
    blocks: list[Block]


def nodes(tree: Node) -> list[Node]:
    """The node and everything below it, level by level."""
    found = [tree]
    for node in found:
        found += node.children
    return found


def reaches_below_overview(tree: Node) -> bool:
    """Whether anything hangs below the levels that an overview shows."""
    found: tuple[Node, ...] = (tree,)
    for _ in range(DEPTH):
        found = tuple(child for node in found for child in node.children)
    return any(node.children for node in found)


def overview(tree: Node) -> list[Row]:
    """One row for each level below the vision that has anything, at most three."""
    rows = (_blocks([Block(child, _width(child, 1)) for child in tree.children], depth) for depth in range(DEPTH))
    named = ((next((block.node.level for block in blocks if block.node), None), blocks) for blocks in rows)
    return [Row(level, blocks) for level, blocks in named if level is not None]


def _blocks(blocks: list[Block], depth: int) -> list[Block]:
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
