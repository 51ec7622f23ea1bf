# What type checkers read: the names of the API, which __init__.py loads when they are first used.

from leakbench.api.comparison import compare as compare
from leakbench.api.detection import detect as detect
from leakbench.api.evaluation import evaluate as evaluate
from leakbench.api.generation import batches as batches
from leakbench.api.inventory import corpora as corpora
from leakbench.api.inventory import detectors as detectors
from leakbench.api.inventory import entities as entities
from leakbench.api.realism import realism as realism
from leakbench.api.results import Result as Result
from leakbench.api.results import Results as Results
from leakbench.api.tables import Table as Table
from leakbench.detectors.contract import Detector as Detector
from leakbench.detectors.contract import per_text as per_text
from leakbench.detectors.plain_strings import plain_strings as plain_strings
from leakbench.detectors.registry import About as About
from leakbench.generator.spec import Spec as Spec
