// Asks for all that the reader of settings asks GitLab's REST API for, with the methods of @gitbeaker/rest: node settings_gitbeaker.mjs http://127.0.0.1:PORT.
// Prints what it was told, and the file that tells which methods there are. settings_python_gitlab.py prints the same.
import { createRequire } from 'node:module';

// The packages lie in tests/components, not above this file.
const components = createRequire(new URL('../../components/package.json', import.meta.url));
const { Gitlab } = components('@gitbeaker/rest');

const api = new Gitlab({ host: process.argv[2], token: 'glpat-reader' });
const sorted = (list) => [...list].sort();
const keys = (list, kind) => list.filter((key) => !key.revoked && !key.expired && key.active !== false).map((key) => `${kind} ${key.title ?? key.name}`);
const least = (members, level) => sorted(members.filter((member) => member.access_level >= level).map((member) => member.username));
const server = (hook) => new URL(hook.url).origin;

const project = await api.Projects.show('diaspora/diaspora-project-site');
const { id } = project;
const rules = await api.MergeRequestApprovals.allApprovalRules(id);
const pushRule = await api.ProjectPushRules.show(id);
const group = await api.Groups.show('diaspora');
const billable = await api.GroupMembers.allBillable(group.id);
const around = (await api.GroupMembers.all('diaspora', { includeInherited: true })).map((member) => member.username);
const told = {
  branch: project.default_branch,
  isPublic: project.visibility === 'public',
  commits: (await api.Commits.all(id)).map((commit) => commit.id),
  protected: (await api.ProtectedBranches.all(id)).map((branch) => branch.name).filter((name) => name === project.default_branch),
  approvals: Math.max(...rules.map((rule) => rule.approvals_required)),
  isFresh: (await api.MergeRequestApprovals.showConfiguration(id)).reset_approvals_on_push,
  isSigned: pushRule.reject_unsigned_commits === true,
  administrators: least(await api.ProjectMembers.all(id, { includeInherited: true }), 40),
  keys: [
    ...sorted(keys(await api.DeployKeys.all({ projectId: id }), 'deploy key')),
    ...keys(await api.DeployTokens.all({ projectId: id }), 'deploy token'),
    ...keys(await api.ProjectAccessTokens.all(id), 'project access token'),
  ],
  hooks: (await api.ProjectHooks.all(id)).map(server),
  isNobody: !(await api.Namespaces.exists('nobody')).exists,
  groupNeedsMfa: group.require_two_factor_authentication,
  owners: least(await api.GroupMembers.all(group.id, { includeInherited: true }), 50).map((name) => `${name} ${billable.find((member) => member.username === name).last_activity_on}`),
  tokens: [...keys(await api.DeployTokens.all({ groupId: group.id }), 'deploy token'), ...keys(await api.GroupAccessTokens.all(group.id), 'group access token')],
  groupHooks: (await api.GroupHooks.all(group.id)).map(server),
  variables: sorted((await api.GroupVariables.all(group.id)).map((variable) => variable.key)),
  projects: (await api.Groups.allProjects(group.id)).map((one) => one.path_with_namespace),

  // Where lists are long, groups are within others, and on servers of one's own.
  outside: sorted((await api.ProjectMembers.all(id)).map((member) => member.username)).filter((name) => !around.includes(name)),
  projectVariables: sorted((await api.ProjectVariables.all(id)).map((variable) => variable.key)),
  parentNeedsMfa: (await api.Groups.show(9)).require_two_factor_authentication,
  serverNeedsMfa: (await api.ApplicationSettings.show()).require_two_factor_authentication,
  withoutMfa: (await api.Users.all({ active: true, two_factor: 'disabled' })).map((user) => user.username),
};
console.log(JSON.stringify({ told, source: createRequire(components.resolve('@gitbeaker/rest')).resolve('@gitbeaker/core') }));
