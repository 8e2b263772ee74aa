"""What was asked for is not to be had: a format, a thing, a setting, an address."""

from __future__ import annotations

from plangraph.errors.base import PlangraphError


class FormatUnknown(PlangraphError):
    """The asked format does not exist for this kind of answer."""

    ja = "形式「{wanted}」では返せません。"
    en = "The format “{wanted}” is not available here."
    hint_ja = "使える形式から選んでください: {available}"
    hint_en = "Choose one of these: {available}"


class FormatUnfit(FormatUnknown):
    """The answer holds something that the format cannot write. Fields: found (an IRI or character), wanted, instead."""

    ja = "答えにある {found} は、形式「{wanted}」では書けません。"
    en = "The answer holds {found}, which the format “{wanted}” cannot write."
    hint_ja = "{instead} を選んでください。"
    hint_en = "Choose {instead}."


class SheetFull(FormatUnknown):
    """A spreadsheet has fewer rows or columns than the answer. Fields: rows, columns (the most that it can have)."""

    ja = "Excel のシートに入るのは {rows:,} 行、{columns:,} 列までで、この答えは入りません。"
    en = "A sheet of Excel holds {rows:,} rows and {columns:,} columns at most, and this answer has more."
    hint_ja = "CSV を選ぶか、LIMIT を付けてください。"
    hint_en = "Choose CSV, or ask for less with a LIMIT."


class NotFound(PlangraphError):
    """Nothing in the graph has this IRI or name."""

    ja = "「{name}」は見つかりません。"
    en = "There is no “{name}” here."
    hint_ja = "綴りを確かめてください。"
    hint_en = "Check the spelling."


class WordMissing(PlangraphError):
    """A search was for nothing that a name could hold."""

    ja = "探す語がありません。"
    en = "There is no word to search for."
    hint_ja = "空白と制御文字のほかに、1文字以上を指定してください。"
    hint_en = "Give at least one character that is neither white space nor a control character."


class NoPlan(NotFound):
    """The data has no plan at all."""

    ja = "計画がまだ1つもありません。"
    en = "There is no plan yet."
    hint_ja = "data/ttl/ に計画のファイルを置き、catalog.ttl に載せてください。"
    hint_en = "Put its files below data/ttl/ and list them in catalog.ttl."


class SettingWrong(PlangraphError):
    """A setting has a value that cannot be used."""

    ja = "設定 {name} の値「{value}」は使えません。"
    en = "The setting {name} cannot be “{value}”."
    hint_ja = "{expected_ja}を指定してください。"
    hint_en = "Give {expected_en}."


class OutputUnwritable(PlangraphError):
    """What a command prints cannot be written, as where it goes is full; the reason is the operating system's."""

    ja = "標準出力に書けません({reason})。"
    en = "Standard output cannot be written ({reason})."
    hint_ja = "出力先の空き容量を確かめてください。"
    hint_en = "Check the space that is left where it goes."


class PortInUse(PlangraphError):
    """Another program listens on the port already."""

    ja = "ポート {port} は別のプログラムが使っています。"
    en = "Port {port} is in use by another program."
    hint_ja = "それを止めるか、--port で別の番号を指定してください。"
    hint_en = "Stop it, or give another number with --port."


class AddressUnusable(PlangraphError):
    """The server cannot listen at the host and port: unknown, not of this computer, or not allowed."""

    ja = "{host} のポート {port} では待ち受けられません({reason})。"
    en = "It is not possible to listen on port {port} of {host} ({reason})."
    hint_ja = "--host と --port を確かめてください。"
    hint_en = "Check --host and --port."


class SocketUnusable(PlangraphError):
    """What systemd hands over is not the one socket to listen on. Fields: found_ja, found_en."""

    ja = "systemd から渡されたのは{found_ja}で、待ち受けている TCP ソケット1個ではありません。"
    en = "systemd has handed over {found_en} instead of one TCP socket that listens."
    hint_ja = "ソケットユニットに、TCP のアドレスとポートの ListenStream= を1つだけ書いてください。"
    hint_en = "Give the socket unit a single ListenStream=, with a TCP address and port."


class ServerAbsent(PlangraphError):
    """No server that this user has started answers there."""

    ja = "{host} のポート {port} で動いている、あなたの plangraph は見つかりません。"
    en = "No server of yours answers on port {port} of {host}."
    hint_ja = "起動したときと同じユーザーで、同じ --host と --port を指定してください。"
    hint_en = "Give the --host and --port with which it was started, as the same user."


class ServerSilent(PlangraphError):
    """The server ended while it was asked, or something else has its place and says nothing."""

    ja = "{host} のポート {port} のサーバーは、終了したか、返事をしません。"
    en = "The server on port {port} of {host} has ended or gives no answer."
    hint_ja = "そのログを見て、動いていなければ起動し直してください。"
    hint_en = "Look at its log, and start it anew if it does not run."


class ServerForeign(PlangraphError):
    """What answers in the place of the server does not know its secret, or thinks that we do not."""

    ja = "{host} のポート {port} のサーバーの代わりに、{path} の合言葉を知らない何かが返事をしました。"
    en = (
        "Something that does not know the secret in {path} answers in the place of the server on port {port} of {host}."
    )
    hint_ja = "サーバーを起動し直してください。"
    hint_en = "Start the server anew."


class ReloadFailed(PlangraphError):
    """The server goes on with the data that it had. Fields: reason_ja, reason_en (sentences)."""

    ja = "新しいデータを読み込めません。{reason_ja}"
    en = "The data could not be reloaded. {reason_en}"
    hint_ja = "それまでは元のデータで応答を続けます。"
    hint_en = "The server goes on with the data that it had."
