"""The page that says whether the graph keeps its rules."""

from __future__ import annotations

from flask import Blueprint, render_template

from plangraph_web.desk import desk
from plangraph_web.language import language

pages = Blueprint("quality", __name__)


@pages.get("/quality")
def page() -> str:
    """Show the findings, worst first, and every rule with the number of things it examined."""
    return render_template("quality.html", report=desk().reports[language()].get())
