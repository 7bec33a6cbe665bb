// GraphQL over GitHub's own public schema: a query is validated by it and carried out on the state. What the double does not
// implement is an error and a violation, never a silent null.
import fs from 'node:fs';
import { component, componentFile } from './components.mjs';
import { cost } from './graphCost.mjs';
import { GraphObjects } from './graphObjects.mjs';
import { HttpError } from './rest/answers.mjs';

const { buildSchema, execute, GraphQLError, parse, validate } = component('graphql');
let schema;

// Read when first asked for: it takes half a second, and most tests speak REST.
const loaded = () =>
  (schema ??= buildSchema(fs.readFileSync(componentFile('@octokit/graphql-schema/schema.graphql'), 'utf8'), {
    assumeValid: true,
    assumeValidSDL: true,
  }));

export class GraphQl {
  constructor(state, world) {
    this.state = state;
    this.world = world;
  }

  answer(request, entry) {
    try {
      return { status: 200, headers: {}, body: this.#run(request, entry) };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { status: error.status, headers: error.headers, body: { ...error.body, documentation_url: 'https://docs.github.com/graphql' } };
    }
  }

  #run(request, entry) {
    const token = this.world.authenticate(request, entry);
    if (token.kind === 'anonymous') throw new HttpError(401, 'This endpoint requires you to be authenticated.');
    if (request.method !== 'POST') throw new HttpError(404, 'Not Found');
    entry.resource = 'graphql';
    const { query, variables, operationName } = request.body ?? {};
    if (typeof query !== 'string') {
      this.world.violation(entry, 'graphql', 'no query');
      throw new HttpError(400, 'A query attribute must be specified and must be a string.');
    }
    const refused = details => {
      this.world.violation(entry, 'graphql', details);
      return { errors: details };
    };
    let document;
    try {
      document = parse(query);
    } catch (error) {
      return refused([error.toJSON()]);
    }
    const errors = validate(loaded(), document);
    if (errors.length > 0) return refused(errors.map(error => error.toJSON()));

    const { nodes, points, refusal } = cost(document, variables, operationName);
    if (refusal) return refused([refusal]);
    try {
      this.world.charge(token, 'graphql', points);
    } catch (error) {
      // No status tells it here.
      return { errors: [{ type: 'RATE_LIMITED', message: error.message }] };
    }
    const objects = new GraphObjects(this.state, token, request.html, { nodes, points });
    const result = execute({
      schema: loaded(),
      document,
      rootValue: objects.root(),
      variableValues: variables,
      operationName,
      contextValue: objects,
      fieldResolver: (...all) => this.#resolve(entry, ...all),
      typeResolver: value => value.__typename,
    });
    // A variable of the wrong type shows only here; so does what a resolver refuses.
    const broken = (result.errors ?? []).filter(error => !error.extensions?.expected);
    if (broken.length > 0)
      this.world.violation(
        entry,
        'graphql',
        broken.map(error => error.toJSON()),
      );
    return { ...(result.data === undefined ? {} : { data: result.data }), ...(result.errors ? { errors: result.errors.map(shown) } : {}) };
  }

  #resolve(entry, source, args, context, info) {
    if (!Object.hasOwn(source, info.fieldName)) {
      throw new GraphQLError(`the double does not implement ${info.parentType.name}.${info.fieldName}`);
    }
    const value = source[info.fieldName];
    if (typeof value !== 'function') return value;
    try {
      return value(args);
    } catch (error) {
      // NOT_FOUND is an answer, not a mistake of the client's.
      throw new GraphQLError(error.message, { extensions: { type: error.type, expected: error.type === 'NOT_FOUND' || error.type === 'FORBIDDEN' } });
    }
  }
}

// GitHub puts the type beside the message, not into extensions.
const shown = error => {
  const { extensions, ...rest } = error.toJSON();
  return { ...(extensions?.type ? { type: extensions.type } : {}), ...rest };
};
