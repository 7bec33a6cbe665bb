"""Measures `po org` about 2,000 repositories of a forge on loopback, which answers as its documentation says. organisation.py PO [COUNT]

PO is the program: "artifacts/bin/PoPipeline.Tool/debug/po". Seconds are those of one run, of the wall and of all processors; MiB is the peak of memory.
A run is killed half way and gone on with, and four shares are merged and compared with one run; the clock of the forge stands still, that of the machine does not.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

po = str(Path(sys.argv[1]).resolve())
count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
answers = Path(__file__).resolve().parent.parent / "PoPipeline.Tests" / "Settings" / "Answers"
DATE = "Sun, 22 Nov 2026 12:00:00 GMT"


def load(forge: str) -> dict:
    files = [json.loads(path.read_text()) for path in (answers / forge).glob("*.json")]
    return {file["request"]: file["body"] for file in files}


class GitHub:
    name = "github"
    known = load("github")
    node = known["POST /graphql Batch"]["data"]["nodes"][0]
    limit = {"cost": 1, "remaining": 4000, "resetAt": "2026-11-22T13:00:00Z"}

    def get(self, path, query):
        return self.known.get(path.replace("GET /api/v3/orgs/acme", "GET /orgs/github") + query) or self.known.get(path.replace("GET /api/v3/orgs/acme", "GET /orgs/github")), {}

    def post(self, asked):
        variables = asked["variables"]
        if asked["operationName"] == "Organization":
            page = int(variables.get("after") or 0)
            nodes = [{"id": f"{index}", "nameWithOwner": f"acme/r{index:05}"} for index in range(page * 100, min(count, page * 100 + 100))]
            return {"data": {"rateLimit": self.limit, "organization": {"repositories": {
                "totalCount": count, "pageInfo": {"hasNextPage": page * 100 + 100 < count, "endCursor": f"{page + 1}"}, "nodes": nodes}}}}
        if asked["operationName"] == "SignOn":
            return {"data": {"organization": {"viewerCanAdminister": True, "samlIdentityProvider": None}}}
        nodes = [self.node | {"id": index, "nameWithOwner": f"acme/r{int(index):05}", "url": f"https://github.com/acme/r{int(index):05}"} for index in variables["ids"]]
        return {"data": {"rateLimit": self.limit, "nodes": nodes}}


class GitLab:
    name = "gitlab"
    known = load("gitlab")
    project = known["GET /groups/4/projects"][0]
    node = known["POST /api/graphql Projects"]["data"]["projects"]["nodes"][0]

    def get(self, path, query):
        path = path.replace("/api/v4", "").replace("/groups/acme", "/groups/diaspora")
        if path == "GET /groups/4/projects":
            page = int(parse_qs(query[1:]).get("page", ["1"])[0])
            items = [self.project | {"id": index, "path_with_namespace": f"acme/r{index:05}", "web_url": f"https://gitlab.com/acme/r{index:05}"} for index in range(page * 100 - 99, min(count, page * 100) + 1)]
            link = {"Link": f'<http://{{host}}/api/v4/groups/4/projects{query.split("&page=")[0]}&page={page + 1}>; rel="next"'} if page * 100 < count else {}
            return items, link
        return self.known.get(path + query) or self.known.get(path), {}

    def post(self, asked):
        if asked["operationName"] == "Runners":
            return self.known["POST /api/graphql Runners"]
        return {"data": {"projects": {"nodes": [self.node | {"id": index} for index in asked["variables"]["ids"]]}}}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    forge = None
    requests = 0
    stop_at = 0
    stopped = threading.Event()
    lock = threading.Lock()

    def log_message(self, *_):
        pass

    def date_time_string(self, timestamp=None):
        return DATE

    def answer(self, body, headers):
        with Handler.lock:
            Handler.requests += 1
            if Handler.stop_at and Handler.requests >= Handler.stop_at:
                Handler.stopped.set()
        data = json.dumps(body if body is not None else {"message": "404 Not Found"}).encode()
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value.replace("{host}", self.headers["Host"]))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        address = urlsplit(self.path)
        self.answer(*Handler.forge.get(f"GET {address.path}", f"?{address.query}" if address.query else ""))

    def do_POST(self):
        self.answer(Handler.forge.post(json.loads(self.rfile.read(int(self.headers["Content-Length"])))), {})


def run(words, stop_at=0, cwd=None):
    Handler.requests, Handler.stop_at = 0, stop_at
    Handler.stopped.clear()
    start = time.perf_counter()
    process = subprocess.Popen([po, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd, env=os.environ | {"POPIPELINE_TOKEN": "benchmark"})
    if stop_at:
        Handler.stopped.wait(120)
        process.send_signal(signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if not stop_at and code not in (0, 1, 3):
        sys.exit(f"{words}: exit code {code}")
    return Handler.requests, time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def show(title, result):
    requests, wall, processors, peak = result
    print(f"  {title:30} {requests:5} requests {wall:6.2f} s {processors:6.2f} s of processors {peak:5.0f} MiB", flush=True)


def snapshot(folder):
    whole = json.loads((folder / "snapshot.json").read_text())
    whole.pop("observedAt")
    return json.dumps(whole)


class Server(ThreadingHTTPServer):
    def handle_error(self, *_):
        """A run that is killed cuts its connections."""


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for forge in (GitHub(), GitLab()):
    Handler.forge = forge
    target = f"{forge.name}:http://127.0.0.1:{server.server_address[1]}/acme"
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "root").mkdir()
        org = lambda name, *words: ["org", target, "--root", str(work / "root"), "--output", str(work / name), *words]
        print(f"{forge.name}, {count} repositories")
        whole = run(org("whole"))
        show("one run", whole)
        show("killed half way", run(org("killed", "--cache", str(work / "cache")), stop_at=whole[0] // 2))
        show("gone on with", run(org("resumed", "--cache", str(work / "cache"))))
        print(f"    as one run: {snapshot(work / 'whole') == snapshot(work / 'resumed')}")
        for shard in range(1, 5):
            show(f"share {shard} of 4", run(org(f"shard-{shard}", "--shard", f"{shard}/4")))
        show("merged", run(["merge", *(str(work / f"shard-{shard}" / "snapshot.json") for shard in range(1, 5)), "--output", str(work / "merged")]))
        print(f"    as one run: {snapshot(work / 'whole') == snapshot(work / 'merged')}")
        print(f"    snapshot.json: {(work / 'whole' / 'snapshot.json').stat().st_size / 1024 / 1024:.1f} MiB")
