// Labels of repositories and of issues.
import { setLabels } from '../issues.mjs';
import { HttpError, page } from './answers.mjs';

const find = ({ repository, path }) => {
  const label = repository.labels.get(path.name.toLowerCase());
  if (!label) throw new HttpError(404, 'Not Found');
  return label;
};
const issueOf = ({ repository, path }) => {
  const issue = repository.issues.get(Number(path.issue_number));
  if (!issue) throw new HttpError(404, 'Not Found');
  return issue;
};
const named = body => (body?.labels ?? []).map(label => (typeof label === 'string' ? label : label.name));
const change = (context, names) => {
  const issue = issueOf(context);
  setLabels(context.state, issue, context.actor, names(issue.labels.map(label => label.name)), context.token.app ?? null);
  return { body: issue.labels.map(context.show.label) };
};

export const labels = {
  'issues/list-labels-for-repo': { needs: 'issues:read', run: context => page(context, [...context.repository.labels.values()], context.show.label) },
  'issues/get-label': { needs: 'issues:read', run: context => ({ body: context.show.label(find(context)) }) },
  'issues/create-label': {
    needs: 'issues:write',
    role: 'triage',
    run: context => {
      const { name, color, description = null } = context.body;
      if (context.repository.labels.has(name.toLowerCase()))
        throw new HttpError(422, 'Validation Failed', { errors: [{ resource: 'Label', code: 'already_exists', field: 'name' }] });
      return { status: 201, body: context.show.label(context.state.addLabel(context.repository, { name, color, description })) };
    },
  },
  'issues/update-label': {
    needs: 'issues:write',
    role: 'triage',
    run: context => {
      const label = find(context);
      const { new_name: name = label.name, color = label.color, description = label.description } = context.body ?? {};
      context.repository.labels.delete(label.name.toLowerCase());
      Object.assign(label, { name, color, description });
      context.repository.labels.set(name.toLowerCase(), label);
      return { body: context.show.label(label) };
    },
  },
  'issues/delete-label': {
    needs: 'issues:write',
    role: 'triage',
    run: context => {
      const label = find(context);
      context.repository.labels.delete(label.name.toLowerCase());
      for (const issue of context.repository.issues.values()) issue.labels = issue.labels.filter(candidate => candidate !== label);
      return { status: 204 };
    },
  },
  'issues/list-labels-on-issue': { needs: 'issues:read', run: context => page(context, issueOf(context).labels, context.show.label) },
  'issues/add-labels': { needs: 'issues:write', role: 'triage', run: context => change(context, present => [...present, ...named(context.body)]) },
  'issues/set-labels': { needs: 'issues:write', role: 'triage', run: context => change(context, () => named(context.body)) },
  'issues/remove-all-labels': { needs: 'issues:write', role: 'triage', run: context => (change(context, () => []), { status: 204 }) },
  'issues/remove-label': {
    needs: 'issues:write',
    role: 'triage',
    run: context => {
      const gone = context.path.name.toLowerCase();
      if (!issueOf(context).labels.some(label => label.name.toLowerCase() === gone)) throw new HttpError(404, 'Label does not exist');
      return change(context, present => present.filter(name => name.toLowerCase() !== gone));
    },
  },
};
