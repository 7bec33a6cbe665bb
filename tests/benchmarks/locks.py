#!/usr/bin/env python3
"""What large lock files cost a check: seconds of the clock and of the processors, and the peak of memory; beside them the bytes for a second
of the processors, which a busy machine changes least, and the memory for a byte, both without what a check of a repository without packages takes.

    dotnet publish src/PoPipeline.Tool -c Release -o /tmp/po
    tests/benchmarks/locks.py /tmp/po/po [FORMAT[=MEGABYTES]...]

Each file is made here, of as many packages as its size takes, with hashes as unlike each other as real ones. The manifest beside it asks for one of them.
What is aimed at: 50 MB a second for npm and uv, and memory of no more than three times the file.
"""
import base64
import os
import random
import subprocess
import sys
import tempfile
import time

RUNS = 3
chance = random.Random(1)


def digits(count):
    return chance.randbytes(count // 2).hex()


def integrity():
    return "sha512-" + base64.b64encode(chance.randbytes(64)).decode()


def name(number):
    return f"package-{number * 7919 % 1000003:07d}"


def version(number):
    return f"{number % 9 + 1}.{number % 31}.{number % 17}"


def npm(number):
    return (f'    "node_modules/{name(number)}": {{\n      "version": "{version(number)}",\n'
            f'      "resolved": "https://registry.npmjs.org/{name(number)}/-/{name(number)}-{version(number)}.tgz",\n'
            f'      "integrity": "{integrity()}",\n      "license": "MIT",\n      "dependencies": {{\n        "{name(number + 1)}": "^1.0.0"\n      }}\n    }},\n')


def pnpm(number):
    return f"  {name(number)}@{version(number)}:\n    resolution: {{integrity: {integrity()}}}\n    engines: {{node: '>=18'}}\n\n"


def yarn_classic(number):
    return (f'{name(number)}@^{version(number)}:\n  version "{version(number)}"\n'
            f'  resolved "https://registry.yarnpkg.com/{name(number)}/-/{name(number)}-{version(number)}.tgz#{digits(40)}"\n'
            f'  integrity {integrity()}\n  dependencies:\n    {name(number + 1)} "^1.0.0"\n\n')


def yarn(number):
    return (f'"{name(number)}@npm:^{version(number)}":\n  version: {version(number)}\n  resolution: "{name(number)}@npm:{version(number)}"\n'
            f'  dependencies:\n    {name(number + 1)}: "npm:^1.0.0"\n  checksum: 10c0/{digits(128)}\n  languageName: node\n  linkType: hard\n\n')


def bun(number):
    return f'    "{name(number)}": ["{name(number)}@{version(number)}", "", {{ "dependencies": {{ "{name(number + 1)}": "^1.0.0" }} }}, "{integrity()}"],\n\n'


def address(number, file):
    return f"https://files.pythonhosted.org/packages/{digits(2)}/{digits(2)}/{digits(60)}/{file}"


def wheels(number):
    stem = f"{name(number).replace('-', '_')}-{version(number)}"
    return [f"{stem}-cp3{minor}-cp3{minor}-{system}.whl" for minor in (11, 12, 13) for system in ("macosx_11_0_arm64", "manylinux_2_17_x86_64", "win_amd64")]


def uv(number):
    files = "".join(f'    {{ url = "{address(number, file)}", hash = "sha256:{digits(64)}", size = {number % 90000 + 9999}, upload-time = "2025-06-09T22:56:06.081Z" }},\n' for file in wheels(number))
    return (f'[[package]]\nname = "{name(number)}"\nversion = "{version(number)}"\nsource = {{ registry = "https://pypi.org/simple" }}\n'
            f'dependencies = [\n    {{ name = "{name(number + 1)}" }},\n]\n'
            f'sdist = {{ url = "{address(number, name(number) + ".tar.gz")}", hash = "sha256:{digits(64)}", size = {number % 90000 + 9999} }}\nwheels = [\n{files}]\n\n')


def poetry(number):
    files = "".join(f'    {{file = "{file}", hash = "sha256:{digits(64)}"}},\n' for file in wheels(number))
    return (f'[[package]]\nname = "{name(number)}"\nversion = "{version(number)}"\ndescription = "A package"\noptional = false\npython-versions = ">=3.9"\n'
            f'groups = ["main"]\nfiles = [\n{files}]\n\n[package.dependencies]\n{name(number + 1)} = ">=1.0"\n\n')


def pdm(number):
    return poetry(number).replace("optional = false\npython-versions", "requires_python").split("\n[package.dependencies]")[0]


def pipenv(number):
    return f'        "{name(number)}": {{\n            "hashes": [\n' + ",\n".join(f'                "sha256:{digits(64)}"' for _ in range(9)) + f'\n            ],\n            "version": "=={version(number)}"\n        }},\n'


def cargo(number):
    return (f'[[package]]\nname = "{name(number)}"\nversion = "{version(number)}"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\n'
            f'checksum = "{digits(64)}"\ndependencies = [\n "{name(number + 1)}",\n "{name(number + 2)}",\n]\n\n')


def nuget(number):
    return (f'      "{name(number)}": {{\n        "type": "Transitive",\n        "resolved": "{version(number)}",\n'
            f'        "contentHash": "{integrity()[7:]}",\n        "dependencies": {{\n          "{name(number + 1)}": "1.0.0"\n        }}\n      }},\n')


def composer(number):
    commit = digits(40)
    return (f'        {{\n            "name": "acme/{name(number)}",\n            "version": "{version(number)}",\n'
            f'            "source": {{\n                "type": "git",\n                "url": "https://github.com/acme/{name(number)}.git",\n                "reference": "{commit}"\n            }},\n'
            f'            "dist": {{\n                "type": "zip",\n                "url": "https://api.github.com/repos/acme/{name(number)}/zipball/{commit}",\n                "reference": "{commit}",\n                "shasum": ""\n            }},\n'
            f'            "require": {{\n                "acme/{name(number + 1)}": "^1.0"\n            }},\n            "type": "library"\n        }},\n')


def bundler(number):
    return f"    {name(number)} ({version(number)})\n      {name(number + 1)} (>= 1.0)\n"


def go(number):
    return "".join(f"example.com/acme/{name(number)} v{version(number)}{kind} h1:{base64.b64encode(chance.randbytes(32)).decode()}\n" for kind in ("", "/go.mod"))


def requirements(number):
    return f"{name(number)}=={version(number)} \\\n" + " \\\n".join(f"    --hash=sha256:{digits(64)}" for _ in range(9)) + "\n    # via shop\n"


PACKAGE_JSON = '{\n  "name": "shop",\n  "dependencies": {\n    "package-0007919": "^2.1.1"\n  }\n}\n'
PYPROJECT = '[project]\nname = "shop"\nversion = "1.0.0"\ndependencies = [\n    "package-0007919",\n]\n'

# The file, what stands before the packages, a package, what stands behind them, the manifest, what it holds, and the megabytes.
FORMATS = {
    "npm": ("package-lock.json", '{\n  "name": "shop",\n  "lockfileVersion": 3,\n  "packages": {\n    "": {\n      "name": "shop",\n      "dependencies": {\n        "package-0007919": "^2.1.1"\n      }\n    },\n', npm,
            '    "node_modules/z": {\n      "version": "1.0.0",\n      "resolved": "https://registry.npmjs.org/z/-/z-1.0.0.tgz",\n      "integrity": "sha512-2jmj7l5rSw0yVb/vlWAYkK/YBwk="\n    }\n  }\n}\n', "package.json", PACKAGE_JSON, 50),
    "uv": ("uv.lock", 'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "shop"\nversion = "1.0.0"\nsource = { virtual = "." }\n\n[package.metadata]\nrequires-dist = [{ name = "package-0007919" }]\n\n', uv, "", "pyproject.toml", PYPROJECT, 20),
    "pnpm": ("pnpm-lock.yaml", "lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      package-0007919:\n        specifier: ^2.1.1\n        version: 2.1.1\n\npackages:\n\n", pnpm, "", "package.json", PACKAGE_JSON, 20),
    "yarn1": ("yarn.lock", "# yarn lockfile v1\n\n\n", yarn_classic, "", "package.json", PACKAGE_JSON, 20),
    "yarn": ("yarn.lock", '__metadata:\n  version: 8\n  cacheKey: 10c0\n\n', yarn, '"shop@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "shop@workspace:."\n  dependencies:\n    package-0007919: "npm:^2.1.1"\n  languageName: unknown\n  linkType: soft\n', "package.json", PACKAGE_JSON, 20),
    "bun": ("bun.lock", '{\n  "lockfileVersion": 1,\n  "workspaces": {\n    "": {\n      "name": "shop",\n      "dependencies": {\n        "package-0007919": "^2.1.1",\n      },\n    },\n  },\n  "packages": {\n', bun, "  }\n}\n", "package.json", PACKAGE_JSON, 20),
    "poetry": ("poetry.lock", "", poetry, '[metadata]\nlock-version = "2.1"\npython-versions = ">=3.11"\ncontent-hash = "0"\n', "pyproject.toml", PYPROJECT + '\n[tool.poetry]\n', 20),
    "pdm": ("pdm.lock", '[metadata]\ngroups = ["default"]\nlock_version = "4.5.0"\ncontent_hash = "sha256:0"\n\n', pdm, "", "pyproject.toml", PYPROJECT + "\n[tool.pdm]\n", 20),
    "pipenv": ("Pipfile.lock", '{\n    "_meta": {\n        "hash": {\n            "sha256": "0"\n        },\n        "pipfile-spec": 6\n    },\n    "default": {\n', pipenv, '        "z": {\n            "hashes": [\n                "sha256:' + "0" * 64 + '"\n            ],\n            "version": "==1.0.0"\n        }\n    },\n    "develop": {}\n}\n', "Pipfile", '[packages]\npackage-0007919 = "*"\n', 20),
    "cargo": ("Cargo.lock", 'version = 4\n\n[[package]]\nname = "shop"\nversion = "1.0.0"\ndependencies = [\n "package-0007919",\n]\n\n', cargo, "", "Cargo.toml", '[package]\nname = "shop"\nversion = "1.0.0"\n\n[dependencies]\npackage-0007919 = "2"\n', 20),
    "nuget": ("packages.lock.json", '{\n  "version": 1,\n  "dependencies": {\n    "net10.0": {\n      "z": {\n        "type": "Direct",\n        "requested": "[1.0.0, )",\n        "resolved": "1.0.0",\n        "contentHash": "2jmj7l5rSw0yVb/vlWAYkK/YBwkvlWAYkK/YBwkvlWAYkK/YBwkvlWAYkK/YBwk="\n      },\n', nuget, '      "y": {\n        "type": "Transitive",\n        "resolved": "1.0.0",\n        "contentHash": "2jmj7l5rSw0yVb/vlWAYkK/YBwkvlWAYkK/YBwkvlWAYkK/YBwkvlWAYkK/YBwk="\n      }\n    }\n  }\n}\n', "shop.csproj", '<Project Sdk="Microsoft.NET.Sdk">\n  <PropertyGroup>\n    <TargetFramework>net10.0</TargetFramework>\n    <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>\n  </PropertyGroup>\n  <ItemGroup>\n    <PackageReference Include="z" Version="1.0.0" />\n  </ItemGroup>\n</Project>\n', 20),
    "composer": ("composer.lock", '{\n    "content-hash": "0",\n    "packages": [\n', composer, '        {\n            "name": "acme/z",\n            "version": "1.0.0",\n            "dist": {\n                "type": "zip",\n                "url": "https://api.github.com/repos/acme/z/zipball/' + "0" * 40 + '",\n                "reference": "' + "0" * 40 + '",\n                "shasum": ""\n            }\n        }\n    ],\n    "packages-dev": [],\n    "plugin-api-version": "2.6.0"\n}\n', "composer.json", '{\n    "name": "acme/shop",\n    "require": {\n        "acme/package-0007919": "^2.0"\n    }\n}\n', 20),
    "bundler": ("Gemfile.lock", "GEM\n  remote: https://rubygems.org/\n  specs:\n", bundler, "\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  package-0007919\n\nBUNDLED WITH\n   2.6.9\n", "Gemfile", 'source "https://rubygems.org"\n\ngem "package-0007919"\n', 20),
    "go": ("go.sum", "", go, "", "go.mod", "module example.com/shop\n\ngo 1.24\n\nrequire example.com/acme/package-0007919 v2.1.1\n", 20),
    "requirements": ("requirements.txt", "", requirements, "", "requirements.in", "package-0007919\n", 20),
}


def make(folder, file, before, package, after, manifest, text, megabytes):
    with open(os.path.join(folder, manifest), "w") as stream:
        stream.write(text)
    with open(os.path.join(folder, file), "w") as stream:
        stream.write(before)
        number = 1
        while stream.tell() < megabytes * 1000 * 1000 - len(after):
            stream.write("".join(package(one) for one in range(number, number + 100)))
            number += 100
        stream.write(after)
    return number, os.path.getsize(os.path.join(folder, file))


def run(po, folder):
    best, used, peak, output = float("inf"), float("inf"), 0, ""
    for _ in range(RUNS):
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as reports, tempfile.TemporaryFile("w+") as log:
            process = subprocess.Popen([po, "check", folder, "--output", reports], stdout=log, stderr=subprocess.STDOUT)
            _, status, usage = os.wait4(process.pid, 0)
            log.seek(0)
            output = log.read()
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            sys.exit(output)
        best, used, peak = min(best, time.perf_counter() - started), min(used, usage.ru_utime + usage.ru_stime), max(peak, usage.ru_maxrss)
    return best, used, peak / 1024, output


def main():
    po = os.path.abspath(sys.argv[1])
    asked = dict((word.split("=") + [None])[:2] for word in sys.argv[2:]) or dict.fromkeys(FORMATS)
    with tempfile.TemporaryDirectory() as empty:
        with open(os.path.join(empty, "package.json"), "w") as stream:
            stream.write('{ "name": "shop" }\n')
        seconds, processors, memory, _ = run(po, empty)
        print(f"{'empty':14} {'':25} {seconds:6.2f} s {processors:6.2f} s {memory:7.0f} MiB", flush=True)
    for word, megabytes in asked.items():
        file, before, package, after, manifest, text, usual = FORMATS[word]
        with tempfile.TemporaryDirectory() as folder:
            count, size = make(folder, file, before, package, after, manifest, text, int(megabytes or usual))
            took, used, peak, output = run(po, folder)
            print(f"{word:14} {size / 1e6:5.1f} MB {count:7d} packages {took:6.2f} s {used:6.2f} s {peak:7.0f} MiB {size / 1e6 / max(used - processors, 0.001):6.0f} MB/s {(peak - memory) * 1024 * 1024 / size:6.2f} x", flush=True)
            if os.environ.get("VERBOSE"):
                print(output)


if __name__ == "__main__":
    main()
