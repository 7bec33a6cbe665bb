"""Asks for all that the reader of settings asks GitLab's REST API for, with the methods of python-gitlab: settings_python_gitlab.py http://127.0.0.1:PORT.

Prints what it was told, and the folder that tells which methods there are. settings_gitbeaker.mjs prints the same.
"""

import json
import pathlib
import sys
import urllib.parse

import gitlab

API = gitlab.Gitlab(sys.argv[1], private_token="glpat-reader")


def every(manager, **parameters):
    return manager.list(get_all=True, **parameters)


def keys(manager, kind):
    all_keys = [key.attributes for key in every(manager)]
    usable = [key for key in all_keys if not key.get("revoked") and not key.get("expired") and key.get("active", True)]
    return [f"{kind} {key.get('title') or key['name']}" for key in usable]


def least(members, level):
    return sorted(member.username for member in members if member.access_level >= level)


def server(hook):
    address = urllib.parse.urlsplit(hook.url)
    return f"{address.scheme}://{address.netloc}"


project = API.projects.get("diaspora/diaspora-project-site")
rules = every(project.approvalrules)
push_rule = project.pushrules.get()
group = API.groups.get("diaspora")
billable = {member.username: member.last_activity_on for member in every(group.billable_members)}
around = {member.username for member in every(API.groups.get("diaspora", lazy=True).members_all)}
told = {
    "branch": project.default_branch,
    "isPublic": project.visibility == "public",
    "commits": [commit.id for commit in every(project.commits)],
    "protected": [branch.name for branch in every(project.protectedbranches) if branch.name == project.default_branch],
    "approvals": max(rule.approvals_required for rule in rules),
    "isFresh": project.approvals.get().reset_approvals_on_push,
    "isSigned": push_rule.reject_unsigned_commits is True,
    "administrators": least(every(project.members_all), 40),
    "keys": [*sorted(keys(project.keys, "deploy key")), *keys(project.deploytokens, "deploy token"), *keys(project.access_tokens, "project access token")],
    "hooks": [server(hook) for hook in every(project.hooks)],
    "isNobody": not API.namespaces.exists("nobody").exists,
    "groupNeedsMfa": group.require_two_factor_authentication,
    "owners": [f"{name} {billable[name]}" for name in least(every(group.members_all), 50)],
    "tokens": [*keys(group.deploytokens, "deploy token"), *keys(group.access_tokens, "group access token")],
    "groupHooks": [server(hook) for hook in every(group.hooks)],
    "variables": sorted(variable.key for variable in every(group.variables)),
    "projects": [one.path_with_namespace for one in every(group.projects)],
    # Where lists are long, groups are within others, and on servers of one's own.
    "outside": sorted(member.username for member in every(project.members) if member.username not in around),
    "projectVariables": sorted(variable.key for variable in every(project.variables)),
    "parentNeedsMfa": API.groups.get(9).require_two_factor_authentication,
    "serverNeedsMfa": API.settings.get().require_two_factor_authentication,
    "withoutMfa": [user.username for user in every(API.users, active=True, two_factor="disabled")],
}
print(json.dumps({"told": told, "source": str(pathlib.Path(gitlab.__file__).parent)}))
