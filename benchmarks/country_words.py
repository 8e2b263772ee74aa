"""The words that the synthetic country is named with: Japanese, reading in kana, English."""

from __future__ import annotations

from typing import Final, NamedTuple


class Word(NamedTuple):
    """A name or a part of one."""

    ja: str
    kana: str
    en: str


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(*(part.strip() for part in line.split("|"))) for line in text.strip().splitlines())


FIRST: Final = _words("""
青 | あお | Ao
赤 | あか | Aka
朝 | あさ | Asa
石 | いし | Ishi
岩 | いわ | Iwa
梅 | うめ | Ume
大 | おお | Oh
奥 | おく | Oku
小 | お | O
柿 | かき | Kaki
金 | かね | Kane
上 | かみ | Kami
川 | かわ | Kawa
北 | きた | Kita
桐 | きり | Kiri
草 | くさ | Kusa
栗 | くり | Kuri
黒 | くろ | Kuro
桜 | さくら | Sakura
笹 | ささ | Sasa
下 | しも | Shimo
白 | しら | Shira
杉 | すぎ | Sugi
高 | たか | Taka
滝 | たき | Taki
竹 | たけ | Take
月 | つき | Tsuki
鶴 | つる | Tsuru
長 | なが | Naga
夏 | なつ | Natsu
西 | にし | Nishi
萩 | はぎ | Hagi
東 | ひがし | Higashi
広 | ひろ | Hiro
藤 | ふじ | Fuji
古 | ふる | Furu
星 | ほし | Hoshi
松 | まつ | Matsu
南 | みなみ | Minami
森 | もり | Mori
山 | やま | Yama
若 | わか | Waka
""")
SECOND: Final = _words("""
井 | い | i
池 | いけ | ike
浦 | うら | ura
江 | え | e
岡 | おか | oka
方 | かた | kata
木 | き | ki
倉 | くら | kura
坂 | さか | saka
崎 | さき | saki
沢 | さわ | sawa
島 | しま | shima
瀬 | せ | se
園 | その | sono
田 | た | ta
谷 | たに | tani
津 | つ | tsu
手 | て | te
戸 | と | to
中 | なか | naka
根 | ね | ne
野 | の | no
橋 | はし | hashi
畑 | はた | hata
浜 | はま | hama
原 | はら | hara
平 | ひら | hira
船 | ふね | fune
間 | ま | ma
丘 | おか | gaoka
水 | みず | mizu
宮 | みや | miya
本 | もと | moto
谷地 | やち | yachi
吉 | よし | yoshi
輪 | わ | wa
里 | さと | sato
関 | せき | seki
館 | たて | tate
塚 | つか | tsuka
泉 | いずみ | izumi
境 | さかい | sakai
""")
KINDS: Final = (Word("市", "し", "City"), Word("町", "ちょう", "Town"), Word("村", "むら", "Village"))

VISIONS: Final = _words("""
笑顔 | えがお | smiles
緑 | みどり | green
人の輪 | ひとのわ | circles of people
水と光 | みずとひかり | water and light
未来 | みらい | the future
誇り | ほこり | pride
""")
SPHERES: Final = _words("""
人を育てる | ひとをそだてる | People who grow
健やかに暮らす | すこやかにくらす | Healthy lives
安心して住む | あんしんしてすむ | Safe homes
にぎわいをつくる | にぎわいをつくる | Lively trade
""")

TOPICS: Final = _words("""
子育て | こそだて | raising children
学校教育 | がっこうきょういく | schools
生涯学習 | しょうがいがくしゅう | lifelong learning
文化財 | ぶんかざい | cultural property
スポーツ | すぽーつ | sports
男女共同参画 | だんじょきょうどうさんかく | gender equality
医療 | いりょう | medical care
健康づくり | けんこうづくり | health
高齢者福祉 | こうれいしゃふくし | care for the elderly
障がい者福祉 | しょうがいしゃふくし | support of the disabled
地域福祉 | ちいきふくし | community welfare
ごみ減量 | ごみげんりょう | less waste
水道 | すいどう | water supply
下水道 | げすいどう | sewerage
道路 | どうろ | roads
公共交通 | こうきょうこうつう | public transport
住宅 | じゅうたく | housing
公園 | こうえん | parks
防災 | ぼうさい | disaster prevention
消防 | しょうぼう | fire service
防犯 | ぼうはん | crime prevention
交通安全 | こうつうあんぜん | road safety
農業 | のうぎょう | agriculture
林業 | りんぎょう | forestry
水産業 | すいさんぎょう | fisheries
畜産 | ちくさん | livestock
商業 | しょうぎょう | commerce
工業 | こうぎょう | industry
観光 | かんこう | tourism
雇用 | こよう | employment
起業 | きぎょう | new businesses
移住定住 | いじゅうていじゅう | settling
情報化 | じょうほうか | digitisation
広報広聴 | こうほうこうちょう | public relations
行財政改革 | ぎょうざいせいかいかく | administrative reform
再生可能エネルギー | さいせいかのうえねるぎー | renewable energy
""")
FIELDS: Final = dict(
    zip(
        (topic.ja for topic in TOPICS),
        (
            *("welfare", "education", "education", "education", "education", "general-administration"),
            *("health-and-sanitation", "health-and-sanitation", "welfare", "welfare", "welfare"),
            *("health-and-sanitation", "health-and-sanitation", "public-works", "public-works"),
            *("general-administration", "public-works", "public-works"),
            *("fire-and-disaster-prevention", "fire-and-disaster-prevention"),
            *("general-administration", "general-administration"),
            *("agriculture-forestry-fisheries",) * 4,
            *("commerce-and-industry",) * 3,
            *("labour", "commerce-and-industry"),
            *("general-administration",) * 4,
            "health-and-sanitation",
        ),
        strict=True,
    )
)
"""The common policy field of each topic."""

ASPECTS: Final = _words("""
人材の育成 | じんざいのいくせい | training of people for
施設の整備 | しせつのせいび | facilities for
情報の発信 | じょうほうのはっしん | information on
相談の体制 | そうだんのたいせい | advice on
計画の策定 | けいかくのさくてい | planning of
団体の支援 | だんたいのしえん | support of groups for
環境の改善 | かんきょうのかいぜん | better conditions for
広域の連携 | こういきのれんけい | co-operation on
意識の啓発 | いしきのけいはつ | awareness of
担い手の確保 | にないてのかくほ | finding those who do
技術の活用 | ぎじゅつのかつよう | technology for
参加の促進 | さんかのそくしん | taking part in
""")
ENDS: Final = _words("""
の充実 | のじゅうじつ | Better
の推進 | のすいしん | Promotion of
の振興 | のしんこう | Furthering
の強化 | のきょうか | Stronger
""")
