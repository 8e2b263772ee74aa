"""The web application of plangraph: pages for people, data for programs."""

from plangraph_web.app import create_app
from plangraph_web.server import serve

__all__ = ["create_app", "serve"]
