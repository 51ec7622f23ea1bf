import re

import leakbench as lb

spec = lb.Spec("exam_roster", noise="worn", seed=1)
for batch in lb.batches(spec, rows=100_000):
    texts, labels = batch.column("text"), batch.column("text_spans")  # Arrow; code points


def mobiles(text):
    for found in re.finditer(r"(?<!\d)1\d{10}(?!\d)", text):
        yield found.start(), found.end(), "MOBILE"


result = lb.evaluate(mobiles, "exam_roster", rows=20_000)
print(result, result.by_label(), sep="\n")

# Lists of detectors, of corpora, specs, datasets and labelled files, of ways to write values.
results = lb.evaluate(
    [mobiles, "native", "lac"], ["legal_person", "real.jsonl"], noise=["clean", "worn"]
)
results.table().to_pandas()  # or to_polars(), or Arrow as it is
print(results.misses(detector="mobiles", noise="worn"))  # whole texts, exact offsets

print(lb.detect("请打 138 0000 0000 找王先生"))  # or texts, or a table of strings

a, b = results.select(corpus="legal_person", noise="clean")[:2]
print(lb.compare(a, b))  # paired differences with intervals
print(lb.corpora(), lb.detectors(), lb.entities(), sep="\n")
