import re
import string
import sys
from itertools import pairwise
from types import SimpleNamespace

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leakbench.detectors import conformance
from leakbench.detectors.contract import accept
from leakbench.detectors.label_aliases import MODEL_FILE
from leakbench.detectors.models.gliner import Gliner, PromptsTooLongError, words
from leakbench.detectors.models.model_folder import ModelFolderError
from leakbench.generator.entities import entities

NAMES = re.compile("[张李王][伟静芳]")
SPECIAL = {
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
}

# Checks that weights drawn at random cannot pass: these find something in a full stop, and what
# they find depends on all that stands around it.
WANT_SENSE = {
    conformance.offsets_are_exact,
    conformance.reads_long_cells,
    conformance.tells_columns_apart,
}


class Model:
    """Stands in for a loaded model: finds names and numbers between the words it is shown."""

    def __init__(self, limit, max_len):
        self.config = SimpleNamespace(max_len=max_len)
        self.data_processor = SimpleNamespace(
            words_splitter=None,
            transformer_tokenizer=SimpleTokenizer(limit),
        )
        self.longest = 0

    def eval(self):
        """Like a torch module."""
        return self

    def inference(self, texts, labels, batch_size):
        """Spans from word to word only, as the library does."""
        assert batch_size > 0
        found = []
        for text in texts:
            cut = list(self.data_processor.words_splitter(text))
            self.longest = max(self.longest, len(cut))
            assert cut
            begins, ends = {begin for _, begin, _ in cut}, {end for *_, end in cut}
            kinds = [(NAMES, labels[0]), (re.compile("[0-9]+"), labels[1 % len(labels)])]
            found.append(
                [
                    {"start": one.start(), "end": one.end(), "label": label, "score": 0.75}
                    for pattern, label in kinds
                    for one in pattern.finditer(text)
                    if one.start() in begins and one.end() in ends
                ]
            )
        return found


class SimpleTokenizer:
    """Counts a token for each character."""

    def __init__(self, limit):
        self.model_max_length = limit

    def __call__(self, texts, *, add_special_tokens):
        """One number for each character, as the library asks."""
        assert not add_special_tokens
        return {"input_ids": [list(text) for text in texts]}


@pytest.fixture
def folder(tmp_path):
    """A folder that looks like a saved model."""
    (tmp_path / "gliner_config.json").touch()
    return tmp_path


@pytest.fixture
def load(monkeypatch, folder):
    """Build a detector around a model that stands in for a loaded one."""

    def build(limit=512, max_len=384):
        asked = []

        def from_pretrained(path, **options):
            asked.append((path, options))
            return Model(limit, max_len)

        library = SimpleNamespace(GLiNER=SimpleNamespace(from_pretrained=from_pretrained))
        torch = SimpleNamespace(device=str, set_num_threads=lambda _: None)
        monkeypatch.setitem(sys.modules, "gliner", library)
        monkeypatch.setitem(sys.modules, "torch", torch)
        detector = Gliner(str(folder))
        assert asked == [(folder, {"local_files_only": True, "map_location": "cpu"})]
        return detector

    return build


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A real model with weights drawn at random."""
    torch = pytest.importorskip("torch", reason="torch is too large for the development install")
    gliner = pytest.importorskip("gliner", reason="it needs torch")
    tokenizers = pytest.importorskip("tokenizers", reason="comes with gliner")
    transformers = pytest.importorskip("transformers", reason="comes with gliner")
    torch.manual_seed(1)
    root = tmp_path_factory.mktemp("gliner")
    signs = [*"张李王伟静芳姓名手机号码地址公司的是，。", *string.digits, *string.ascii_lowercase]
    names = [*SPECIAL.values(), *signs, *(f"##{sign}" for sign in signs)]
    pieces = tokenizers.BertWordPieceTokenizer({name: code for code, name in enumerate(names)})
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=pieces._tokenizer,  # noqa: SLF001 - the plain tokenizer inside
        model_max_length=512,
        **SPECIAL,
    ).save_pretrained(root / "tokenizer")
    encoder = {
        "model_type": "bert",
        "vocab_size": len(names),
        "hidden_size": 16,
        "num_hidden_layers": 1,
        "num_attention_heads": 1,
        "intermediate_size": 16,
        "max_position_embeddings": 512,
    }
    config = gliner.GLiNERConfig(
        model_name=str(root / "tokenizer"), hidden_size=16, max_len=64, encoder_config=encoder
    )
    gliner.GLiNER.from_config(config, backbone_from_pretrained=False).save_pretrained(
        root / "model"
    )
    return root / "model"


def found(detector, text):
    """Texts and labels of the spans found in one string."""
    batch = pa.RecordBatch.from_pydict({"text": [text]})
    spans = accept(detector.detect(batch), batch, detector).to_pylist()
    return [(text[span["start"] : span["end"]], span["label"]) for span in spans]


def test_keeps_the_contract(load):
    """Every property that a detector must keep."""
    conformance.check(load())


def test_asks_for_the_registry_by_its_titles(load, folder):
    """Without a table every label is asked for, in Chinese."""
    detector = load()
    assert detector.name == f"gliner:{folder}"
    assert detector.labels == set(entities())
    assert found(detector, "张伟1") == [("张伟", "PERSON_NAME"), ("1", "MOBILE")]


def test_asks_in_the_words_of_a_table(load, folder):
    """A table in the folder names what to ask for and what each means."""
    (folder / MODEL_FILE).write_text("alias,label\nperson,PERSON\nbook,\nphone,PHONE\n", "utf-8")
    detector = load()
    assert detector.labels == {"PERSON", "PHONE"}
    assert found(detector, "张伟1") == [("张伟", "PERSON"), ("1", "PHONE")]


def test_names_inside_a_run_of_chinese_are_reached(load):
    """A name may begin and end between any two characters; a number is one word."""
    detector = load()
    assert found(detector, "业主张伟的电话tel13800000000李静") == [
        ("张伟", "PERSON_NAME"),
        ("李静", "PERSON_NAME"),
        ("13800000000", "MOBILE"),
    ]


@given(st.text())
def test_words_are_cut_exactly(text):
    """Each word is its characters; only white space and what no one sees is left out."""
    cut = list(words(text))
    assert all(text[begin:end] == word for word, begin, end in cut)
    assert all(end <= begin for (*_, end), (_, begin, _) in pairwise(cut))
    assert not [word for word, *_ in cut if word.isspace()]
    assert all(len(word) == 1 or word.isascii() for word, *_ in cut)


@pytest.mark.parametrize(("limit", "max_len"), [(512, 20), (400, 384)])
def test_no_piece_is_longer_than_the_model_reads(load, limit, max_len):
    """A long text is read to its end in pieces that fit, beside all that is asked for."""
    detector = load(limit, max_len)
    assert found(detector, "张伟，是的。" * 500) == [("张伟", "PERSON_NAME")] * 500
    taken = sum(len(one.title) + 1 for one in entities().values()) + 4
    assert detector._model.longest <= min(max_len, (limit - taken) // 2)  # noqa: SLF001


def test_prompts_that_leave_no_room_are_refused(load):
    """A model that its prompts fill is one clear error."""
    with pytest.raises(PromptsTooLongError, match=r"of the 64 that it reads; name fewer"):
        load(limit=64)


def test_a_missing_model_is_refused(load, folder):
    """A folder without a GLiNER model is named with what it lacks."""
    (folder / "gliner_config.json").unlink()
    with pytest.raises(ModelFolderError, match=r"no gliner_config\.json"):
        load()


def test_a_real_model_loads_and_answers(saved):
    """A saved model is read from its folder alone, and its spans keep the contract."""
    detector = Gliner(str(saved))
    spans = found(detector, "张伟手机13800000000，李静")
    assert spans
    assert {label for _, label in spans} <= set(entities())
    for one in conformance.CHECKS:
        if one not in WANT_SENSE:
            one(detector)


def test_a_real_model_reads_single_characters(saved):
    """Spans begin and end inside a run of Chinese, which its own splitter takes for one word."""
    text = "张伟手机李静地址王芳"
    inside = [span for span, _ in found(Gliner(str(saved)), text) if span != text]
    assert inside


def test_a_real_model_reads_long_texts(saved):
    """No text is cut off (which the library would warn of), whatever characters are in it."""
    text = "张伟，1380\u200b😀e\u0301。" * 200
    batch = pa.RecordBatch.from_pydict({"text": [text]})
    ends = Gliner(str(saved)).detect(batch).column("end").to_pylist()
    assert max(ends) > len(text) - 64
