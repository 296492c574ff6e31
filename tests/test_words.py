"""Every sentence people read is in the Indonesian catalogue, complete."""

import re

from babel.messages.pofile import read_po

from generator.language import _CATALOGUES
from tests.words import used

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def test_every_sentence_has_an_indonesian_one_with_the_same_placeholders() -> None:
    with (_CATALOGUES / "id.po").open("rb") as file:
        catalogue = read_po(file, locale="id")
    ids = used()
    assert len(ids) > 300, "the extraction found too little to be true"
    for message in sorted(ids, key=str):
        singular = message if isinstance(message, str) else message[0]
        found = catalogue.get(singular)
        assert found is not None, f"not in id.po: {singular}"
        assert "fuzzy" not in found.flags, f"not sure: {singular}"
        sentence = found.string if isinstance(found.string, str) else "".join(found.string or ())
        assert sentence, f"empty in id.po: {singular}"
        wanted = set(_PLACEHOLDER.findall("".join([message] if isinstance(message, str) else message)))
        assert set(_PLACEHOLDER.findall(sentence)) <= wanted, f"other placeholders: {sentence}"


def test_the_catalogue_holds_nothing_that_is_not_used() -> None:
    with (_CATALOGUES / "id.po").open("rb") as file:
        known = {m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file, locale="id") if m.id}
    assert known - {m if isinstance(m, str) else m[0] for m in used()} == set()
