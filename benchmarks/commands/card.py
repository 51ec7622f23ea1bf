"""``leakbench card``: what a corpus is, to read."""

# ruff: noqa: PLC0415 - what is slow to import waits until it is needed

import click

from leakbench.benchmarks.console.options import pack_option


@click.command(epilog="Example: leakbench card hotel_stays", short_help="Describe a corpus.")
@click.argument("corpus")
@pack_option(expose=False)
def card(corpus: str) -> None:
    """Print the card of CORPUS, in Chinese Markdown: columns, labels, law, writings, an example."""
    from leakbench.benchmarks.sources.corpus_description import corpus_description

    click.echo(corpus_description(corpus), nl=False)
