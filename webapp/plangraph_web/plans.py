"""The pages of plans: which there are, and one as a tree."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from plangraph.plans import plan, plans
from plangraph_web.desk import desk
from plangraph_web.language import language
from plangraph_web.overview import nodes, overview, reaches_below_overview

pages = Blueprint("plans", __name__, url_prefix="/plans")


@pages.get("/")
def index() -> str:
    """List the plans, newest first."""
    return render_template("plans.html", plans=plans(desk().store, language()))


@pages.get("/<path:name>")
def page(name: str) -> str:
    """Show one plan as a tree, with everything else it contains. Raises NotFound."""
    path = next((each for each in desk().plans if each.replace("/plan/", "/") == name), name)
    shown = plan(desk().store, path, language())
    return render_template(
        "plan.html",
        plan=shown,
        rows=overview(shown.tree),
        unstated=any(node.basis not in ("", "stated") for node in nodes(shown.tree)),
        path=path,
        foldable=reaches_below_overview(shown.tree),
        everything=request.args.get("open") == "all",
    )
