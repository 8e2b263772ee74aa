"""A release that cannot be written or read."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError
from plangraph.errors.data import DataError


class ReleaseRefused(PlangraphError):
    """The graph may not be released as it is."""


class VersionUnfinished(ReleaseRefused):
    """The version is one of work in progress."""

    ja = "{version} は作業中の版なので公開できません。"
    en = "{version} is work in progress."
    hint_ja = "src/plangraph/__init__.py の版を、0.2.0 のような三つの数にしてください。"
    hint_en = "Make the version in src/plangraph/__init__.py three numbers, such as 0.2.0."


class RulesViolated(ReleaseRefused):
    """The graph violates rules."""

    ja = "違反が {violations} 件あるので公開できません。"
    en = "The graph cannot be released with {violations} violations."
    hint_ja = "plangraph validate で見て、直してください。"
    hint_en = "See them with plangraph validate and mend them."


class ReleaseExists(ReleaseRefused):
    """The version has been released already, with other content."""

    ja = "{path} は違う内容ですでに公開されています。公開した版は変えられません。"
    en = "{path} has been released already, with other content, and a release never changes."
    hint_ja = "版の番号を上げてください。"
    hint_en = "Raise the version."


class FileUnwritable(ReleaseRefused):
    """A file cannot be written; the reason is the operating system's."""

    ja = "{path} に書けません({reason})。"
    en = "{path} cannot be written ({reason})."
    hint_ja = "アクセス権と空き容量を確かめてください。"
    hint_en = "Check the permissions and the space that is left."


class BrokenRelease(DataError):
    """The file of a release cannot be read."""

    ja = "{path} は公開版として読めません({reason})。"
    en = "{path} cannot be read as a release ({reason})."
    hint_ja = "plangraph に付いてくるファイルに戻してください。"
    hint_en = "Put back the file that comes with plangraph."
