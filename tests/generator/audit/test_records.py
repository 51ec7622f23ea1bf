"""Tests of holding records against the manifest and against each other."""

from leakbench.generator.audit.blocks import Block
from leakbench.generator.audit.records import Contents, Duplicates
from leakbench.generator.datasets.content import ContentHash
from leakbench.generator.datasets.manifest import Manifest, Shard
from leakbench.generator.spec import Spec

SPEC = Spec(corpus="legal_person", seed=3)


def findings(check, *blocks):
    """What comes out of some blocks, by what was looked at."""
    for block in blocks:
        check.add(block)
    return {found.what: found for found in check.findings()}


def manifest_of(*batches):
    """A dataset of these shards."""
    shards = []
    for number, batch in enumerate(batches):
        content = ContentHash(batch.schema)
        content.update(batch)
        shards.append(
            Shard(
                file=f"shard-{number}",
                rows=batch.num_rows,
                content_hash=content.hexdigest(),
                labels={},
                cell_labels={},
            )
        )
    return Manifest(spec=SPEC, rows=60, tool_version="1", shards=tuple(shards))


def test_shards_are_held_against_their_hashes(block_of):
    """However many blocks a shard has; the one that differs is named."""
    batch = block_of().batch
    manifest = manifest_of(batch[:40], batch[40:])
    sound = [Block(part) for part in (batch[:10], batch[10:40], batch[40:])]
    assert findings(Contents(manifest), *sound)["content hashes"].ok

    def change(rows):
        rows[50]["text"] += "。"

    other = block_of(change=change).batch
    wrong = [Block(part) for part in (other[:40], other[40:])]
    found = findings(Contents(manifest), *wrong)["content hashes"]
    assert (found.cases, found.value, found.examples) == (2, 1, ("shard-1",))


def test_records_are_distinct_and_counted(block_of):
    """Over all blocks; the first record of those that are equal is named."""
    batch = block_of().batch
    found = findings(Duplicates(), Block(batch[:20]), Block(batch[20:]))
    assert all(one.ok for one in found.values())
    assert found["equal records"].cases == 60

    def repeat(rows):
        rows[9] = {**rows[8], "record_id": 9}
        rows[7] = {**rows[8], "record_id": 7}

    again = findings(Duplicates(), block_of(change=repeat))
    assert again["record_id counts the rows"].ok
    assert (again["equal records"].value, again["equal records"].examples) == (2, ("record 7",))


def test_what_is_no_record_may_stand_twice(block_of):
    """Headers that are repeated are equal, where files have such rows; there may be few."""

    def repeat(count):
        def change(rows):
            for row in rows[1:count]:
                row.update(dict.fromkeys(list(row)[2:-4], "表头"))
                row.update(text="表头", cell_spans=[], text_spans=[], decoys=[])

        return change

    found = findings(Duplicates(furnished=True), block_of(change=repeat(3)))
    assert (found["equal records"].ok, found["equal records"].cases) == (True, 58)
    assert found["rows that are no records"].ok
    assert not findings(Duplicates(), block_of(change=repeat(3)))["equal records"].ok
    many = findings(Duplicates(furnished=True), block_of(change=repeat(30)))
    assert not many["rows that are no records"].ok


def test_gaps_in_the_count_of_records_are_found(block_of):
    """A block that comes twice, or too early."""
    batch = block_of().batch
    found = findings(Duplicates(), Block(batch[20:]))
    assert found["record_id counts the rows"].value == 40
