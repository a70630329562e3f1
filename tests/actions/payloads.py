"""One payload of each kind of the grammar."""

from bot.gateway import payloads

_EXAMPLES = {
    "topic": ("topic:sleep", "topic:rights"),
    "municipality": ("municipality:2460",),
    "age": ("age:15",),
    "for": ("for:self", "for:relative"),
    "lang": ("lang:en", "lang:sv", "lang:so"),
    "skip": ("skip:municipality", "skip:age", "skip:for"),
    "right": ("right:sip",),
}
# A new kind of payload without an example here is a KeyError, and so a failing test.
EVERY_KIND = (
    *payloads._PLAIN,
    *(example for kind in payloads._VALUED for example in _EXAMPLES[kind]),
)
