#!/usr/bin/env python3
"""Writes the cases of PO3304, with keys made of names, so that each run writes the same bytes. Ed25519 signs the same each time."""
import base64, hashlib, json, pathlib
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ROOT = pathlib.Path(__file__).resolve().parents[2] / "Cases" / "PO3304.VerifyInTotoLayouts"
PAYLOAD = "application/vnd.in-toto+json"


class Key:
    def __init__(self, name):
        self.private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"PoPipeline test key of {name}".encode()).digest())
        self.public = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
        self.id = hashlib.sha256(canonical({"keytype": "ed25519", "keyval": {"public": self.public}, "scheme": "ed25519"})).hexdigest()

    def json(self):
        return {"keyid": self.id, "keytype": "ed25519", "scheme": "ed25519", "keyval": {"private": "", "public": self.public}}


# Nothing here has a character that canonical JSON writes otherwise.
def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def metablock(signed, *keys):
    return json.dumps({"signatures": [{"keyid": key.id, "sig": key.private.sign(canonical(signed)).hex()} for key in keys], "signed": signed}, indent=1) + "\n"


def dsse(payload, *keys):
    body = json.dumps(payload).encode()
    pae = b"DSSEv1 %d %s %d %s" % (len(PAYLOAD), PAYLOAD.encode(), len(body), body)
    return json.dumps({"payloadType": PAYLOAD, "payload": base64.b64encode(body).decode(), "signatures": [{"keyid": key.id, "sig": base64.b64encode(key.private.sign(pae)).decode()} for key in keys]}, indent=1) + "\n"


def artifacts(**contents):
    return {name.replace("_", "."): {"sha256": hashlib.sha256(content.encode()).hexdigest()} for name, content in contents.items()}


def link(name, materials, products):
    return {"_type": "link", "name": name, "command": [], "materials": materials, "products": products, "byproducts": {"return-value": 0}, "environment": {}}


def step(name, keys, threshold, materials, products):
    return {"_type": "step", "name": name, "threshold": threshold, "pubkeys": [key.id for key in keys], "expected_command": [],
            "expected_materials": [rule.split() for rule in materials], "expected_products": [rule.split() for rule in products]}


OWNER, OTHER, ALICE, BOB, CARL, DORA = map(Key, ("owner", "other", "alice", "bob", "carl", "dora"))
SOURCE, PRODUCT = artifacts(app_py="print(1)\n"), artifacts(app_pyz="zip of print(1)\n")
POLICY = f"in-toto:\n  keys: ['{OWNER.public}']\n"


def layout(expires="2030-12-31T23:59:59Z", threshold=2, writers=(ALICE, BOB), builders=(CARL, DORA), last=("DISALLOW *",), inspect=()):
    return {
        "_type": "layout", "expires": expires, "readme": "", "keys": {key.id: key.json() for key in (ALICE, BOB, CARL, DORA)}, "inspect": list(inspect),
        "steps": [
            step("write", writers, threshold, ["DISALLOW *"], ["CREATE app.py", *last]),
            step("build", builders, threshold, ["MATCH app.py WITH PRODUCTS FROM write", "DISALLOW *"], ["CREATE app.pyz", *last]),
        ],
    }


def links(folder="", source=SOURCE, envelope=metablock, used=SOURCE, ending="link", builds="build"):
    made = {}
    for key in (ALICE, BOB):
        made[f"{folder}write.{key.id[:8]}.{ending}"] = envelope(link("write", {}, source), key)
    for key in (CARL, DORA):
        made[f"{folder}build.{key.id[:8]}.{ending}"] = envelope(link(builds, used, PRODUCT), key)
    return made


# Layouts in place of the links of the step 'build', which have a step of that name, too.
def below(folder, expires):
    made = {path: text for path, text in links(folder).items() if path.startswith(f"{folder}write.")}
    inner = {**layout(expires), "steps": [step("build", (ALICE, BOB), 2, ["ALLOW app.py", "DISALLOW *"], ["CREATE app.pyz", "DISALLOW *"])]}
    for key in (CARL, DORA):
        made[f"{folder}build.{key.id[:8]}.link"] = metablock(inner, key)
        for own in (ALICE, BOB):
            made[f"{folder}build.{key.id[:8]}/build.{own.id[:8]}.link"] = metablock(link("build", SOURCE, PRODUCT), own)
    return made


def case(name, **files):
    folder = ROOT / name
    for path, text in files.pop("files").items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


changed = layout()
changed_text = metablock(changed, OWNER).replace('"threshold": 2', '"threshold": 1', 1)
inspection = {"_type": "inspection", "name": "unzip", "run": ["unzip", "app.pyz"], "expected_materials": [["DISALLOW", "*"]], "expected_products": [["DISALLOW", "*"]]}

case("pass-a-supply-chain-that-verifies", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(), OWNER), **links()})
case("pass-links-in-a-folder-of-their-own", files={".popipeline.yml": POLICY, "supply/root.layout": metablock(layout(), OWNER), **links("links/")})
case("pass-envelopes-of-dsse", files={".popipeline.yml": POLICY, "root.layout": dsse(layout(), OWNER), **links(envelope=dsse)})
case("fail-an-inspection-is-a-command", files={".popipeline.yml": POLICY, "release-layout.json": metablock(layout(inspect=[inspection]), OWNER), **links()})
case("fail-a-material-that-nobody-made", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(), OWNER), **links(used=artifacts(app_py="print(2)\n"))})
case("fail-signed-by-another-key", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(), OTHER), **links()})
case("fail-changed-after-it-was-signed", files={".popipeline.yml": POLICY, "root.layout": changed_text, **links()})
case("fail-a-link-is-missing", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(), OWNER), **{path: text for path, text in links().items() if not path.startswith(f"build.{DORA.id[:8]}")}})
case("fail-expired", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(expires="2026-11-01T00:00:00Z"), OWNER), **links()})
case("fail-expires-soon", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(expires="2026-12-01T00:00:00Z"), OWNER), **links()})
case("fail-weaker-than-it-looks", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(threshold=1, builders=(ALICE, CARL), last=()), OWNER)})
case("fail-weaker-than-it-looks-without-a-key", files={"root.layout": metablock(layout(last=("ALLOW *",)), OWNER)})
case("unknown-the-policy-has-no-key", files={"root.layout": metablock(layout(), OWNER), **links()})
case("unknown-the-key-is-one-that-the-change-brings", files={".popipeline.yml": POLICY, "trusted.popipeline.yml": "toolchain:\n  keep-results: true\n", "root.layout": metablock(layout(), OWNER), **links()})
case("unknown-its-links-are-elsewhere", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(), OWNER)})
case("unknown-it-cannot-be-parsed", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(), OWNER)[:-40]})
case("unknown-a-link-cannot-be-parsed", files={".popipeline.yml": POLICY, "root.layout": metablock(layout(), OWNER), **{path: text[:-30] if path.startswith("write") else text for path, text in links().items()}})
case("na-no-layout", files={".popipeline.yml": POLICY, "README.md": "# App\n", f"build.{CARL.id[:8]}.link": metablock(link("build", SOURCE, PRODUCT), CARL)})
case("na-files-of-other-tools", files={"window.layout": "<layout><row/></layout>\n", "src/layout.json": '{ "columns": 2 }\n'})
case("na-among-tests", files={"tests/demo/root.layout": metablock(layout(expires="2020-01-01T00:00:00Z"), OTHER)})

# Which links are of which layout.
LATER, ROOT_LAYOUT, OTHERS = "2030-12-31T23:59:59Z", {".popipeline.yml": POLICY, "root.layout": metablock(layout(), OWNER)}, artifacts(app_py="print(2)\n")
named = layout()
named["steps"][1]["name"] = "app/build"
case("fail-links-below-a-file-that-is-called-as-a-layout", files={**ROOT_LAYOUT, **links("v1/"), **links("v2/", used=OTHERS), "v2/page-layout.json": "{}\n"})
case("fail-links-below-a-layout-that-nobody-signed", files={**ROOT_LAYOUT, **links("v1/"), **links("v2/", used=OTHERS), "v2/release.layout": metablock(layout(), ALICE)})
case("fail-links-in-a-folder-that-is-called-as-that-of-a-link", files={**ROOT_LAYOUT, **links("v1/"), **links(f"v1/build.{CARL.id[:8]}/", used=OTHERS)})
case("fail-links-of-a-step-with-a-folder-in-its-name", files={".popipeline.yml": POLICY, "root.layout": metablock(named, OWNER),
     **{path.replace("build.", "app/build."): text for path, text in links("v1/", used=OTHERS, builds="app/build").items()}})
case("fail-links-that-end-with-json", files={**ROOT_LAYOUT, **links("v1/"), **links("v2/", used=OTHERS, ending="json")})
case("fail-links-of-other-steps", files={**ROOT_LAYOUT, **{path: metablock(link("pack", SOURCE, PRODUCT), key) for key in (CARL, DORA) for path in [f"build.{key.id[:8]}.link"]},
     **{path: text for path, text in links().items() if path.startswith("write.")}})
case("fail-a-layout-in-place-of-a-link-of-another-folder-has-expired", files={**ROOT_LAYOUT, **below("v1/", LATER), **below("v2/", "2026-11-01T00:00:00Z")})
case("pass-layouts-in-place-of-links", files={**ROOT_LAYOUT, **below("v1/", LATER), **below("v2/", LATER)})
case("pass-json-that-is-no-link", files={**ROOT_LAYOUT, **links("v1/"), "v2/build.deadbeef.json": "{}\n", f"v2/test.{CARL.id[:8]}.json": "{}\n", "v2/build.json": "{}\n"})

# What is called as a layout is, and is none.
statement = {"_type": "https://in-toto.io/Statement/v1", "subject": [{"name": "app.pyz", "digest": PRODUCT["app.pyz"]}], "predicateType": "https://example.com/review", "predicate": {}}
case("unknown-a-root-layout-holds-a-link", files={".popipeline.yml": POLICY, "root.layout": metablock(link("build", SOURCE, PRODUCT), CARL), **links("v1/")})
case("unknown-a-layout-holds-a-statement", files={"release.layout": dsse(statement, CARL)})
case("na-a-statement-about-a-layout", files={"layout.json": dsse(statement, CARL)})
print(OWNER.public, OTHER.public)
