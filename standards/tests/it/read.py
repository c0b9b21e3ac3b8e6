"""Reads files with the published models of their standards: pairs of a kind and a path. Ends with 1 where one is refused."""

import sys
from pathlib import Path

from fhir.resources.questionnaire import Questionnaire
from trestle.oscal.catalog import Catalog
from trestle.oscal.mapping import MappingCollection

READERS = {
    "oscal-catalog": Catalog.oscal_read,
    "oscal-mapping": MappingCollection.oscal_read,
    "fhir-questionnaire": lambda path: Questionnaire.model_validate_json(path.read_text(encoding="utf-8")),
}

for kind, path in zip(sys.argv[1::2], sys.argv[2::2]):
    if READERS[kind](Path(path)) is None:
        sys.exit(f"{kind}: {path} holds nothing")
