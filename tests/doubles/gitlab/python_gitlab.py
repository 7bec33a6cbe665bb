"""Calls every endpoint of the double of GitLab with python-gitlab: python_gitlab.py http://127.0.0.1:PORT. Exits 0 when all is as documented."""

import base64
import concurrent.futures
import json
import pathlib
import re
import sys
import urllib.request

import gitlab

URL = sys.argv[1]
FIELDS = json.loads((pathlib.Path(__file__).parent / "fields.json").read_text())
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)")
CHECKS = {
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "time": lambda value: isinstance(value, str) and TIME.fullmatch(value),
}
passed = 0


def client(token, **options):
    return gitlab.Gitlab(URL, private_token=token, **options)


def check(what, condition):
    global passed
    if not condition:
        sys.exit(f"not as documented: {what}")
    passed += 1


def has_fields(kind, answer):
    values = answer if isinstance(answer, dict) else answer.asdict()
    for name, rule in FIELDS[kind].items():
        check(f"{kind} has '{name}'", name in values)
        value = values[name]
        check(f"{kind}.{name} is {rule}: {value!r}", (value is None and rule.endswith("?")) or CHECKS[rule.rstrip("?")](value))
    return answer


def refused(status, message, call):
    try:
        call()
    except gitlab.exceptions.GitlabError as error:
        check(f"{error.response_code} {error.error_message!r} is {status} {message!r}", error.response_code == status and message in str(error.error_message))
        return
    sys.exit(f"not refused: {message}")


bot, owner, alice, gina = client("glpat-bot"), client("glpat-olivia"), client("glpat-alice"), client("glpat-gina")

# Users, version, tokens.
bot.auth()
has_fields("me", bot.user)
check("the bot is itself", bot.user.username == "po-bot" and bot.user.bot is True)
has_fields("profile", bot.users.get(102))
has_fields("user", bot.users.list(username="ALICE")[0])
check("eight users", len(bot.users.list(get_all=True, per_page=3)) == 8)
check("a version", bot.version()[0].startswith("18."))
check("metadata", set(bot.http_get("/metadata")) >= {"version", "revision", "kas", "enterprise"})
refused(401, "401 Unauthorized", lambda: client("glpat-unknown").auth())
refused(401, "", lambda: client("glpat-old").auth())
check("OAuth", gitlab.Gitlab(URL, oauth_token="oauth-alice").http_get("/user")["username"] == "alice")

# Projects, groups, members, protected branches.
project = has_fields("project", bot.projects.get("acme/app"))
check("by number too", bot.projects.get(501).path_with_namespace == "acme/app")
has_fields("group", owner.groups.get("acme/security"))
refused(404, "404 Project Not Found", lambda: alice.projects.get("acme/other"))
group = owner.groups.get("acme/security", lazy=True)
has_fields("member", group.members_all.get(102))
check("inherited", group.members_all.get(101).access_level == 50)
check("direct only", [member.username for member in group.members.list()] == ["alice", "bob"])
check("the direct one", group.members.get(103).expires_at == "2027-01-31")
check("all of the group", {member.username for member in group.members_all.list()} == {"olivia", "alice", "bob"})
refused(404, "404 Not found", lambda: group.members_all.get(104))
refused(404, "404 Not found", lambda: group.members.get(101))
check("direct in the project", project.members.get(104).access_level == 30)
check("the project's own", len(project.members.list()) == 4)
check("invited, with the lower role", project.members_all.get(102).access_level == 20)
check("all of the project", {member.username for member in project.members_all.list()} == {"po-bot", "dave", "mallory", "gina", "olivia", "alice", "bob"})
has_fields("protected_branch", project.protectedbranches.get("main"))
check("a wildcard", project.protectedbranches.get("popipeline/*").push_access_levels[0]["access_level"] == 40)
check("all protections", len(project.protectedbranches.list()) == 2)
refused(404, "404 Not found", lambda: project.protectedbranches.get("none"))

# Labels.
label = has_fields("label", project.labels.create({"name": "po::requested", "color": "#112233", "description": "d"}))
refused(409, "Label already exists", lambda: project.labels.create({"name": "po::requested", "color": "#112233"}))
check("listed", {item.name for item in project.labels.list()} == {"popipeline", "po::requested"})
# The client itself knows only the deprecated way to change a label.
bot.http_put(f"/projects/501/labels/{label.id}", post_data={"description": "changed"})
check("changed", project.labels.get("po::requested").description == "changed")
project.labels.create({"name": "gone", "color": "#000000"}).delete()
check("deleted", "gone" not in {item.name for item in project.labels.list()})

# Issues.
issue = has_fields("issue", project.issues.create({"title": "PO3204: pin", "description": "body", "labels": "popipeline,po::requested"}))
check("numbers", (issue.iid, issue.project_id, issue.labels) == (1, 501, ["po::requested", "popipeline"]))
refused(400, "title is missing", lambda: bot.http_post("/projects/501/issues", post_data={"description": "x"}))
second = project.issues.create({"title": "Second", "confidential": True})
check("a guest does not see it", [item.iid for item in gina.projects.get(501).issues.list()] == [1])
refused(404, "404 Issue Not Found", lambda: gina.projects.get(501).issues.get(second.iid))
check("by label", [item.iid for item in project.issues.list(labels=["popipeline"])] == [1])
check("by author", len(project.issues.list(author_id=90)) == 2 and not project.issues.list(author_username="alice"))
check("by word", [item.iid for item in project.issues.list(search="PO3204", state="opened")] == [1])
check("oldest first", [item.iid for item in project.issues.list(sort="asc", order_by="created_at")] == [1, 2])
check("by number", [item.iid for item in project.issues.list(iids=[2])] == [2])
issue.description = "changed"
issue.state_event = "close"
issue.save()
issue = project.issues.get(1)
check("closed", issue.state == "closed" and issue.attributes["closed_by"]["username"] == "po-bot")
issue.state_event = "reopen"
issue.add_labels = ["extra"]
issue.remove_labels = ["po::requested"]
issue.save()
check("labels", project.issues.get(1).labels == ["extra", "popipeline"])
refused(403, "403 Forbidden", lambda: gina.projects.get(501, lazy=True).issues.update(1, {"title": "mine"}))
refused(403, "403 Forbidden", lambda: project.issues.delete(second.iid))
owner.projects.get(501, lazy=True).issues.delete(second.iid)
refused(404, "404 Issue Not Found", lambda: project.issues.get(second.iid))
check("a deleted number is not given again", project.issues.create({"title": "Third"}).iid == 3)

# Events.
events = issue.resourcelabelevents.list(get_all=True)
has_fields("label_event", events[0])
check("label events", [(event.action, event.label["name"]) for event in events][-2:] == [("add", "extra"), ("remove", "po::requested")])
check("one label event", issue.resourcelabelevents.get(events[0].id).id == events[0].id)
states = issue.resourcestateevents.list()
has_fields("state_event", states[0])
check("state events", [event.state for event in states] == ["closed", "reopened"])
check("one state event", issue.resourcestateevents.get(states[0].id).state == "closed")

# Notes.
note = has_fields("note", issue.notes.create({"body": "/po approve 0123abcd until 2027-01-31 reason: fine"}))
check("kept as it is", note.body.startswith("/po approve") and not note.system)
mine = alice.projects.get(501, lazy=True).issues.get(1, lazy=True).notes
approval = mine.create({"body": "approved"})
refused(403, "403 Forbidden", lambda: gina.projects.get(501, lazy=True).issues.get(1, lazy=True).notes.update(approval.id, {"body": "mine"}))
client("glpat-mallory").projects.get(501, lazy=True).issues.get(1, lazy=True).notes.update(approval.id, {"body": "changed by a maintainer"})
edited = issue.notes.get(approval.id)
check("REST tells no editor", edited.author["username"] == "alice" and not any("edited" in name for name in edited.asdict()))
dated = owner.projects.get(501, lazy=True).issues.get(1, lazy=True).notes.create({"body": "long ago", "created_at": "2026-01-01T00:00:00Z"})
ignored = mine.create({"body": "not long ago", "created_at": "2026-01-01T00:00:00Z"})
check("an owner sets the date", dated.created_at == "2026-01-01T00:00:00.000Z" and dated.id > approval.id)
check("another does not", ignored.created_at > "2026-11-23")
check("oldest first", issue.notes.list(sort="asc", order_by="created_at", get_all=True)[0].id == dated.id)
check("newest first by default", issue.notes.list()[0].id == ignored.id)
check("comments only", all(not item.system for item in issue.notes.list(activity_filter="only_comments", get_all=True)))
pages = client("glpat-bot", pagination="offset").http_list("/projects/501/issues/1/notes", iterator=True, per_page=2)
check("pages", pages.per_page == 2 and pages.total == len(issue.notes.list(get_all=True)) and len(list(pages)) == pages.total)
note.delete()
refused(404, "404 Note Not Found", lambda: issue.notes.get(note.id))
refused(400, "body is missing", lambda: bot.http_post("/projects/501/issues/1/notes", post_data={}))

# Branches: of ten that claim a name at once, one gets it.
def claim(number):
    try:
        return client("glpat-bot").projects.get(501, lazy=True).branches.create({"branch": "popipeline/claim/0123", "ref": "main"}) and True
    except gitlab.exceptions.GitlabCreateError as error:
        check("told why", error.response_code == 400 and error.error_message == "Branch already exists")
        return False


with concurrent.futures.ThreadPoolExecutor(10) as pool:
    check("one winner", sorted(pool.map(claim, range(10))) == [False] * 9 + [True])
has_fields("branch", project.branches.get("popipeline/claim/0123"))
check("protected", project.branches.get("main").protected is True)
check("all branches", [branch.name for branch in project.branches.list()] == ["change", "main", "popipeline/claim/0123"])
refused(404, "404 Branch Not Found", lambda: project.branches.get("none"))
refused(400, "Invalid reference name: none", lambda: project.branches.create({"branch": "x", "ref": "none"}))
project.branches.create({"branch": "short-lived", "ref": "main"})
project.branches.delete("short-lived")
refused(403, "403 Forbidden", lambda: alice.projects.get(501, lazy=True).branches.create({"branch": "y", "ref": "main"}))

# Files and commits.
made = project.commits.create({
    "branch": "ledger", "start_branch": "main", "commit_message": "Add two files\n\nand say why", "author_name": "Ada", "author_email": "ada@example.com",
    "actions": [
        {"action": "create", "file_path": "ledger/a.json", "content": "{}\n"},
        {"action": "create", "file_path": "ledger/b.json", "content": base64.b64encode(b"\x00b").decode(), "encoding": "base64"},
    ],
})
has_fields("commit_detail", made)
check("who", (made.author_email, made.committer_name, made.title) == ("ada@example.com", "PoPipeline", "Add two files"))
file = has_fields("file", project.files.get("ledger/a.json", ref="ledger"))
check("content", file.decode() == b"{}\n" and file.last_commit_id == made.id and file.blob_id == "0967ef424bce6791893e9a57bb952f80fd536e93")
check("raw", project.files.raw("ledger/b.json", ref="ledger") == b"\x00b")
refused(404, "404 File Not Found", lambda: project.files.get("none", ref="main"))
refused(404, "404 Commit Not Found", lambda: project.files.get("README.md", ref="none"))


def commit(**action):
    return lambda: project.commits.create({"branch": "ledger", "commit_message": "Change", "actions": [action]})


refused(400, "A file with this name already exists", commit(action="create", file_path="ledger/a.json", content="x"))
refused(400, "A file with this name doesn't exist", commit(action="update", file_path="ledger/none", content="x"))
newer = commit(action="update", file_path="ledger/a.json", content='{"a":1}\n', last_commit_id=file.last_commit_id)()
refused(400, "has changed since you started editing it", commit(action="update", file_path="ledger/a.json", content="late", last_commit_id=file.last_commit_id))
commit(action="move", file_path="ledger/c.json", previous_path="ledger/b.json")()
commit(action="delete", file_path="ledger/c.json", last_commit_id=project.files.get("ledger/c.json", ref="ledger").last_commit_id)()
refused(400, "You can only create or edit files when you are on a branch", lambda: project.commits.create({
    "branch": "nowhere", "commit_message": "x", "actions": [{"action": "create", "file_path": "x", "content": "x"}]}))
refused(400, "actions[action] does not have a valid value", commit(action="burn", file_path="x"))
has_fields("commit", project.commits.list(ref_name="ledger")[0])
check("of one file", [item.id for item in project.commits.list(query_parameters={"ref_name": "ledger", "path": "ledger/a.json"})] == [newer.id, made.id])
check("one commit", has_fields("commit_detail", project.commits.get("ledger")).parent_ids != [])
refused(404, "404 Commit Not Found", lambda: project.commits.get("f" * 40))
created = project.files.create({"file_path": "one/file.txt", "branch": "ledger", "content": "1", "commit_message": "Add"})
check("created", created.file_path == "one/file.txt")
project.files.update("one/file.txt", {"branch": "ledger", "content": "2", "commit_message": "Change"})
project.files.delete("one/file.txt", branch="ledger", commit_message="Remove")
refused(404, "404 File Not Found", lambda: project.files.get("one/file.txt", ref="ledger"))
tree = project.repository_tree(ref="ledger", recursive=True, get_all=True)
has_fields("tree", tree[0])
check("tree", {item["path"] for item in tree if item["type"] == "blob"} == {".popipeline/approvers.yml", "README.md", "ledger/a.json", "src/app.cs"})
check("keyset", [item["path"] for item in project.repository_tree(path="ledger", ref="ledger", pagination="keyset", per_page=1, get_all=True)] == ["ledger/a.json"])
refused(404, "Tree Not Found", lambda: project.repository_tree(ref="none"))

# Merge requests.
request = has_fields("merge_request", project.mergerequests.get(1))
check("author", request.author["username"] == "dave")
check("commits", [item.author_email for item in request.commits()] == ["dave@example.com"])

# Audit events: owners see all of a group, maintainers all of a project, others their own.
for act in ({"as": "olivia", "group": "acme", "at": "2026-11-20T10:00:00Z", "count": 3}, {"as": "dave", "project": "acme/app", "at": "2026-11-21T10:00:00Z", "type": "deploy_key_added"}):
    urllib.request.urlopen(f"{URL}/__control/auditEvent", json.dumps(act).encode()).close()
acme = owner.groups.get("acme")
events = acme.audit_events.list(get_all=True, created_after="2026-11-01T00:00:00Z", created_before="2026-11-23T00:00:00Z", pagination="keyset", order_by="id", sort="desc", per_page=2)
check("newest first", [item.id for item in events] == sorted((item.id for item in events), reverse=True) and len(events) == 3)
check("one", has_fields("audit_event", acme.audit_events.get(events[0].id)).entity_type == "Group")
event = owner.projects.get(501).audit_events.list()[0]
check("of a project", owner.projects.get(501).audit_events.get(event.id).event_name == "deploy_key_added")
refused(400, "30 days", lambda: acme.audit_events.list(created_after="2026-10-01T00:00:00Z", created_before="2026-11-23T00:00:00Z"))
refused(405, "Keyset pagination", lambda: acme.audit_events.list(pagination="keyset", order_by="id", sort="asc"))
refused(403, "403 Forbidden", lambda: gina.projects.get(501, lazy=True).audit_events.list())
check("below", [group.full_path for group in acme.descendant_groups.list()] == ["acme/security"])
check("projects", [found.path_with_namespace for found in acme.projects.list(include_subgroups=True)] == ["acme/app", "acme/other"])

# Moving an issue takes copies of its notes along.
moved = project.issues.get(3)
moved.notes.create({"body": "goes along"})
moved.move(502)
check("moved", project.issues.get(3).moved_to_id == bot.projects.get(502).issues.list()[0].id and project.issues.get(3).state == "closed")

# Scopes and job tokens.
read = client("glpat-read")
check("reads", read.projects.get(501).issues.get(1).iid == 1)
refused(403, "insufficient_scope", lambda: read.projects.get(501, lazy=True).issues.create({"title": "no"}))
job = gitlab.Gitlab(URL, job_token="glcbt-job").projects.get(501, lazy=True)
check("a job reads raw files", job.files.raw("README.md", ref="main") == b"# App\n")
check("a job reads branches", len(job.branches.list()) == 4)
refused(404, "404 Project Not Found", lambda: job.issues.get(1))
refused(401, "401 Unauthorized", lambda: job.issues.get(1, lazy=True).notes.list())
refused(401, "401 Unauthorized", lambda: job.issues.create({"title": "no"}))

print(f"{passed} checks passed")
