// The state as GraphQL objects: a property is a field, a function a field with arguments or one that is costly.
import { connection, missing, notFound } from './graphConnection.mjs';
import { GraphContent } from './graphContent.mjs';

export class GraphObjects extends GraphContent {
  root() {
    return {
      viewer: () => this.viewer(),
      repository: ({ owner, name }) =>
        this.repository(
          this.readable(this.state.repository(owner, name)) ?? missing(`Could not resolve to a Repository with the name '${owner}/${name}'.`),
        ),
      organization: ({ login }) =>
        this.organisation(this.state.organisation(login) ?? missing(`Could not resolve to an Organization with the login of '${login}'.`)),
      user: ({ login }) => {
        const user = this.state.account(login);
        return user?.kind === 'user' && user.type === 'User'
          ? this.actor(user)
          : missing(`Could not resolve to a User with the login of '${login}'.`);
      },
      node: ({ id }) => this.node(id) ?? missing(`Could not resolve to a node with the global id of '${id}'`),
      nodes: ({ ids }) => ids.map(id => this.node(id) ?? notFound(`Could not resolve to a node with the global id of '${id}'`)),
      rateLimit: () => {
        const { limit, used, reset } = this.token.rates.graphql;
        return {
          limit,
          used,
          remaining: Math.max(0, limit - used),
          cost: this.cost.points,
          nodeCount: this.cost.nodes,
          resetAt: new Date(reset).toISOString(),
        };
      },
    };
  }

  // An installation sees itself as a user with its bot's name and number.
  viewer() {
    return { ...this.actor({ ...this.token.actor, type: 'User' }), login: this.token.actor.login };
  }

  readable(repository) {
    return repository && this.state.may(this.token, repository, 'read') ? repository : undefined;
  }

  node(id) {
    const value = this.state.nodes.get(id);
    if (!value) return null;
    const repository = value.repository ?? value.issue?.repository ?? (value.git ? value : undefined);
    if (repository && !this.readable(repository)) return null;
    if (value.git) return this.repository(value);
    return (
      {
        user: () => this.actor(value),
        organisation: () => this.organisation(value),
        issue: () => this.issue(value),
        comment: () => this.comment(value),
        event: () => this.event(value),
        label: () => this.label(value),
      }[value.kind]?.() ?? null
    );
  }

  /** A bot's login has no "[bot]" here, unlike in REST. */
  actor(account) {
    if (!account || account.deleted) return null;
    const bot = account.type === 'Bot';
    const login = bot ? account.login.replace('[bot]', '') : account.login;
    const path = bot ? `/apps/${login}` : `/${login}`;
    return {
      __typename: bot ? 'Bot' : account.kind === 'organisation' ? 'Organization' : 'User',
      id: account.nodeId,
      databaseId: account.id,
      login,
      name: account.name,
      url: this.html + path,
      resourcePath: path,
      avatarUrl: () => `${this.html}/avatars/u/${account.id}`,
      createdAt: account.createdAt,
      isSiteAdmin: account.siteAdmin,
    };
  }

  organisation(value) {
    return {
      ...this.actor(value),
      __typename: 'Organization',
      team: ({ slug }) => {
        const team = value.teams.get(slug);
        return team && !this.token.missing.has('members:read') ? this.team(value, team) : null;
      },
    };
  }

  team(organisation, value) {
    return {
      __typename: 'Team',
      id: value.nodeId,
      databaseId: value.id,
      slug: value.slug,
      name: value.name,
      members: args =>
        connection(
          args,
          'members',
          [...this.state.teamMembers(organisation, value)].filter(([, member]) => member.state === 'active').map(([id]) => this.state.users.get(id)),
          user => this.actor(user),
          user => user.id,
        ),
    };
  }

  repository(value) {
    return {
      __typename: 'Repository',
      id: value.nodeId,
      databaseId: value.id,
      name: value.name,
      nameWithOwner: `${value.owner.login}/${value.name}`,
      isPrivate: value.private,
      isArchived: value.archived,
      hasIssuesEnabled: value.hasIssues,
      url: `${this.html}/${value.owner.login}/${value.name}`,
      owner: () => this.actor(value.owner),
      viewerPermission: () => this.#permission(value),
      createdAt: value.createdAt,
      pushedAt: value.pushedAt,
      issue: ({ number }) => this.issue(value.issues.get(number) ?? missing(`Could not resolve to an Issue with the number of ${number}.`)),
      issues: args => {
        const wanted = [...value.issues.values()]
          .filter(issue => !args.states || args.states.includes(issue.open ? 'OPEN' : 'CLOSED'))
          .filter(issue => !args.labels || args.labels.some(name => issue.labels.some(label => label.name.toLowerCase() === name.toLowerCase())))
          .filter(issue => !args.filterBy?.createdBy || issue.user.login.replace('[bot]', '') === args.filterBy.createdBy.replace('[bot]', ''))
          .filter(issue => !args.filterBy?.since || Date.parse(issue.updatedAt) >= Date.parse(args.filterBy.since));
        const key =
          { UPDATED_AT: issue => issue.updatedAt, COMMENTS: issue => issue.comments.length }[args.orderBy?.field] ?? (issue => issue.createdAt);
        const order = args.orderBy?.direction === 'DESC' ? -1 : 1;
        return connection(
          args,
          'issues',
          wanted.sort((a, b) => order * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.number - b.number)),
          issue => this.issue(issue),
          issue => issue.id,
        );
      },
      label: ({ name }) => (value.labels.has(name.toLowerCase()) ? this.label(value.labels.get(name.toLowerCase())) : null),
      labels: args =>
        connection(
          args,
          'labels',
          [...value.labels.values()],
          label => this.label(label),
          label => label.id,
        ),
      defaultBranchRef: () => this.#ref(value, `refs/heads/${value.defaultBranch}`),
      ref: ({ qualifiedName }) =>
        this.#ref(
          value,
          [qualifiedName, `refs/heads/${qualifiedName}`, `refs/${qualifiedName}`].find(name => value.git.refs.has(name)),
        ),
    };
  }

  #permission(repository) {
    const role = this.token.kind === 'app' ? 'write' : this.state.roleOf(repository, this.token.actor);
    return role === 'none' ? null : role.toUpperCase();
  }

  #ref(repository, name) {
    const sha = repository.git.refs.get(name);
    if (!sha) return null;
    const commit = {
      __typename: 'Commit',
      id: this.state.node('C', `${repository.id}:${sha}`),
      oid: sha,
      message: repository.git.get(sha, 'commit').message,
      committedDate: repository.git.get(sha, 'commit').committer.date,
    };
    return {
      __typename: 'Ref',
      id: this.state.node('REF', `${repository.id}:${name}`),
      name: name.replace(/^refs\/[^/]+\//, ''),
      prefix: /^refs\/[^/]+\//.exec(name)[0],
      target: commit,
    };
  }
}
