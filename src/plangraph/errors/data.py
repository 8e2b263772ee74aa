"""The files cannot be used as they are."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class DataError(PlangraphError):
    """The ontology or data files cannot be used as they are."""


class MissingPath(DataError):
    """A file or folder that was named is not there."""

    ja = "{path} が見つかりません。"
    en = "{path} does not exist."
    hint_ja = "パスを確かめてください。"
    hint_en = "Check the path."


class FileUnreadable(DataError):
    """A file or folder is there but cannot be read; the reason is the operating system's."""

    ja = "{path} はありますが読めません({reason})。"
    en = "{path} is there but cannot be read ({reason})."
    hint_ja = "アクセス権と、普通のファイルやフォルダーであることを確かめてください。"
    hint_en = "Check its permissions, and that it is an ordinary file or folder."


class NotUnicode(DataError):
    """A text file is in another encoding than UTF-8."""

    ja = "{path} は UTF-8 のテキストではありません。"
    en = "{path} is not text in UTF-8."
    hint_ja = "UTF-8 で保存し直してください。"
    hint_en = "Save it again in that encoding."


class NotTurtle(DataError):
    """A file stands among the data but would not be read, as its name does not end in `.ttl`."""

    ja = "{path} の名前は「.ttl」(小文字)で終わらないので読まれません。"
    en = "{path} would not be read, as its name does not end in .ttl (in small letters)."
    hint_ja = "名前を直すか、data/ttl/ の外に移してください。"
    hint_en = "Rename it or move it out of data/ttl/."


class NameUnusable(DataError):
    """The name of a data file makes no IRI of a graph."""

    ja = "{path} の名前からはグラフの IRI を作れません。"
    en = "The name of {path} makes no IRI of a graph."
    hint_ja = "空白や記号を使わない名前に変えてください。"
    hint_en = "Rename it, without spaces and signs."


class NameReserved(DataError):
    """A data file has the name of the graph that plangraph makes itself."""

    ja = "{path} の名前は、plangraph が自分で作るグラフ(データの説明)のものです。"
    en = "The name of {path} is that of the graph that plangraph makes itself, the description of the data."
    hint_ja = "別の名前に変えてください。"
    hint_en = "Give it another name."


class BrokenTurtle(DataError):
    """A Turtle file cannot be read."""

    ja = "{path} の{line}行{column}文字目から先が Turtle として読めません({reason})。"
    en = "{path}, line {line}, column {column}: not readable as Turtle ({reason})."
    hint_ja = "直前の行の終わりの「;」「.」も確かめてください。"
    hint_en = "Check the ; or . that ends the line before, too."


class TripleInTwoGraphs(DataError):
    """The same triple stands in two files, which would count it twice."""

    ja = "同じトリプル {triple} が {first} と {second} の両方にあります。"
    en = "The triple {triple} stands in both {first} and {second}."
    hint_ja = "どちらか一方から消してください。"
    hint_en = "Remove it from one of them."


class UncataloguedGraph(DataError):
    """A data file is not listed in the catalogue, so nobody can tell what its statements rest on."""

    ja = "{path} のグラフ {graph} が data/ttl/catalog.ttl に載っていません。"
    en = "The graph {graph} of {path} is not listed in data/ttl/catalog.ttl."
    hint_ja = "根拠(pg:basis)を付けて載せてください。"
    hint_en = "Add it there with its pg:basis."


class GraphWithoutFile(DataError):
    """The catalogue lists a graph of which there is no file; a folder in its place is none."""

    ja = "{catalogue} に載っているグラフ {graph} のファイル {path} がありません。"
    en = "{catalogue} lists the graph {graph}, but there is no file {path}."
    hint_ja = "ファイルを元に戻すか、目録の dcat:dataset からこのグラフを消してください。"
    hint_en = "Put the file back, or take the graph out of dcat:dataset in the catalogue."


class NoStatements(DataError):
    """A data file says nothing: it is empty, or holds only prefixes and comments."""

    ja = "{path} にトリプルが1つもありません。保存が途中で終わったのかもしれません。"
    en = "{path} holds no triple; perhaps it was saved only in part."
    hint_ja = "元の内容に戻すか、ファイルを消して、そのグラフを data/ttl/catalog.ttl からも消してください。"
    hint_en = "Restore what stood in it, or remove it and take its graph out of data/ttl/catalog.ttl."


class NoRules(DataError):
    """A file of rules is empty, so that everything would pass."""

    ja = "{path} に規則が1つもありません。"
    en = "{path} has no rules."
    hint_ja = "plangraph に付いてくるファイルを置いてください。"
    hint_en = "Put the file that comes with plangraph there."


class BrokenRule(DataError):
    """A rule of `ontology/` cannot be run as it is written."""

    ja = "規則 {rule} を実行できません({reason})。"
    en = "The rule {rule} cannot be run as it is written ({reason})."
    hint_ja = "ontology/ の中のその規則を直してください。"
    hint_en = "Mend it below ontology/."


class RuleUnknown(DataError):
    """No rule has the number that was asked for."""

    ja = "規則 {rule} はありません。"
    en = "There is no rule {rule}."
    hint_ja = "規則は C-01 から {last} までです。plangraph rule で一覧を見られます。"
    hint_en = "They are C-01 to {last}; plangraph rule lists them."


class FileNotInData(DataError):
    """A file was named that is none of the data files."""

    ja = "{path} はデータのファイル(data/ttl/ の下)ではありません。"
    en = "{path} is none of the data files (below data/ttl/)."
    hint_ja = "調べたいファイルを確かめるか、--root でデータのフォルダーを示してください。"
    hint_en = "Check which file you mean, or name its data folder with --root."
