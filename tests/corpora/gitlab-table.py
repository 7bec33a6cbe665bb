#!/usr/bin/env python3
"""Checks the files of GitLab in the corpora and prints a table of what is told of them: docs/gitlab-corpora.md.

    tests/corpora/gitlab-table.py PO [CORPORA] > docs/gitlab-corpora.md     PO is the published program; CORPORA is ../shared/corpora, or POPIPELINE_CORPORA

A file that shows one thing is checked as a repository of its own. Of a repository of which the corpora keep the pipelines alone, the list of all its files
stands beside it, and those that are not kept are empty, but for YAML. Whatever is not read is named with the reason.
"""
import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LEVELS = {"error": "high", "warning": "medium", "note": "low"}
SEVERITIES = ["high", "medium", "low"]

# Why a file is not read, where it was looked at.
EXPLAINED = {
    "real-gitlab-ci/HasseneFliss__oneclickops-templates/cicd/gitlab-ci/.gitlab-ci.yml": "a template of which a script makes the pipeline: '{{GITHUB_ORG}}/{{PROJECT_NAME}}' is no YAML",
}


def single(folder, pattern):
    """Files that are a pipeline each."""
    return [(path, None) for path in sorted(folder.rglob(pattern))]


def trees(corpora):
    """What is checked: the corpus, and the file or the folder with the list of its files."""
    for name, found in {
        "gitlab": single(corpora / "gitlab" / "glsec", "*.yml"),
        "pipelines": single(corpora / "pipelines" / "pipeline-check" / "tests" / "fixtures" / "per_check" / "gitlab", "*.yml") + single(corpora / "pipelines" / "poutine", ".gitlab-ci.yml"),
        "real-gitlab-ci": [(path, path.with_name(path.name + ".files")) for path in sorted((corpora / "real-gitlab-ci").iterdir()) if path.is_dir()],
    }.items():
        for path, files in found:
            yield name, path, files


def fill(target, path, files):
    """The repository to check."""
    if path.is_file():
        shutil.copyfile(path, target / ".gitlab-ci.yml")
        return
    shutil.copytree(path, target, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git"))
    if files.exists():
        for line in files.read_text(encoding="utf-8", errors="replace").splitlines():
            name = line.strip()
            place = pathlib.PurePosixPath(name)
            # An empty pipeline is told to be empty.
            if not name or place.is_absolute() or ".." in place.parts or place.suffix in {".yml", ".yaml"}:
                continue
            file = target / name
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                if not os.path.lexists(file):
                    file.touch()
            except OSError:
                pass


def check(po, path, files):
    """The findings of the rules of pipelines, and the pipelines."""
    with tempfile.TemporaryDirectory() as work:
        target, output = pathlib.Path(work, "tree"), pathlib.Path(work, "out")
        target.mkdir()
        fill(target, path, files)
        run = subprocess.run([po, "check", str(target), "--output", str(output), "--fail-on", "none"], capture_output=True, text=True, check=False)
        if not (output / "popipeline.sarif").exists():
            raise SystemExit(f"{path}: no report, exit code {run.returncode}\n{run.stdout}{run.stderr}")
        sarif = json.loads((output / "popipeline.sarif").read_text(encoding="utf-8"))
        snapshot = json.loads((output / "snapshot.json").read_text(encoding="utf-8"))
    findings = [result for result in sarif["runs"][0].get("results", []) if result.get("kind", "fail") == "fail" and result["ruleId"].startswith("PO32") and not result.get("suppressions")]
    return findings, [pipeline for pipeline in snapshot["pipelines"] if pipeline["platform"] == "GitLabCi"]


def files_of(value):
    """The files of which a pipeline was read: a place is a row of its file, where that is another one than before, and four numbers."""
    if isinstance(value, list):
        if len(value) == 5 and isinstance(value[0], str) and all(isinstance(number, int) for number in value[1:]):
            yield value[0]
        for item in value:
            yield from files_of(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from files_of(item)


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    corpora = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else os.environ.get("POPIPELINE_CORPORA", ROOT.parent / "shared" / "corpora"))
    counts, pipelines, written, unread, names = collections.Counter(), collections.Counter(), collections.Counter(), [], []
    for name, path, files in trees(corpora):
        names += [] if name in names else [name]
        findings, found = check(sys.argv[1], path, files)
        pipelines[name] += len(found)
        written[name] += len({pipeline["path"] for pipeline in found} | set(files_of(found)))
        for pipeline in found:
            why = pipeline.get("unreadable")
            syntax = [problem["message"] for problem in pipeline.get("problems", []) if problem["kind"] == "Syntax"]
            if why or syntax:
                unread.append((name, f"{path.relative_to(corpora).as_posix()}{'' if path.is_file() else '/' + pipeline['path']}", why or syntax[0]))
        for finding in findings:
            counts[name, finding["ruleId"].split("/")[0], LEVELS[finding["level"]]] += 1
    report(names, pipelines, written, unread, counts)


def report(names, pipelines, written, unread, counts):
    """The page."""
    print("# What is told of GitLab's files in the corpora\n")
    print("Made by `tests/corpora/gitlab-table.py`, without a policy. `gitlab` and `pipelines` are files that each show a fault, or how it is avoided; `real-gitlab-ci` are")
    print("repositories that people use, of which the corpora keep the pipelines, and the names of all other files.")
    print("Findings of medium severity or higher fail a build where nothing else is said. A pipeline is a `.gitlab-ci.yml` with all that it includes from its repository, or a component.\n")
    print("| corpus | pipelines | their files | not read | " + " | ".join(SEVERITIES) + " | medium or higher a pipeline | a file |")
    print("|---|--:|--:|--:|" + "--:|" * (len(SEVERITIES) + 2))
    for name in names:
        sums = [sum(count for (corpus, _, severity), count in counts.items() if corpus == name and severity == wanted) for wanted in SEVERITIES]
        not_read = sum(1 for corpus, _, _ in unread if corpus == name)
        per = [f"{sum(sums[:2]) / max(1, number):.2f}" for number in (pipelines[name], written[name])]
        print(f"| `{name}` | {pipelines[name]} | {written[name]} | {not_read} | " + " | ".join([*map(str, sums), *per]) + " |")
    print("\n## By rule\n")
    print("The numbers are those of high, medium and low severity.\n")
    print("| rule | " + " | ".join(f"`{name}`" for name in names) + " |")
    print("|---|" + "--:|" * len(names))
    for rule in sorted({rule for _, rule, _ in counts}):
        cells = [" / ".join(str(counts[name, rule, severity]) for severity in SEVERITIES) for name in names]
        print(f"| [{rule}](rules/{rule}.md) | " + " | ".join("-" if cell == "0 / 0 / 0" else cell for cell in cells) + " |")
    print("\n## What is not read\n")
    if not unread:
        print("Nothing.")
    for _, path, why in unread:
        print(f"- `{path}`: {why} ({EXPLAINED.get(path, 'nobody looked at it yet')})")


if __name__ == "__main__":
    main()
