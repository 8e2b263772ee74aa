"""The pages of plans: which there are, and one as a tree."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from plangraph.plans import plan, plans
from plangraph_web.desk import desk
from plangraph_web.language import language

pages = Blueprint("plans", __name__, url_prefix="/plans")


@pages.get("/")
def index() -> str:
    """List the plans, newest first."""
    return render_template("plans.html", plans=plans(desk().store, language()))


@pages.get("/<municipality>/<name>")
def page(municipality: str, name: str) -> str:
    """Show one plan as a tree, with everything else it contains."""
    path = f"{municipality}/plan/{name}"
    return render_template(
        "plan.html",
        plan=plan(desk().store, path, language()),
        path=path,
        municipality=municipality,
        name=name,
        everything=request.args.get("open") == "all",
    )
