"""Builds ``models/vi_news``, the spaCy pipeline of the whole analysis: a configuration and a card, no weights.

Run ``python -m nlp_service.training.spacy_package``.
"""

from __future__ import annotations

from pathlib import Path

import spacy

from nlp_service.model_store import default_root, write_manifest

NAME = "vi_news"
VERSION = "0.1.0"
_LICENCE = "MIT"

_CARD = f"""\
# {NAME}

The whole analysis of nlp_service as a spaCy pipeline: a tokenizer by words and one component, `nlp_service_analysis`.
The folder holds a configuration and no weights: the component loads the models of the installed package (`ner-fast`,
`topics`) and verifies their checksums. The package `nlp-service` must be installed.

```python
import spacy

nlp = spacy.load("models/{NAME}")
doc = nlp("Kỷ niệm 46 năm Ngày Giải phóng miền Nam (30/4/1975 - 30/4/2021) tại Khánh Hòa.")
doc.ents                 # PER, ORG, LOC, EVENT, LAW; ent.kb_id_ is the entity's id
doc._.dates              # with TIMEX3 values
doc._.anniversaries
doc._.topics, doc._.tags
doc._.analysis           # all of it, the object that the API gives
```

To say when an article was published, set it before the pipeline runs:

```python
doc = nlp.make_doc(text)
doc._.published = "2021-04-30"
doc = nlp(doc)
```

- `doc.text` is exactly the text given; tokens are words of several syllables, split where an entity begins or ends
  inside one.
- A text that is empty, longer than 1 MiB, binary or not Vietnamese raises `nlp_service.errors.InputError`.
- Data, figures and limits are those of the models: see their cards.
- Built by `python -m nlp_service.training.spacy_package`. Licence of the configuration: {_LICENCE}.
"""


def build(root: Path) -> Path:
    """Write the pipeline into ``root / "vi_news"`` and return that folder. The models must already be in ``root``."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"@tokenizers": "nlp_service.words.v1"}}})
    nlp.add_pipe("nlp_service_analysis")
    nlp.meta.update(
        name="news",
        version=VERSION,
        description="Vietnamese news analysis: words, names, dates, anniversaries, topics, tags.",
        license=_LICENCE,
    )
    folder = root / NAME
    nlp.to_disk(folder, exclude=["vocab"])
    (folder / "README.md").write_text(_CARD, encoding="utf-8")
    write_manifest(folder, name=NAME, version=VERSION, licence=_LICENCE)
    return folder


if __name__ == "__main__":
    build(default_root())
