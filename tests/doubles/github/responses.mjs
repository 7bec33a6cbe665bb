// Checks answers of the double by the description. openapi-backend can do it too, but takes every schema apart for every
// operation; with references left alone a user is compiled once, not two hundred times.
import { component } from './components.mjs';

const Ajv = component('ajv').default;
const addFormats = component('ajv-formats').default;
// Formats of GitHub's own; what they mean is not described.
const named = ['repo', 'repo.nwo', 'timestamp', 'ssh'];

export function withFormats(ajv) {
  addFormats(ajv);
  named.filter(name => !ajv.formats[name]).forEach(name => ajv.addFormat(name, true));
  return ajv;
}

export class Responses {
  #ajv = withFormats(new Ajv({ strict: false, allErrors: true, validateSchema: false, inlineRefs: false }));
  #definition;
  #compiled = new Map();

  constructor(definition) {
    this.#definition = definition;
    this.#ajv.addSchema(definition, 'github');
  }

  /** What is wrong with an answer, or null. */
  errors(route, method, status, body) {
    const described = this.#definition.paths[route][method].responses[status];
    if (!described) return [{ message: `status ${status} is not in the description` }];
    const pointer = described.$ref?.slice(1) ?? `/paths/${escaped(route)}/${method}/responses/${status}`;
    const content = (described.$ref ? at(this.#definition, pointer) : described).content;
    if (!content?.['application/json']) return body === null ? null : [{ message: `status ${status} has no body in the description` }];
    if (!this.#compiled.has(pointer)) this.#compiled.set(pointer, this.#ajv.compile({ $ref: `github#${pointer}/content/application~1json/schema` }));
    const validate = this.#compiled.get(pointer);
    return validate(body) ? null : validate.errors;
  }
}

const at = (definition, pointer) =>
  pointer
    .split('/')
    .slice(1)
    .reduce((node, name) => node[name], definition);
const escaped = route => route.replace(/~/g, '~0').replace(/\//g, '~1').replace(/[{}]/g, encodeURIComponent);
