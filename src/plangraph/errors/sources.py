"""A source document does not agree with what the graph says of it."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class SourceDiffers(PlangraphError):
    """A source document is not the text in which the graph counts lines."""


class FileNotNamed(SourceDiffers):
    """The graph does not say in which file the text of a document is."""

    ja = "{document} の本文のファイル名(pg:fileName)がデータにありません。"
    en = "The data does not name the file of {document} (pg:fileName)."
    hint_ja = "書き足してください。"
    hint_en = "Add it."


class FileOutside(SourceDiffers):
    """The file that the graph names is not below the folder of the documents."""

    ja = "{document} の本文のファイル名(pg:fileName)「{name}」は、文書のフォルダーの外を指しています。"
    en = "The file name of {document} (pg:fileName), “{name}”, leads out of the folder of the documents."
    hint_ja = "フォルダーの中の名前に直してください。"
    hint_en = "Give a name within it."


class OtherText(SourceDiffers):
    """The file has another SHA-256 than the graph gives."""

    ja = "{path} は、行を数えた本文と同じではありません(SHA-256 は {found}、データでは {expected})。"
    en = "{path} is not the text whose lines were counted (its SHA-256 is {found}, in the data {expected})."
    hint_ja = "同じ版のファイルを置くか、違いを確かめて pg:sha256 を直してください。"
    hint_en = "Put the same version there, or look at what changed and correct pg:sha256."


class OtherLineCount(SourceDiffers):
    """The file has another number of lines than the graph gives."""

    ja = "{path} は {found} 行ですが、データでは {expected} 行です。"
    en = "{path} has {found} lines, in the data it has {expected}."
    hint_ja = "同じ版のファイルを置くか、pg:lineCount を直してください。"
    hint_en = "Put the same version there, or correct pg:lineCount."


class LineBeyondEnd(SourceDiffers):
    """A place cites lines that the text does not have."""

    ja = "{place} は {path} の終わり({lines} 行)より先を指しています。"
    en = "{place} lies beyond the end of {path}, which has {lines} lines."
    hint_ja = "箇所の行を直してください。"
    hint_en = "Correct the lines of the place."


class CharacterBeyondEnd(SourceDiffers):
    """A place cites characters that the line does not have."""

    ja = "{place} は {path} の {line} 行目の終わり({characters} 文字)より先を指しています。"
    en = "{place} lies beyond the end of line {line} of {path}, which has {characters} characters."
    hint_ja = "箇所の文字を直してください。"
    hint_en = "Correct the characters of the place."
