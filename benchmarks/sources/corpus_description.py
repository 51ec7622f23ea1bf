"""The card of a corpus, in Chinese: columns, labels, tiers, writings, templates, one example."""

from importlib.resources import files
from string import Template

from leakbench.benchmarks.sources.record import record_at
from leakbench.generator.corpus import Corpus, corpus_of
from leakbench.generator.entities import entities
from leakbench.generator.packs import current
from leakbench.generator.spec import NOISES, SPLITS, Spec
from leakbench.generator.surfaces.declared_forms import mixtures

SHOWN_FORMS = 4
IDENTIFIERS = {"direct": "直接", "quasi": "间接", "none": "–"}


def corpus_description(name: str) -> str:
    """The card as Markdown.

    Raises:
        UnknownCorpusError: There is no corpus of this name.
    """
    spec = Spec(corpus=name, pack=current())
    corpus = corpus_of(spec)
    labels = [label for label in entities() if label in corpus.labels]
    template = (
        files("leakbench.benchmarks.sources").joinpath("corpus_description.md").read_text("utf-8")
    )
    return Template(template).substitute(
        name=corpus.name,
        title=corpus.title,
        description=corpus.description,
        tiers="、".join(f"{tier:,} 条" for tier in corpus.tiers if tier) or "不是个人信息",
        fields="\n".join(_fields(corpus)),
        labels="\n".join(map(_label, labels)) or "| – | – | – | – | – |",
        forms="\n".join(map(_forms, labels)) or "| – | – | – | – |",
        templates="、".join(_templates(corpus)),
        decoys=f"{corpus.decoy_rate:.0%}",
        example=record_at(spec, 0)["text"],
    )


def _fields(corpus: Corpus) -> list[str]:
    rows = []
    for field in corpus.fields:
        title = "–" if field.label is None else entities()[field.label].title
        label = "–" if field.label is None else f"`{field.label}`"
        headers = " / ".join("、".join(field.headers[split]) for split in SPLITS)
        rows.append(f"| `{field.name}` | {label} | {title} | {headers} |")
    return rows


def _label(name: str) -> str:
    entity = entities()[name]
    tiers = "、".join(f"{tier:,}" for tier in entity.tiers if tier) or "–"
    sensitive = "是" if entity.pipl_sensitive else "否"
    return (
        f"| `{name}` | {entity.title} | {IDENTIFIERS[entity.identifier]} | {tiers} | {sensitive} |"
    )


def _forms(label: str) -> str:
    cells = []
    for noise in NOISES:
        shares = sorted(mixtures(noise).get(label, {}).items(), key=lambda item: -item[1])
        named = [f"`{form}` {share:g}%" for form, share in shares[:SHOWN_FORMS]]
        more = len(shares) - SHOWN_FORMS
        cells.append("、".join(named) + (f" 等 {len(shares)} 种" if more > 0 else "") or "照写")
    return f"| `{label}` | {' | '.join(cells)} |"


def _templates(corpus: Corpus) -> list[str]:
    counts = []
    for part in corpus.parts:
        each = " / ".join(str(len(part.templates[split])) for split in SPLITS)
        counts.append(f"`{part.name}` {each}")
    return counts
