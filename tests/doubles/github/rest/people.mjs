// Users, organisations, teams, apps and the rate limit.
import { HttpError, page } from './answers.mjs';

const missing = () => new HttpError(404, 'Not Found');
const organisationOf = ({ state, path }) =>
  state.organisation(path.org ?? '') ??
  (() => {
    throw missing();
  })();
const isMember = (organisation, user) => organisation.members.get(user.id)?.state === 'active';
const isOwner = (organisation, user) => isMember(organisation, user) && organisation.members.get(user.id).role === 'admin';

// Teams can be seen by members and by installations with members:read. Who may not is told "not found", as GitHub tells people;
// an installation without the permission never comes here.
const teamOf = context => {
  const { state, path } = context;
  const byId =
    path.team_id === undefined
      ? null
      : [...state.organisations.values()].find(candidate => [...candidate.teams.values()].some(team => team.id === Number(path.team_id)));
  const organisation = byId ?? organisationOf(context);
  const team = byId ? [...byId.teams.values()].find(candidate => candidate.id === Number(path.team_id)) : organisation.teams.get(path.team_slug);
  if (!team || (context.token.kind !== 'app' && !isMember(organisation, context.actor))) throw missing();
  return { organisation, team };
};
const userNamed = ({ state, path }) => {
  const user = state.account(path.username);
  if (!user) throw missing();
  return user;
};

function teamMembers(context) {
  const { organisation, team } = teamOf(context);
  const role = context.query.role ?? 'all';
  return page(
    context,
    [...context.state.teamMembers(organisation, team)].filter(([, member]) => member.state === 'active' && ['all', member.role].includes(role)),
    ([id]) => context.show.user(context.state.users.get(id)),
  );
}

function membership(context) {
  const { organisation, team } = teamOf(context);
  const user = userNamed(context);
  const member = context.state.teamMembers(organisation, team).get(user.id);
  if (!member) throw missing();
  return { body: { url: `${context.show.team(organisation, team).url}/memberships/${user.login}`, role: member.role, state: member.state } };
}

export const people = {
  'users/get-authenticated': {
    run: context => {
      if (context.token.kind === 'app') throw new HttpError(403, 'Resource not accessible by integration');
      return { body: context.show.publicUser(context.actor) };
    },
  },
  'users/get-by-username': { open: true, run: context => ({ body: context.show.publicUser(userNamed(context)) }) },
  'users/get-by-id': {
    open: true,
    run: context => {
      const user = context.state.users.get(Number(context.path.account_id)) ?? context.state.organisations.get(Number(context.path.account_id));
      if (!user) throw missing();
      return { body: context.show.publicUser(user) };
    },
  },
  'orgs/get': {
    open: true,
    run: context => {
      const organisation = organisationOf(context);
      return { body: context.show.organisationFull(organisation, context.token && isOwner(organisation, context.actor)) };
    },
  },
  'orgs/list-members': {
    needs: 'members:read',
    run: context => {
      const organisation = organisationOf(context);
      const wanted = [...organisation.members].filter(
        ([, member]) => member.state === 'active' && ['all', member.role].includes(context.query.role ?? 'all'),
      );
      if ((context.query.filter ?? 'all') !== 'all' && !isOwner(organisation, context.actor))
        throw new HttpError(422, 'Only owners can use this filter.');
      return page(context, wanted, ([id]) => context.show.user(context.state.users.get(id)));
    },
  },
  'orgs/check-membership-for-user': {
    needs: 'members:read',
    run: context => {
      if (!isMember(organisationOf(context), userNamed(context))) throw missing();
      return { status: 204 };
    },
  },
  'orgs/get-membership-for-user': {
    needs: 'members:read',
    run: context => {
      const organisation = organisationOf(context);
      if (context.token.kind !== 'app' && !isMember(organisation, context.actor))
        throw new HttpError(403, 'You must be a member of this organization to see its memberships.');
      const user = userNamed(context);
      const member = organisation.members.get(user.id);
      if (!member) throw missing();
      const shown = context.show.organisation(organisation);
      return {
        body: {
          url: `${shown.url}/memberships/${user.login}`,
          state: member.state,
          role: member.role,
          organization_url: shown.url,
          user: context.show.user(user),
          organization: shown,
        },
      };
    },
  },
  'teams/list': {
    needs: 'members:read',
    run: context => page(context, [...organisationOf(context).teams.values()], team => context.show.team(organisationOf(context), team)),
  },
  'teams/get-by-name': {
    needs: 'members:read',
    run: context => {
      const { organisation, team } = teamOf(context);
      return { body: context.show.teamFull(organisation, team) };
    },
  },
  'teams/list-members-in-org': { needs: 'members:read', run: context => teamMembers(context) },
  'teams/get-membership-for-user-in-org': { needs: 'members:read', run: context => membership(context) },
  // By the team's number, on their way out and still what Octokit 14 calls.
  'teams/list-members-legacy': { needs: 'members:read', run: context => teamMembers(context) },
  'teams/get-membership-for-user-legacy': { needs: 'members:read', run: context => membership(context) },
  'apps/get-by-slug': {
    open: true,
    run: context => {
      const app = context.state.apps.get(context.path.app_slug);
      if (!app) throw missing();
      return { body: context.show.app(app) };
    },
  },
  'rate-limit/get': {
    open: true,
    free: true,
    run: context => {
      const resources = Object.fromEntries(
        Object.entries(context.token.rates).map(([name, { limit, used, reset }]) => [
          name,
          { limit, used, remaining: Math.max(0, limit - used), reset: Math.floor(reset / 1000) },
        ]),
      );
      return { body: { resources, rate: resources.core } };
    },
  },
};
