// The REST shapes of users, apps, organisations and teams.

export function peopleShapes({ state, api, html }) {
  const ghost = { id: 10137, login: 'ghost', type: 'User', nodeId: state.node('U', 10137), siteAdmin: false };

  const user = given => {
    if (!given) return null;
    const account = given.deleted ? ghost : given;
    const url = `${api}/users/${encodeURIComponent(account.login)}`;
    return {
      login: account.login,
      id: account.id,
      node_id: account.nodeId,
      avatar_url: `${html}/avatars/u/${account.id}`,
      gravatar_id: '',
      url,
      html_url: account.type === 'Bot' ? `${html}/apps/${account.login.replace('[bot]', '')}` : `${html}/${account.login}`,
      followers_url: `${url}/followers`,
      following_url: `${url}/following{/other_user}`,
      gists_url: `${url}/gists{/gist_id}`,
      starred_url: `${url}/starred{/owner}{/repo}`,
      subscriptions_url: `${url}/subscriptions`,
      organizations_url: `${url}/orgs`,
      repos_url: `${url}/repos`,
      events_url: `${url}/events{/privacy}`,
      received_events_url: `${url}/received_events`,
      type: account.type,
      user_view_type: 'public',
      site_admin: account.siteAdmin,
    };
  };

  const publicUser = account => ({
    ...user(account),
    name: account.name,
    company: null,
    blog: '',
    location: null,
    email: account.email,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: account.createdAt,
    updated_at: account.createdAt,
  });

  const app = value =>
    value && {
      id: value.id,
      slug: value.slug,
      node_id: value.nodeId,
      owner: user(ghost),
      name: value.name,
      description: '',
      external_url: `${html}/apps/${value.slug}`,
      html_url: `${html}/apps/${value.slug}`,
      created_at: value.createdAt,
      updated_at: value.createdAt,
      permissions: { issues: 'write', metadata: 'read' },
      events: [],
    };

  const organisation = value => {
    const url = `${api}/orgs/${value.login}`;
    return {
      login: value.login,
      id: value.id,
      node_id: value.nodeId,
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      avatar_url: `${html}/avatars/u/${value.id}`,
      description: null,
    };
  };
  const organisationFull = (value, owner) => ({
    ...organisation(value),
    name: value.name,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    html_url: `${html}/${value.login}`,
    type: 'Organization',
    created_at: value.createdAt,
    updated_at: value.createdAt,
    archived_at: null,
    // Settings are told to owners only.
    ...(owner
      ? { default_repository_permission: 'read', two_factor_requirement_enabled: false, members_can_delete_issues: false, ...value.settings }
      : {}),
  });

  const teamSimple = (organisation_, team) => ({
    id: team.id,
    node_id: team.nodeId,
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    type: 'organization',
    url: `${api}/organizations/${organisation_.id}/team/${team.id}`,
    html_url: `${html}/orgs/${organisation_.login}/teams/${team.slug}`,
    members_url: `${api}/organizations/${organisation_.id}/team/${team.id}/members{/member}`,
    repositories_url: `${api}/organizations/${organisation_.id}/team/${team.id}/repos`,
  });
  const team = (organisation_, value) => ({ ...teamSimple(organisation_, value), parent: parentOf(organisation_, value) });
  const parentOf = (organisation_, value) => (value.parent ? teamSimple(organisation_, organisation_.teams.get(value.parent)) : null);
  const teamFull = (organisation_, value) => ({
    ...team(organisation_, value),
    created_at: value.createdAt,
    updated_at: value.createdAt,
    members_count: value.members.size,
    repos_count: Object.keys(value.repositories).length,
    organization: organisationFull(organisation_, false),
  });

  return { user, publicUser, app, organisation, organisationFull, team, teamFull };
}
