"""What every error is: something that a user can mend, said in Japanese and English."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

Language = Literal["ja", "en"]


class PlangraphError(Exception):
    """Something that a user can mend. Subclasses give `ja` and `en` as format strings over their fields."""

    ja: ClassVar[str] = "{detail}"
    en: ClassVar[str] = "{detail}"

    def __init__(self, **fields: object) -> None:
        """Keep the fields that the sentences mention (and any others a caller may want to read)."""
        self.fields = fields
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        """The stable, kebab-case name of this kind of error, as in `…/problem#deadline-passed`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(self).__name__).lower()

    def sentence(self, language: Language) -> str:
        """What, where and how to mend it, in one or two sentences."""
        template = self.ja if language == "ja" else self.en
        return template.format(**self.fields)
