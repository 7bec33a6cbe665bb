// Holds canned answers against GitHub: those of the REST API against its own description, queries and their answers against its GraphQL schema.
// The argument is a file: {"queries": {name: text}, "answers": [{"request": "GET /repos/…", "body": …}]}. Each fault is a line of the output.
import fs from 'node:fs';
import { component, componentFile } from './components.mjs';
import { load } from './description.mjs';
import { Responses } from './responses.mjs';

const { buildSchema, graphqlSync, parse, validate } = component('graphql');
const { queries, answers } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const faults = [];

const schema = buildSchema(fs.readFileSync(componentFile('@octokit/graphql-schema/schema.graphql'), 'utf8'), {
  assumeValid: true,
  assumeValidSDL: true,
});
for (const [name, text] of Object.entries(queries)) {
  validate(schema, parse(text)).forEach(error => faults.push(`${name}: ${error.message}`));
}

// A value of a union or interface says which type it is, in the answer as in ours.
const typeOf = value => value.__typename ?? (value.history ? 'Commit' : value.requiredStatusChecks ? 'RequiredStatusChecksParameters' : value.isValid === undefined ? 'PullRequestParameters' : 'GpgSignature');
const routes = JSON.parse(fs.readFileSync(component.resolve('@octokit/openapi/generated/api.github.com.json'), 'utf8')).paths;
const patterns = Object.entries(routes)
  .filter(([, item]) => item.get)
  .map(([route, item]) => ({ pattern: new RegExp(`^${route.replace(/\{[^}]+\}/g, '[^/]+')}$`), route, id: item.get.operationId, parts: route.match(/\{/g)?.length ?? 0 }))
  .sort((one, other) => one.parts - other.parts);
const operationOf = request => patterns.find(({ pattern }) => pattern.test(request.split(' ')[1].split('?')[0]));

const rest = answers.filter(answer => answer.request.startsWith('GET ')).map(answer => ({ ...answer, operation: operationOf(answer.request) }));
rest.filter(answer => !answer.operation).forEach(answer => faults.push(`${answer.request}: GitHub describes no such request`));
const { definition } = load([...new Set(rest.map(answer => answer.operation?.id).filter(Boolean))]);
const responses = new Responses(definition);
for (const { request, body, operation } of rest.filter(answer => answer.operation)) {
  responses.errors(operation.route, 'get', 200, body)?.forEach(error => faults.push(`${request}: ${error.instancePath} ${error.message}`));
}

for (const { request, body } of answers.filter(answer => answer.request.startsWith('POST /graphql '))) {
  const name = request.split(' ')[2];
  const variables = { owner: 'octocat', name: 'Hello-World', login: 'github', after: null, ids: ['1'] };
  const result = graphqlSync({ schema, source: queries[name], rootValue: body.data, variableValues: variables, typeResolver: typeOf, fieldResolver: (source, _arguments, _context, info) => source[info.path.key] });
  result.errors?.forEach(error => faults.push(`${request}: ${error.message}`));
}

faults.forEach(fault => console.log(fault));
