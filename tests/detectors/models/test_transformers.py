import json
import shutil
import string

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leakbench.detectors import conformance
from leakbench.detectors.contract import accept
from leakbench.detectors.label_aliases import MODEL_FILE, UnmappedModelLabelsError
from leakbench.detectors.models.model_folder import DEVICE, DeviceError, ModelFolderError
from leakbench.detectors.models.transformers import NoFastTokenizerError, Transformers

torch = pytest.importorskip("torch", reason="torch is too large for the development install")
transformers = pytest.importorskip("transformers", reason="comes with leakbench[transformers]")
tokenizers = pytest.importorskip("tokenizers", reason="comes with leakbench[transformers]")

BIO = ["O", "B-PER", "I-PER", "B-TEL", "I-TEL"]
BIOES = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "S-TEL"]
SPECIAL = {
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
}
PAD_ONLY = {"pad_token": "<pad>"}
SURNAMES, GIVEN = "张李王", "伟静芳娜"


def word_pieces():
    """A tokenizer of characters, and of pieces of digits and letters."""
    signs = [*SURNAMES, *GIVEN, *string.digits, *string.ascii_lowercase, *"，。：|@.-的是"]
    tails = [f"##{sign}" for sign in string.digits + string.ascii_lowercase]
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *signs, *tails]
    vocabulary = {name: code for code, name in enumerate(names)}
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizers.BertWordPieceTokenizer(vocabulary)._tokenizer,  # noqa: SLF001
        model_max_length=512,
        **SPECIAL,
    )


def byte_pieces():
    """A tokenizer of single bytes, of which a Chinese character has three."""
    alphabet = sorted(tokenizers.pre_tokenizers.ByteLevel.alphabet())
    vocabulary = {sign: code for code, sign in enumerate(["<pad>", *alphabet])}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE(vocabulary, []))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=512, **PAD_ONLY
    )


def marked_pieces():
    """A tokenizer that marks the beginning of a run of Chinese with a token of its own."""
    pieces = [("<pad>", -9.0), ("<unk>", -9.0), ("▁", -2.0)]
    pieces += [(sign, -3.0) for sign in SURNAMES + GIVEN + string.digits]
    tokenizer = tokenizers.Tokenizer(tokenizers.models.Unigram(pieces, 1, byte_fallback=False))
    tokenizer.normalizer = tokenizers.normalizers.NFKC()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Metaspace()
    return transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, model_max_length=512, **PAD_ONLY
    )


def save(folder, tokenizer, tags, meant, positions=512):
    """A classifier that tags each token by what it is, whatever stands around it.

    Args:
        folder: Where to.
        tokenizer: Its tokenizer.
        tags: Names of its tags, ``O`` first.
        meant: Tag of a token by its text; others are outside.
        positions: Tokens that it reads at once.
    """
    config = transformers.BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=len(tags),
        num_hidden_layers=0,
        num_attention_heads=1,
        max_position_embeddings=positions,
        id2label=dict(enumerate(tags)),
        label2id={tag: code for code, tag in enumerate(tags)},
    )
    model = transformers.BertForTokenClassification(config)
    with torch.no_grad():
        for weights in model.bert.embeddings.parameters():
            weights.zero_()
        model.bert.embeddings.LayerNorm.weight.fill_(1.0)
        for text, code in tokenizer.get_vocab().items():
            model.bert.embeddings.word_embeddings.weight[code, tags.index(meant(text))] = 1.0
        model.classifier.weight.copy_(torch.eye(len(tags)) * 4)
        model.classifier.bias.zero_()
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return str(folder)


def bio(text):
    """A surname begins a name, every digit a number: a model never taught the pieces of a word."""
    if text in SURNAMES:
        return "B-PER"
    return "I-PER" if text in GIVEN else "B-TEL" if text.strip("#").isdigit() else "O"


def bioes(text):
    """Names end with a given name, except after a character that is inside."""
    if text in SURNAMES:
        return "B-PER"
    named = {"伟": "E-PER", "静": "I-PER", "芳": "E-PER", "娜": "S-PER"}
    return named.get(text, "S-TEL" if text.strip("#").isdigit() else "O")


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Saved models by name."""
    root = tmp_path_factory.mktemp("models")
    pieces = word_pieces()
    letters = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    lead = {letters.pre_tokenize_str(sign)[0][0][0] for sign in SURNAMES}
    return {
        "bio": save(root / "bio", pieces, BIO, bio),
        "bioes": save(root / "bioes", pieces, BIOES, bioes),
        "narrow": save(root / "narrow", pieces, BIO, bio, positions=16),
        "marks": save(root / "marks", marked_pieces(), BIO, bio),
        "bytes": save(
            root / "bytes",
            byte_pieces(),
            BIO,
            lambda text: "B-PER" if text in lead else "B-TEL" if text.isdigit() else "O",
        ),
    }


@pytest.fixture(scope="module")
def models(folders):
    """The same, loaded."""
    return {name: Transformers(folder) for name, folder in folders.items()}


def found(detector, text):
    """Texts and labels of the spans found in one string."""
    batch = pa.RecordBatch.from_pydict({"text": [text]})
    spans = accept(detector.detect(batch), batch, detector).to_pylist()
    return [(text[span["start"] : span["end"]], span["label"]) for span in spans]


@pytest.mark.parametrize("name", ["bio", "bioes", "bytes", "marks", "narrow"])
def test_keeps_the_contract(models, name):
    """Every property that a detector must keep."""
    conformance.check(models[name])


def test_knows_its_name_and_labels(models, folders):
    """A detector is named after its folder, and finds what the model's tags mean."""
    assert models["bio"].name == f"transformers:{folders['bio']}"
    assert models["bio"].labels == {"PERSON", "PHONE"}
    assert Transformers.labels == frozenset()


def test_finds_names_and_numbers(models):
    """Touching names are two; the pieces of a number are one."""
    assert found(models["bio"], "张伟李静，13800000000") == [
        ("张伟", "PERSON"),
        ("李静", "PERSON"),
        ("13800000000", "PHONE"),
    ]


def test_five_letter_schemes_are_decoded(models):
    """A span of begin, inside and end is one; ends and single tags close it."""
    assert found(models["bioes"], "张静伟李芳娜") == [
        ("张静伟", "PERSON"),
        ("李芳", "PERSON"),
        ("娜", "PERSON"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("😀张伟👨\u200d👩李静", ["张伟", "李静"]),
        ("𬱖𬱖张伟", ["张伟"]),
        ("\u200b张\u200b伟\ufeff", ["张\u200b伟"]),
        ("e\u0301张伟\u0301", ["张伟\u0301"]),
        ("\x00\r\n\u3000张伟 李静", ["张伟", "李静"]),
        ("张伟[SEP]李静[PAD]王芳", ["张伟", "李静", "王芳"]),
        ("", []),
        (" \u200b\n", []),
    ],
)
def test_offsets_are_code_points(models, text, names):
    """What takes more bytes, no width or no token of its own moves no span."""
    assert [name for name, _ in found(models["bio"], text)] == names


def test_a_character_of_several_tokens_is_one(models):
    """A tokenizer of bytes cuts a character into three; the first speaks for it."""
    assert found(models["bytes"], "张13") == [("张", "PERSON"), ("13", "PHONE")]
    assert found(models["bytes"], "😀张")[-1] == ("张", "PERSON")


def test_the_mark_of_a_beginning_is_no_character(models):
    """A token that only marks where a run begins does not speak for the character after it."""
    assert found(models["marks"], "张伟 李静😀王芳") == [
        ("张伟", "PERSON"),
        ("李静", "PERSON"),
        ("王芳", "PERSON"),
    ]


@settings(max_examples=40)
@given(st.text("张李伟静娜1a，😀 \u0301\u200b", max_size=80))
def test_windows_change_nothing(models, text):
    """Read 16 tokens at a time or all at once, a text has the same spans."""
    assert found(models["narrow"], text) == found(models["bio"], text)


def test_every_window_is_read(models):
    """A long text has all its names, at their places."""
    text = "张伟，是的。" * 3_000
    assert found(models["bio"], text) == [("张伟", "PERSON")] * 3_000


def test_the_score_is_the_mean_probability(models):
    """Certain tags have a score near one, which is the same wherever the span stands."""
    batch = pa.RecordBatch.from_pydict({"text": ["张伟", "是的是的张伟的", "1"]})
    scores = models["bio"].detect(batch).column("score").to_pylist()
    assert all(0.9 < score <= 1.0 for score in scores)
    assert scores[0] == pytest.approx(scores[1], abs=1e-5)


def test_labels_without_a_meaning_stop_it(tmp_path):
    """One message names them all; a table in the folder gives them a meaning."""
    tags = ["O", "B-PER", "B-书", "B-LABEL_9"]
    folder = save(tmp_path, word_pieces(), tags, lambda text: "B-书" if text == "的" else "O")
    with pytest.raises(UnmappedModelLabelsError, match="书, LABEL_9"):
        Transformers(folder)
    (tmp_path / MODEL_FILE).write_text("alias,label\n书,WAYBILL\nLABEL_9,\n", "utf-8")
    detector = Transformers(folder)
    assert detector.labels == {"PERSON", "WAYBILL"}
    assert found(detector, "是的") == [("的", "WAYBILL")]


def test_kinds_left_out_are_not_found(tmp_path):
    """What the table maps to nothing is no span, and does not join its neighbours."""
    folder = save(tmp_path, word_pieces(), BIO, bio)
    (tmp_path / MODEL_FILE).write_text("alias,label\nTEL,\n", "utf-8")
    detector = Transformers(folder)
    assert detector.labels == {"PERSON"}
    assert found(detector, "张1伟") == [("张", "PERSON"), ("伟", "PERSON")]


def test_a_missing_folder_is_refused(tmp_path):
    """Nothing is looked for anywhere but in the folder."""
    with pytest.raises(ModelFolderError):
        Transformers(str(tmp_path / "missing"))


def test_a_folders_own_code_is_not_run(folders, tmp_path, capfd):
    """A model that brings code is refused, without a question on the terminal."""
    shutil.copytree(folders["bio"], tmp_path / "own")
    config = json.loads((tmp_path / "own/config.json").read_text("utf-8"))
    del config["model_type"]
    config["auto_map"] = {"AutoConfig": "own.Config"}
    (tmp_path / "own/config.json").write_text(json.dumps(config), "utf-8")
    (tmp_path / "own/own.py").write_text("print('run')\n", "utf-8")
    with pytest.raises(ValueError, match="trust_remote_code"):
        Transformers(str(tmp_path / "own"))
    assert capfd.readouterr().out == ""


def test_a_slow_tokenizer_is_refused(folders, monkeypatch):
    """Without offsets there are no spans."""
    slow = type("Slow", (), {"is_fast": False})
    monkeypatch.setattr(
        transformers.AutoTokenizer, "from_pretrained", lambda *_args, **_named: slow()
    )
    with pytest.raises(NoFastTokenizerError, match="no fast tokenizer"):
        Transformers(folders["bio"])


def test_roberta_counts_positions_from_behind_the_padding(tmp_path):
    """A model whose first positions are taken reads that many tokens less, and no more."""
    tokenizer = word_pieces()
    config = transformers.XLMRobertaConfig(
        vocab_size=len(tokenizer),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        max_position_embeddings=18,
        pad_token_id=1,
        id2label=dict(enumerate(BIO)),
        label2id={tag: code for code, tag in enumerate(BIO)},
    )
    transformers.XLMRobertaForTokenClassification(config).save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    detector = Transformers(str(tmp_path))
    assert detector._window == 16  # noqa: SLF001 - one more would be an index error
    found(detector, "张伟是" * 40)


def test_the_device_must_be_there(folders, monkeypatch):
    """A device that this machine lacks is one clear error, before anything is loaded onto it."""
    monkeypatch.setenv(DEVICE, "cuda:99")
    with pytest.raises(DeviceError, match="cuda:99"):
        Transformers(folders["bio"])


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device on this machine")
def test_answers_are_the_same_on_cuda(folders, models, monkeypatch):
    """The device changes no span."""
    monkeypatch.setenv(DEVICE, "cuda")
    text = "张伟，13800000000，李静" * 50
    assert found(Transformers(folders["bio"]), text) == found(models["bio"], text)


def test_nothing_is_printed(folders, capfd):
    """Loading and finding write neither to stdout nor to stderr."""
    found(Transformers(folders["bio"]), "张伟")
    assert capfd.readouterr() == ("", "")
