"""What was asked for is not to be had: a format, a thing, a setting, an address."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class FormatUnknown(PlangraphError):
    """The asked format does not exist for this kind of answer."""

    ja = "形式「{wanted}」では返せません。使える形式: {available}"
    en = "The format “{wanted}” is not available here. Available: {available}"


class FormatUnfit(FormatUnknown):
    """The answer holds something that the format cannot write. Fields: found (an IRI or character), wanted, instead."""

    ja = "答えにある {found} は、形式「{wanted}」では書けません。{instead} を選んでください。"
    en = "The answer holds {found}, which the format “{wanted}” cannot write. Choose {instead}."


class NotFound(PlangraphError):
    """Nothing in the graph has this IRI or name."""

    ja = "「{name}」は見つかりません。"
    en = "There is no “{name}” here."


class NoPlan(NotFound):
    """The data has no plan at all."""

    ja = "計画がまだ1つもありません。data/ttl/ に計画のファイルを置き、catalog.ttl に載せてください。"
    en = "There is no plan yet. Put its files below data/ttl/ and list them in catalog.ttl."


class SettingWrong(PlangraphError):
    """A setting has a value that cannot be used."""

    ja = "設定 {name} の値「{value}」は使えません。{expected_ja}を指定してください。"
    en = "The setting {name} cannot be “{value}”. Give {expected_en}."


class PortInUse(PlangraphError):
    """Another program listens on the port already."""

    ja = "ポート {port} は別のプログラムが使っています。それを止めるか、--port で別の番号を指定してください。"
    en = "Port {port} is in use by another program. Stop it, or give another number with --port."


class AddressUnusable(PlangraphError):
    """The server cannot listen at the host and port: unknown, not of this computer, or not allowed."""

    ja = "{host} のポート {port} では待ち受けられません({reason})。--host と --port を確かめてください。"
    en = "It is not possible to listen on port {port} of {host} ({reason}). Check --host and --port."
