"""A question of the catalogue is not asked as it can be."""

from __future__ import annotations

from plangraph.errors.asking import NotFound
from plangraph.errors.base import PlangraphError


class QuestionUnknown(NotFound):
    """The catalogue has no question of this name. Fields: name, among, nearest (names, those like it first)."""

    ja = "「{name}」という質問はありません。"
    en = "There is no question “{name}”."
    hint_ja = "たとえば次の名前があります: {nearest}"
    hint_en = "There are, for example: {nearest}"


class QuestionMistaken(PlangraphError):
    """What was given for the parameters of a question does not fit it."""


class ParameterUnknown(QuestionMistaken):
    """The question has no such parameter. Fields: name, available."""

    ja = "この質問に「{name}」というパラメーターはありません。"
    en = "This question has no parameter “{name}”."
    hint_ja = "あるものから選んでください: {available}"
    hint_en = "Choose among these: {available}"


class ChoiceUnknown(QuestionMistaken):
    """A parameter cannot have this value. Fields: parameter, variable, word, available, choices."""

    ja = "「{parameter}」に「{word}」は選べません。"
    en = "“{word}” cannot be chosen for “{parameter}”."
    hint_ja = "次から選んでください([ ] の中の書き方でも選べます): {available}"
    hint_en = "Choose among these, by name or as written in brackets: {available}"


class TextUnusable(QuestionMistaken):
    """The text given for a parameter is empty, too long or not to be printed. Fields: parameter, limit."""

    ja = "「{parameter}」の言葉が、空か、長すぎるか、表示できない文字を含んでいます。"
    en = "The text for “{parameter}” is empty, too long, or holds characters that cannot be shown."
    hint_ja = "1文字以上 {limit} 文字以内で入れてください。"
    hint_en = "Give from 1 to {limit} characters."
