"""Writes the archive of アオゾラ珈琲's account, a made-up year of posts, as X would hand it out: python make.py

The same year every time: chance is seeded. The company, its people, shops and products exist in these examples only.
"""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path

HERE = Path(__file__).parent / "data"
TOKYO = timezone(timedelta(hours=9))
FIRST, LAST = datetime(2025, 11, 23, tzinfo=TOKYO), datetime(2026, 11, 21, tzinfo=TOKYO)
OWN = "1357900000000000001"
CHANCE = random.Random(2026)

# What may stand in {…}: a word of the season, or of the trade.
SEASONS = {
    "winter": {"sky": ["霜", "粉雪", "北風", "冬の星"], "feel": ["吐く息が白い", "手がかじかむ", "空気がきりっとした"],
               "fruit": ["ゆず", "りんご", "金柑"], "cup": ["深煎りのホット", "ミルクたっぷりのカフェオレ", "しょうがのチャイ"]},
    "spring": {"sky": ["花曇り", "春の雨", "やわらかい日ざし", "土の匂い"], "feel": ["窓を開けたくなる", "上着のいらない", "眠気のさめない"],
               "fruit": ["いちご", "夏みかん", "よもぎ"], "cup": ["浅煎りのホット", "桜の塩漬けをのせたラテ", "はちみつのカフェオレ"]},
    "summer": {"sky": ["夕立", "入道雲", "蝉の声", "朝の風"], "feel": ["じっとしていても汗の出る", "氷の音がうれしい", "日かげの恋しい"],
               "fruit": ["桃", "すもも", "レモン"], "cup": ["水出しコーヒー", "ほろ苦いコーヒーゼリー", "炭酸で割ったエスプレッソ"]},
    "autumn": {"sky": ["いわし雲", "金木犀の香り", "虫の声", "高い空"], "feel": ["長袖のちょうどよい", "毛布を出した", "夜の長くなった"],
               "fruit": ["栗", "ぶどう", "かぼちゃ"], "cup": ["中深煎りのホット", "栗のラテ", "ほうじ茶のラテ"]},
}  # fmt: skip
WORDS = {
    "who": ["葉山", "戸田", "森", "小野"], "shop": ["本店", "川沿店"], "bean": ["グアテマラ", "エチオピア", "ケニア", "コロンビア", "ブラジル", "インドネシア"],
    "taste": ["黒糖のような甘さ", "花のような香り", "チョコレートの余韻", "木の実のこうばしさ", "柑橘の明るさ"],
    "tool": ["ドリッパー", "ミル", "フィルター", "ケトル", "サーバー"], "minute": ["2分半", "3分", "3分半", "4分"], "gram": ["12g", "15g", "18g", "20g"],
    "job": ["焙煎機の煙突の掃除", "棚の塗り直し", "豆の検品", "看板のみがき直し", "袋のスタンプ押し", "ミルの刃の研ぎ直し"],
    "found": ["豆の袋に、知らない国の切手", "床板のすきまに、10年前の豆", "引き出しに、先代の温度計", "屋根裏に、最初の看板"],
}  # fmt: skip

MORNINGS = [
    "おはようございます。{feel}朝です。{shop}は{cup}の用意ができています。",
    "{sky}の朝。開店前の{shop}で、{who}が{job}をしています。",
    "おはようございます。けさの一杯は{bean}。{taste}があります。",
    "{feel}朝ですね。通勤の前に3分だけ、すわっていきませんか。",
    "けさは{sky}。{shop}の窓ぎわが、いちばんいい席になります。",
]
CRAFT = [
    "{bean}を焼きました。いつもより20秒長くしたら、{taste}が前に出ました。",
    "コーヒーがうすく感じるときは、豆を{gram}にして、{minute}かけて注いでみてください。お湯は少し冷ましてから。",
    "{tool}を洗うときは、洗剤よりお湯です。油が残ると、次の一杯の香りがにごります。",
    "豆の保存は、飲みきる量だけ常温で、残りは冷凍で。出したらそのままひいて大丈夫です。",
    "焙煎日誌 {bean}、投入は180度、1ハゼは8分40秒。{taste}。 #焙煎日誌",
    "焙煎日誌 {bean}を2度焼き。1回目は{taste}、2回目は色だけ。1回目を出します。 #焙煎日誌",
    "{who}が{job}をしました。終わったころには、{who2}のほうが汗をかいていました。",
    "{found}が見つかりました。焙煎室では、だれも驚きません。",
    "焙煎室の温度計が新しくなりました。古いほうは、{shop}の壁で引退生活です。",
    "{bean}の農園から手紙が届きました。今年は雨が遅く、実が小ぶりだそうです。小さいぶん、味は濃いはずです。",
    "新人の{who}、カッピングで{bean}を当てました。3回目の正直、と言ってから数え直しています。",
    "コーヒーかすは、乾かすと消臭に使えます。{shop}の入口にも、ひと袋置いています。持ち帰りも自由です。",
    "{tool}の話。注ぎ口の細いものは、お湯の太さが一定になります。はじめの30秒だけでも、細く注いでみてください。",
    "豆をひく音で目が覚める、という方がいました。うらやましいので、店の目覚ましも替えました。",
    "袋の口を折る回数は3回。2回では香りが逃げ、4回では開けるのに疲れます。14年かけた結論です。",
    "{bean}と{fruit}は合います。理由はまだ分かりません。{who}が来週も試します。",
]
CHAT = [
    "{sky}を見ていたら、注文をひとつ聞きのがしました。おわびに、豆を2粒多く入れました。",
    "店の前で、猫が{minute}ほど考えごとをしていました。何も言わずに帰りました。",
    "{who}のお弁当が、きょうも全部茶色です。",
    "中の人は{fruit}が好きです。店の人には、もう知られています。",
    "月曜日です。月曜日の味は、たぶん少し苦いです。",
    "終電のあとの駅が静かで、靴の音だけが聞こえました。おやすみなさい。",
    "{feel}夜です。早めに休みましょう。",
    "雨宿りの方が3人。話しているうちに雨がやみ、3人とも帰りませんでした。",
]
SELLING = [
    "{fruit}を使った季節のラテ、{shop}で本日発売です。{price}円(税込)。ご来店をお待ちしています。",
    "新商品のドリップバッグ、{bean}が発売中です。ご注文はオンラインストアからどうぞ。 {url}",
    "オンラインストアの送料無料は{day}日まで。ご注文はお早めに。 {url}",
    "週末は豆の詰め放題です。{price}円で袋いっぱい。お見逃しなく。",
    "{day}日まで、{bean}が10%OFFです。ご購入はこちらから。 {url}",
    "季節のギフトセット、予約受付中です。ご予約は店頭かオンラインストアで。 {url}",
    "{cup}の2杯目が半額になるクーポンを配っています。{day}日までです。 {url}",
    "{shop}で{bean}の飲み比べセットを始めました。{price}円(税込)。ぜひお試しください。",
]
SOFT = [
    "きょうの{bean}は、{taste}がよく出ました。{shop}の量り売りの棚、左から2番目です。 {url}",
    "{fruit}のケーキが焼けました。{price}円です。コーヒーは{bean}を合わせます。",
    "ドリップバッグの新しい袋です。{who}が1枚ずつ描きました。 {url}",
    "{cup}の季節になりました。{shop}では{price}円でお出ししています。",
]
ASKING = [
    ("みなさんは朝のコーヒー、ブラックですか？ ミルクを入れますか？", "朝のコーヒー、ミルク派が6割でした。たくさんのお返事ありがとうございました。{who}は少数派だと分かり、うれしそうです。"),
    ("{fruit}を使うなら、ケーキとラテのどちらが飲みたい（食べたい）ですか？", "{fruit}はラテがいい、という声が多かったです。投票ありがとうございました。試作を始めます。"),
    ("コーヒーに合うお菓子、みなさんの一番はどれですか？", "「コーヒーに合うお菓子」、いちばん多かったのは固めのプリンでした。お返事ありがとうございました。"),
    ("{shop}の本棚に置いてほしい本はありますか？", ""),
    ("豆の袋の色、春は何色がいいと思いますか？", "袋の色、たくさんのご意見をありがとうございました。多かったのは若草色です。見本を作ります。"),
    ("コーヒーを飲むのは、仕事の前ですか？ あとですか？", ""),
    ("ひとりで喫茶店に入れるようになったのは、何歳のときですか？", "はじめてのひとり喫茶店、みなさんのお話に焙煎室でうなずいていました。ありがとうございました。"),
]  # fmt: skip
NOTICES = [
    "{shop}は{closed}、設備点検のため臨時休業します。ご不便をおかけします。",
    "オンラインストアは、{closed}の2時から5時までシステムの点検をします。そのあいだ、ご注文いただけません。",
    "本日、大雨のため{shop}は15時で閉店します。お足もとにお気をつけください。",
    "オンラインストアにつながりにくい障害が起きています。復旧しだい、ここでお知らせします。",
    "つながりにくい状態は復旧しました。ご不便をおかけして申し訳ありませんでした。",
]
REPLIES = [
    "{bean}でしたら、{minute}くらいの抽出が合うと思います。まずは{gram}で試してみてください。",
    "うれしいです。{who}に見せたら、画面に向かっておじぎをしていました。",
    "{shop}は平日の15時すぎが比較的空いています。窓ぎわは電源もあります。",
    "そのミル、{job}の前に一度分解してみてください。奥に古い粉がたまっていることがあります。",
    "{fruit}を入れるとは思いつきませんでした。今夜、焙煎室でまねします。",
    "豆は冷凍庫からそのままひいて大丈夫です。霜がついたときだけ、5分おいてください。",
    "お子さんの絵、{shop}の壁にはりました。いちばん高いところです。",
    "苦みが気になるときは、お湯を90度くらいまで冷ましてみてください。{taste}が出てきます。",
    "おめでとうございます。お祝いの一杯は、深いほうの席でどうぞ。",
    "届いた袋が破れていたとのこと、申し訳ありません。代わりの{bean}を本日発送します。",
    "{cup}は{shop}だけのメニューです。遠くの方にも飲んでいただけるよう、考えてみます。",
    "営業は平日20時まで、土日は19時までです。閉店の10分前でも、いれたてをお出しします。",
    "その飲み方、{who}も好きです。氷は1つがおすすめです。",
    "お待たせしています。ご注文を確認しますので、注文番号をDMでお知らせください。",
    "毎朝の一杯に選んでいただき、ありがとうございます。きょうは{sky}ですね。",
]
TEMPLATES = [
    "お問い合わせありがとうございます。貴重なご意見として今後の参考にさせていただきます。",
    "ご不便をおかけして申し訳ございません。関係部署と共有し、サービスの向上に努めてまいります。",
]
QUOTES = [
    "川べりの市、今年も{shop}の前に出ます。{who}が太鼓の係です。",
    "こだま製パンさんの新しい食パン、うちの{bean}と合わせて開店前に食べました。ごちそうさまでした。",
    "写真の席、{shop}の左奥ですね。{feel}日は、そこがいちばんです。",
]
REPOSTS = [
    "RT @kodama_seipan: 朝の食パンが焼けました。きょうは角のところが上手です。",
    "RT @kawaberi_ichi: 今月の川べりの市は第3日曜です。雨のときは橋の下でやります。",
    "RT @yuzu_to_asa: 朝の一杯。窓をあけて、ゆっくり。",
]
FAULTS = [
    "{bean}は世界一おいしいコーヒーです。絶対に後悔させません。",
    "女性でも飲みやすい、やさしい味に焼き上げました。",
    "他店のコーヒーはうすくて飲めたものではない、と{who}が言っていました。うちは濃いです。",
    "{cup}を飲むと、体の毒がぬけてやせます。",
    "12月32日まで、焙煎教室の申し込みを受け付けています。",
]
# What may follow, so that no two days read the same.
TAILS = {
    "selling": ["雨の日は、傘立ての横に見本があります。", "{who}のおすすめは、ミルクを少しだけ。", "入荷は{day}袋ほどです。なくなりしだい、次の焙煎をお待ちください。",
                "おみやげには小さい袋もあります。", "{shop}では、試し飲みもできます。", "ラッピングは無料です。", "{fruit}のお菓子といっしょにどうぞ。", "{sky}の日のおともに。"],
    "soft": ["{who}がいちばん気に入っています。", "なくなったら、また焼きます。", "朝のうちが、いちばん香ります。"],
    "morning": ["きょうも10時に開けます。", "鍵をあけたら、もう猫が待っていました。", "最初のお客さまは、たぶん郵便屋さんです。", "{who}は少し寝ぐせです。",
                "暖簾をかけたら、となりのパン屋さんも開きました。", "けさの湯気は、まっすぐ上がっています。", "{found}が出てきた話は、また今度。"],
    "craft": ["次はもう少し浅く焼いてみます。", "{who}が味見をしています。", "道具は高くなくて大丈夫です。", "ためしたら、ぜひ感想を聞かせてください。",
              "{shop}の黒板にも書いておきました。", "先代のノートに、同じことが書いてありました。", "{fruit}の季節まで、続けてみます。", "失敗した分は、みんなで飲みました。",
              "メモは焙煎室の壁にあります。", "{sky}の日は、湿度で味が変わります。", "明日は{job}の予定です。", "答え合わせは来週します。"],
    "chat": ["{who}は気づいていません。", "こういう日もあります。", "焙煎室では、3日ほど話題でした。", "明日は{cup}にします。", "店のノートに書いておきました。", "だれか、続きを知りませんか。"],
    "reply": ["{who}より。", "また聞かせてください。", "{sky}の日に、ぜひ。", "よい一日になりますように。", "次は{fruit}のころに。", "ご家族にもよろしくお伝えください。",
              "店でお会いできるのを楽しみにしています。", "分からないことがあれば、いつでもどうぞ。", "写真もありがとうございます。", "焙煎室に回覧しました。"],
}  # fmt: skip
# The last posts before the drafts of these examples begin.
NOVEMBER = [
    ("2026-11-02T08:10", "post", "おはようございます。11月最初の月曜日です。焙煎室のストーブに、今年はじめて火を入れました。上にのせたやかんが鳴ったら、朝礼の時間です。"),
    ("2026-11-05T12:00", "post", "新人が「ラテに葉っぱを描けました」と見せてくれたカップ。どう見ても魚でした。本人も3秒後に気づきました。今日から本店では、魚のラテもご注文いただけます(運しだいです)。"),
    ("2026-11-08T10:30", "reply", "地獄からのご帰還、おつかれさまです。よく動いた日は、ミルクの入った甘いカフェオレはいかがでしょう。いすは深いほうの席を空けておきますね。"),
    ("2026-11-11T11:00", "post", "倉庫でひまつぶしに並べた豆の袋が、思いのほか美しかったので、そのまま棚の並びにしました。左から、色の濃い順です。"),
    ("2026-11-15T16:00", "post", "中の人、年のせいか、深煎りは午後3時までと決めました。それでも今夜は眠れそうにありません。新しい缶の見本が、明日届くからです。"),
    ("2026-11-18T09:00", "reply", "「苦いのに、あとから花の香りがした」とのお手紙、焙煎室で何度も読みました。おそらく、4年前の春に焼いていた豆です。来週、同じ焼き方をためしてみます。会えるといいですね。"),
    ("2026-11-20T07:00", "post", "焼きりんごのラテ、本日発売です。開店前のお店が、もうりんごの匂いでいっぱいです。窓は開けずにお待ちしています。"),
]  # fmt: skip
# How many of a hundred posts sell, by month: the winter gifts and a busy spring campaign.
EAGER = {11: 18, 12: 34, 1: 14, 2: 20, 3: 30, 4: 44, 5: 24, 6: 16, 7: 22, 8: 18, 9: 9, 10: 8}
FRIENDS = ["hoshi_no_asa", "tetote_zakka", "mugi_to_neko", "kawabe_walk", "nagi_books", "suzume_1109"]


def season(month: int) -> str:
    """The season that a month belongs to."""
    return {12: "winter", 1: "winter", 2: "winter", 3: "spring", 4: "spring", 5: "spring", 6: "summer", 7: "summer", 8: "summer"}.get(month, "autumn")  # fmt: skip


def filled(template: str, at: datetime) -> str:
    """The template with words of its day, one of each sort."""
    words = {name: CHANCE.choice(choices) for name, choices in {**WORDS, **SEASONS[season(at.month)]}.items()}
    words |= {"who2": CHANCE.choice([name for name in WORDS["who"] if name != words["who"]]), "url": "https://t.co/", "month": str(at.month)}
    closed = at + timedelta(days=CHANCE.randint(3, 9))
    words |= {"closed": f"{closed.month}月{closed.day}日({'月火水木金土日'[closed.weekday()]})"}
    words |= {"price": str(CHANCE.choice([480, 520, 580, 650, 980, 1_200])), "day": str(min(at.day + CHANCE.randint(2, 7), 28))}
    return template.format(**words)


def moment(day: datetime) -> datetime:
    """When on that day: mornings, noon and evenings most of all, late at night seldom."""
    hour = CHANCE.choices([7, 8, 9, 10, 12, 15, 17, 18, 19, 20, 21, 23], [6, 14, 8, 6, 16, 7, 8, 14, 8, 5, 3, 1])[0]
    return day.replace(hour=hour, minute=CHANCE.choice([0, 5, 10, 12, 15, 20, 30, 40, 45, 55]))


class Year:
    """The posts so far, as the archive has them."""

    def __init__(self) -> None:
        self.posts: list[dict[str, object]] = []
        self.waiting: dict[str, list[str]] = {}

    def fresh(self, sort: str, templates: list[str], at: datetime) -> str:
        """A text of a template that has rested longest, with something behind it where there is room."""
        waiting = self.waiting.setdefault(sort, [])
        if len(waiting) < 2:
            waiting[:] = [*waiting, *CHANCE.sample(templates, len(templates))]
        text = filled(waiting.pop(0), at)
        tails = TAILS.get(sort, [])
        if tails and CHANCE.random() < 0.85:
            tail = filled(CHANCE.choice(tails), at)
            address, mark = (" {}".format(text.split()[-1]), -1) if text.endswith(("https://t.co/", "#焙煎日誌")) else ("", None)
            text = f"{' '.join(text.split(' ')[:mark])}{tail}{address}"
        return text

    def add(self, at: datetime, text: str, kind: str = "post") -> None:
        number = str(1_900_000_000_000_000_000 + int((at - FIRST).total_seconds()) * 2_000_003 + CHANCE.randint(0, 999))
        tweet: dict[str, object] = {
            "edit_info": {"initial": {"editTweetIds": [number], "editsRemaining": "5", "isEditEligible": kind == "post"}},
            "retweeted": False,
            "source": '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>',
            "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
            "favorite_count": str(CHANCE.randint(0, 240)),
            "id_str": number,
            "truncated": False,
            "retweet_count": str(CHANCE.randint(0, 40)),
            "id": number,
            "created_at": at.astimezone(timezone.utc).strftime("%a %b %d %H:%M:%S +0000 %Y"),
            "favorited": False,
            "full_text": text,
            "lang": "ja",
        }
        entities: dict[str, list[object]] = tweet["entities"]  # type: ignore[assignment]
        if "https://t.co/" in text:
            short = f"https://t.co/{CHANCE.getrandbits(50):010x}"[:23]
            entities["urls"].append({"url": short, "expanded_url": "https://aozora.example.com/store", "display_url": "aozora.example.com/store"})
            text = text.replace("https://t.co/", short)
        if kind == "reply":
            friend = CHANCE.choice(FRIENDS)
            entities["user_mentions"].append({"name": friend, "screen_name": friend})
            text = f"@{friend} {text}"
            tweet |= {"in_reply_to_status_id_str": str(int(number) - 7_919), "in_reply_to_user_id_str": str(2_000 + FRIENDS.index(friend)), "in_reply_to_screen_name": friend}
        if kind == "quote":
            short = f"https://t.co/{CHANCE.getrandbits(50):010x}"[:23]
            entities["urls"].append({"url": short, "expanded_url": f"https://twitter.com/kawaberi_ichi/status/{int(number) - 7_919}"})
            text = f"{text} {short}"
        if kind == "post" and CHANCE.random() < 0.3:
            short = f"https://t.co/{CHANCE.getrandbits(50):010x}"[:23]
            entities["media"] = [{"url": short, "type": "photo", "id_str": str(int(number) - 1)}]
            text = f"{text} {short}"
        tweet["full_text"] = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self.posts.append(tweet)


def year() -> list[dict[str, object]]:
    """All posts, the oldest first."""
    book = Year()
    asked: list[tuple[datetime, str]] = []
    day = FIRST
    while day <= LAST - timedelta(days=20):
        for _ in range(CHANCE.choices([0, 1, 2, 3], [18, 52, 24, 6])[0]):
            at = moment(day)
            kind, text = chosen(book, at, asked)
            book.add(at, text, kind)
        for due, answer in [each for each in asked if each[0] <= day]:
            asked.remove((due, answer))
            book.add(moment(day), filled(answer, day))
        day += timedelta(days=1)
    for at, kind, text in NOVEMBER:
        book.add(datetime.fromisoformat(at).replace(tzinfo=TOKYO), text, kind)
    return sorted(book.posts, key=lambda post: int(str(post["id_str"])))


def chosen(book: Year, at: datetime, asked: list[tuple[datetime, str]]) -> tuple[str, str]:
    """What is posted: more selling in some months, and a fault now and then."""
    eager = EAGER[at.month]
    listening = 0.35 if (at.year, at.month) >= (2026, 9) else 1.0  # a busy autumn, in which replies fell behind
    sort = CHANCE.choices(
        ["selling", "soft", "morning", "craft", "chat", "asking", "notice", "reply", "template", "quote", "repost", "fault"],
        [eager, 7, 9, 20, 9, 6 * listening, 4, 30 * listening, 3, 4 * listening, 6, 1.6],
    )[0]
    if sort == "asking":
        question, answer = CHANCE.choice(ASKING)
        if answer and CHANCE.random() < 0.7:
            asked.append((at + timedelta(days=CHANCE.randint(2, 5)), answer))
        return "post", filled(question, at)
    if sort == "repost":
        return "repost", CHANCE.choice(REPOSTS)
    if sort in ("reply", "template"):
        return "reply", book.fresh(sort, REPLIES, at) if sort == "reply" else CHANCE.choice(TEMPLATES)
    lists = {"selling": SELLING, "soft": SOFT, "morning": MORNINGS, "craft": CRAFT, "chat": CHAT, "notice": NOTICES, "quote": QUOTES, "fault": FAULTS}  # fmt: skip
    return ("quote" if sort == "quote" else "post"), book.fresh(sort, lists[sort], at)


def written(name: str, value: object) -> str:
    """JavaScript as X writes it: a name and a JSON value."""
    return f"{name} = {json.dumps(value, ensure_ascii=False, indent=2)}\n"


def main() -> None:
    """The files of the archive that hold posts, or tell whose they are."""
    posts = year()
    files = [{"fileName": "data/tweets.js", "globalName": "YTD.tweets.part0", "count": str(len(posts))}]
    account = {"accountId": OWN, "username": "aozora_coffee", "accountDisplayName": "アオゾラ珈琲"}
    HERE.mkdir(exist_ok=True)
    # A post a line: the archive of X has many, and would be many times as long.
    lines = ",\n".join(json.dumps({"tweet": post}, ensure_ascii=False) for post in posts)
    (HERE / "tweets.js").write_text(f"window.YTD.tweets.part0 = [\n{lines}\n]\n", encoding="utf-8", newline="\n")
    (HERE / "account.js").write_text(written("window.YTD.account.part0", [{"account": account}]), encoding="utf-8", newline="\n")
    manifest = {"userInfo": {"accountId": OWN, "userName": "aozora_coffee"}, "dataTypes": {"tweets": {"files": files}}}
    (HERE / "manifest.js").write_text(written("window.__THAR_CONFIG", manifest), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
