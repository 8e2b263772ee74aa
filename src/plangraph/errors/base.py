"""What every error is: something that a user can mend, said in Japanese and English."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

Language = Literal["ja", "en"]


class PlangraphError(Exception):
    """Something that a user can mend.

    Subclasses give format strings over their fields: `ja` and `en` say what is wrong, the hints how to mend it.
    """

    ja: ClassVar[str] = "{detail}"
    en: ClassVar[str] = "{detail}"
    hint_ja: ClassVar[str] = ""
    hint_en: ClassVar[str] = ""

    def __init__(self, **fields: object) -> None:
        """Keep the fields that the sentences mention (and any others a caller may want to read)."""
        self.fields = fields
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        """The stable, kebab-case name of this kind of error, as in `…/problem#deadline-passed`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()

    def what(self, language: Language) -> str:
        """What is wrong, and where."""
        template = self.ja if language == "ja" else self.en
        return template.format(**self.fields)

    def hint(self, language: Language) -> str:
        """How to mend it; empty where nobody can tell."""
        template = self.hint_ja if language == "ja" else self.hint_en
        return template.format(**self.fields)

    def sentence(self, language: Language) -> str:
        """What is wrong and how to mend it, as one text."""
        between = "" if language == "ja" else " "
        return between.join(filter(None, (self.what(language), self.hint(language))))
