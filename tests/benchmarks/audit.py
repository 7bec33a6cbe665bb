"""Measures `po audit` of many events from a forge on loopback, which answers as GitHub documents. audit.py PO [COUNT]

PO is the program: "artifacts/bin/PoPipeline.Tool/debug/po". Events are spread over 179 days; pages have 100, and after 1,750 requests the hour is over: the clock of the forge, and that of
the run, go on by an hour. One run in each hour is killed half way and made again. Seconds are of the wall and of all processors, MiB the peak of memory.
"""
import bisect
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

po = str(Path(sys.argv[1]).resolve())
count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
now = datetime.now(timezone.utc).replace(microsecond=0)
begin = int((now - timedelta(days=179)).timestamp() * 1000)
end = int((now - timedelta(hours=1)).timestamp() * 1000)
times = [begin + (end - begin) * index // count for index in range(count)]
requests = 0
used = 0
limit = 1750


def event(index: int) -> dict:
    return {"@timestamp": times[index], "_document_id": f"D{index:08}", "action": "repo.create", "actor": f"user{index % 97}", "actor_id": index % 97, "created_at": times[index],
            "org": "acme", "org_id": 5000, "repo": f"acme/repository-{index % 500}", "user_agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36", "operation_type": "create",
            "actor_location": {"country_code": "DE"}, "actor_ip": "203.0.113.7", "public_repo": False, "request_id": f"{index:08X}:{index * 7919 % 65536:04X}:90AB12:1F2E3D"}


def bound(text: str) -> int:
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        global requests, used
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        requests += 1
        used += 1
        if used > limit:
            self.send(403, {"message": "API rate limit exceeded for user ID 101."}, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()) + 3600)})
            return
        first, last = (bound(text) for text in query["phrase"].removeprefix("created:").split(".."))
        events = [] if query.get("include") == "git" else range(bisect.bisect_left(times, first), bisect.bisect_right(times, last + 999))
        start = int(query.get("after", 0))
        page = [event(index) for index in list(events[start:start + 100])]
        link = {}
        if start + 100 < len(events):
            base = parts.query.split("&after=")[0]
            link = {"Link": f'<http://127.0.0.1:{self.server.server_port}{parts.path}?{base}&after={start + 100}>; rel="next"'}
        self.send(200, page, link)

    def send(self, status, body, headers):
        data = json.dumps(body, separators=(",", ":")).encode()
        self.send_response_only(status)
        self.send_header("Date", format_datetime(datetime.now(timezone.utc), usegmt=True))
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(data)
        except BrokenPipeError:
            pass

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    def handle_error(self, request, client_address):
        """Whoever was killed says no goodbye."""


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
target = f"github:http://127.0.0.1:{server.server_port}/acme"
environment = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/tmp"), "TMPDIR": os.environ.get("TMPDIR", "/tmp"), "POPIPELINE_TOKEN": "ghp_x", "DOTNET_ROOT": os.environ.get("DOTNET_ROOT", "")}
peak = 0


def run(*words, kill_at=None):
    """Runs it; killed once the forge was asked so often."""
    global peak
    before = requests
    process = subprocess.Popen([po, "audit", *words], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if kill_at is not None:
        while process.poll() is None and requests - before < kill_at:
            time.sleep(0.01)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
    output, error = process.communicate()
    peak = max(peak, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
    return process.returncode, output, error


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


with tempfile.TemporaryDirectory() as folder:
    store = str(Path(folder) / "audit")
    os.umask(0o077)
    wall, cpu, runs, killed = time.time(), spent(), 0, 0
    while True:
        used = 0
        if runs % 3 == 1:
            run("collect", target, "--store", store, "--wait", "0", kill_at=300)
            killed += 1
        code, output, error = run("collect", target, "--store", store, "--wait", "0")
        runs += 1
        if code == 0:
            break
        assert code == 3 and runs < 100, (code, output, error)
    print(f"collect {count} events: {runs} runs of an hour, {killed} more killed; {requests} requests, {time.time() - wall:.1f} s, {spent() - cpu:.1f} s of processors, peak {peak} MiB")
    size = sum(file.stat().st_size for file in Path(store).rglob("*") if file.is_file())
    print(f"  {size / 1048576:.0f} MiB in {sum(1 for file in Path(store).rglob('*') if file.is_file())} files")
    for words in (("collect", target), ("verify",), ("status", "--json"), ("alerts",)):
        wall, cpu, asked, used = time.time(), spent(), requests, 0
        code, output, error = run(*words, "--store", store)
        print(f"{' '.join(words[:1])}: exit code {code}, {requests - asked} requests, {time.time() - wall:.1f} s, {spent() - cpu:.1f} s of processors, peak so far {peak} MiB")
        if words[0] == "status":
            status = json.loads(output)
            assert status["events"] == count and status["complete"], (status["events"], status["complete"])
        else:
            assert code == 0, (words, output[-2000:], error)
    code, output, _ = run("export", "--store", store)
    ids = [json.loads(line)["id"] for line in output.splitlines()]
    assert len(ids) == len(set(ids)) == count, (len(ids), len(set(ids)))
    print(f"export: {len(ids)} lines, each id once")
