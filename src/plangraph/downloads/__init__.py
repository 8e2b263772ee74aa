"""Answers to take away: files for spreadsheets, with what one has to know to use them."""

from plangraph.downloads.files import SPREADSHEETS, Spreadsheet, save, whole, write
from plangraph.downloads.origin import Origin, today

__all__ = ["SPREADSHEETS", "Origin", "Spreadsheet", "save", "today", "whole", "write"]
