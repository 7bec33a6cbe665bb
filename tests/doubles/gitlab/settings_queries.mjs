// Holds the queries of the reader of settings, and the canned answers to them, against GitLab's reference, which settings.graphql has in part.
// The argument is a file: {"queries": {name: {"text": …, "variables": …}}, "answers": [{"request": "POST /api/graphql Project", "body": …}]}.
// Each fault is a line of the output.
import fs from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { component } from '../github/components.mjs';

const { buildSchema, getNamedType, graphqlSync, isInterfaceType, NoDeprecatedCustomRule, parse, specifiedRules, TypeInfo, validate, visit, visitWithTypeInfo } = component('graphql');
const { queries, answers } = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const schema = buildSchema(fs.readFileSync(new URL('settings.graphql', import.meta.url), 'utf8'));
const faults = [];

// https://docs.gitlab.com/api/graphql/#limits: of somebody who is signed in; a page has a hundred entries at most.
const mostPoints = 250;
const mostLevels = 20;
const mostEntries = 100;

// How app/graphql/types/base_field.rb of GitLab counts: one point a field, one more where it asks Gitaly, or so many as it was given, and one per cent more for
// each entry of a page where a resolver finds them. Which fields those are is not in the reference, but in the types beside it; that each list counts as if it
// had a resolver makes the sum three points higher than GitLab's own at most.
const points = { 'Repository.tree': 2, 'Tree.lastCommit': 10, 'Commit.signature': 2 };

function cost(text) {
  const info = new TypeInfo(schema);
  const open = [{ sum: 0 }];
  let levels = 0;
  visit(parse(text), visitWithTypeInfo(info, {
    Field: {
      enter(node) {
        const first = node.arguments.find((argument) => argument.name.value === 'first')?.value.value;
        open.push({ own: points[`${info.getParentType()}.${node.name.value}`] ?? 1, sum: 0, isList: getNamedType(info.getType()).name.endsWith('Connection'), first });
        levels = Math.max(levels, open.length - 1);
      },
      leave(node) {
        const { own, sum, isList, first } = open.pop();
        if (isList && (first === undefined || Number(first) > mostEntries)) faults.push(`the page of '${node.name.value}' has ${first ?? 'no'} entries, not ${mostEntries} at most`);
        open.at(-1).sum += isList ? Math.floor((own + sum) * (1 + Number(first ?? mostEntries) / 100)) : own + sum;
      },
    },
  }));
  return { sum: open[0].sum, levels };
}

for (const [name, { text }] of Object.entries(queries)) {
  const found = validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule]);
  found.forEach((error) => faults.push(`${name}: ${error.message}`));
  if (found.length > 0) continue;
  const { sum, levels } = cost(text);
  if (sum > mostPoints) faults.push(`${name}: ${sum} points, which are more than ${mostPoints}`);
  if (levels > mostLevels) faults.push(`${name}: ${levels} levels, which are more than ${mostLevels}`);
}

// Which signature or member it is makes no difference to what is asked for.
const typeOf = (_value, _context, _info, type) => schema.getPossibleTypes(type).find((possible) => isInterfaceType(type) && possible.name !== 'GroupMember').name;
const plain = (value) => JSON.parse(JSON.stringify(value));
for (const { request, body } of answers) {
  const { text, variables } = queries[request.split(' ')[2]] ?? {};
  if (text === undefined) {
    faults.push(`${request}: nobody asks so`);
    continue;
  }
  const { data, errors } = graphqlSync({
    schema, source: text, rootValue: body.data, variableValues: variables, typeResolver: typeOf, fieldResolver: (source, _arguments, _context, info) => source[info.path.key],
  });
  errors?.forEach((error) => faults.push(`${request}: ${error.path?.join('.') ?? ''} ${error.message}`));
  if (errors === undefined && !isDeepStrictEqual(plain(data), body.data)) faults.push(`${request}: it has other fields than the query asks for: ${JSON.stringify(plain(data))}`);
}

faults.forEach((fault) => console.log(fault));
