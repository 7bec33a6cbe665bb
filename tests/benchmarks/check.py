"""Measures programs on trees, in turns, and prints a table. check.py RUNS CORPORA WORK NAME=COMMAND...

A command holds {tree}, {out} or {workflows}. WORK is an empty folder. POPIPELINE_TREES names some of the trees.
"""
import os
import shlex
import statistics
import subprocess
import sys
import time
from pathlib import Path

runs, corpora, work = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
programs = dict(argument.split("=", 1) for argument in sys.argv[4:])
out = work / "out"

workflows = sorted(
    path for path in corpora.glob("*/.github/workflows/*") if path.suffix in (".yml", ".yaml") and path.is_file() and not path.is_symlink())


def write(tree: Path, name: str, text: bytes) -> None:
    path = tree / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)


def real(tree: Path, times: int) -> None:
    for turn in range(times):
        for number, path in enumerate(workflows):
            write(tree, f".github/workflows/{turn}-{number:04}-{path.name}", path.read_bytes())


def one(tree: Path) -> None:
    write(tree, ".github/workflows/ci.yml", sorted(workflows, key=lambda path: path.stat().st_size)[len(workflows) // 2].read_bytes())


def jobs(tree: Path) -> None:
    lines = ["on: push", "permissions: {}", "jobs:"]
    for job in range(5000):
        lines += [f"  job-{job}:", "    runs-on: ubuntu-24.04", *([f"    needs: job-{job - 1}"] if job else []), "    steps:", f"      - run: make part-{job}"]
    write(tree, ".github/workflows/ci.yml", "\n".join(lines).encode())


def line(tree: Path) -> None:
    steps = ", ".join(f"{{uses: some/action-{step}@main}}" for step in range(6500))
    write(tree, ".github/workflows/ci.yml", f"{{on: push, permissions: {{}}, jobs: {{build: {{runs-on: ubuntu-24.04, steps: [{steps}]}}}}}}\n".encode())


def files(tree: Path) -> None:
    for path in workflows[:5]:
        write(tree, f".github/workflows/{path.name}", path.read_bytes())
    for number in range(200_000):
        write(tree, f"src/part-{number // 1000:03}/file-{number:06}.txt", b"text\n")
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", "-C", tree, *command], check=True)


TREES = {
    "one": ("one workflow", one),
    "many": ("all workflows", lambda tree: real(tree, 1)),
    "many-2": ("twice as many", lambda tree: real(tree, 2)),
    "many-4": ("four times as many", lambda tree: real(tree, 4)),
    "jobs": ("5,000 jobs in a chain", jobs),
    "line": ("6,500 findings on one line", line),
    "files": ("200,000 files, 5 workflows", files),
}


def command_of(text: str, tree: Path) -> list[str]:
    # A pattern, since the linter of npm judges its first argument alone.
    return [word.format(tree=tree, out=out, workflows=f"{tree}/.github/workflows/*") for word in shlex.split(text)]


def run(command: list[str], **variables: str) -> tuple[float, float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | variables)
    _, status, usage = os.wait4(process.pid, 0)
    # The exit code of a check is its verdict, not a failure.
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1, 3):
        sys.exit(f"{shlex.join(command)[:300]}: exit code {code}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compiled(command: list[str]) -> str:
    """How many methods the runtime of .NET compiled; the list is written by the runtime itself."""
    log = work / "compiled"
    log.unlink(missing_ok=True)
    run(command, DOTNET_JitStdOutFile=str(log), DOTNET_JitDisasmSummary="1")
    return f"{len(log.read_bytes().splitlines())}" if log.exists() else "-"


print(f"{runs} runs, {os.cpu_count()} cores")
print(f"{'':30} {'wall':>15} {'processors':>17} {'peak':>9} {'compiled':>9}")
for key in os.environ.get("POPIPELINE_TREES", " ".join(TREES)).split():
    title, make = TREES[key]
    tree = work / key
    make(tree)
    commands = {name: command_of(text, tree) for name, text in programs.items()}
    if key not in ("one", "many"):
        commands.pop("start now", None)
        # It takes half a minute for all workflows already.
        commands.pop("wasm linter", None)
    results = {name: [] for name in commands}
    # The first turn warms the file cache and is not counted.
    for turn in range(runs + 1):
        for name, command in commands.items():
            result = run(command)
            if turn:
                results[name].append(result)
    count = sum(1 for _ in tree.glob(".github/workflows/*"))
    print(f"{title} ({count})" if key.startswith("many") else title)
    for name, command in commands.items():
        wall, processors, peak = zip(*results[name])
        print(f"  {name:28} {min(wall):6.2f} {statistics.median(wall):6.2f} s {min(processors):8.2f} {statistics.median(processors):6.2f} s {max(peak):5.0f} MiB {compiled(command):>9}", flush=True)
