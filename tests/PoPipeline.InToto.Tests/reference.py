"""Asks the reference implementation of in-toto (Debian's package in-toto). Reads JSON from the file that is named, and prints a line of JSON for each
question: what it makes of supply chains in folders, of patterns, of canonical JSON, and of key ids."""
import fnmatch
import json
import os
import sys

import securesystemslib.formats
import securesystemslib.keys
from in_toto import verifylib
from in_toto.models.metadata import Metablock
from securesystemslib import interface


def chain(question):
    os.chdir(question["folder"])
    try:
        layout = Metablock.load("root.layout")
        keys = {}
        if question["keys"]:
            keys = interface.import_publickeys_from_file([key["file"] for key in question["keys"]], [key["type"] for key in question["keys"]])
        verifylib.in_toto_verify(layout, keys, "links", substitution_parameters=question["parameters"], persist_inspection_links=False)
        return "passes"
    except Exception as exception:
        return type(exception).__name__


ANSWERS = {
    "chain": chain,
    "pattern": lambda question: fnmatch.filter(question["names"], question["pattern"]),
    "canonical": lambda question: securesystemslib.formats.encode_canonical(json.loads(question["text"])).encode("utf-8").hex(),
    "keyid": lambda question: securesystemslib.keys._get_keyid(question["type"], question["scheme"], {"public": question["public"]}),
}

with open(sys.argv[1], encoding="utf-8") as questions:
    for question in json.load(questions):
        print(json.dumps(ANSWERS[question["kind"]](question)))
