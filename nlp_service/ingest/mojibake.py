"""UTF-8 that was read as windows-1252 or Latin-1, once or twice: ``Viá»‡t Nam`` for ``Việt Nam``."""

from __future__ import annotations

import re

from nlp_service.ingest.encodings import as_bytes

# Lead bytes of two and three, each with its continuation bytes, as the characters that show them.
_CONTINUATION = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SEQUENCE = re.compile(f"(?:[Â-ß][{_CONTINUATION}]|[à-ï][{_CONTINUATION}]{{2}}|[ð-ô][{_CONTINUATION}]{{3}})+")
# The last byte of à, 0xA0, is a no-break space, which editors turn into a plain one.
_READABLE = re.compile(f"{_SEQUENCE.pattern}|Ã ")


def looks_like_mojibake(text: str) -> bool:
    """Whether ``text`` shows bytes of UTF-8 as characters."""
    return _SEQUENCE.search(text) is not None


def repair_mojibake(text: str) -> str:
    """Read the characters that show bytes of UTF-8 as UTF-8, each run by itself; others stay."""
    return _READABLE.sub(_read, text)


def _read(match: re.Match[str]) -> str:
    if match[0] == "Ã ":
        after = match.string[match.end() : match.end() + 1]
        return "à" if after.isalpha() else "à "
    content = as_bytes(match[0])
    try:
        return content.decode("utf-8") if content is not None else match[0]
    except UnicodeDecodeError:
        return match[0]
