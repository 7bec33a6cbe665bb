// GitHub's own OpenAPI description, cut down to the operations that the double serves, because the whole one is 13 MB.
// The cut is kept in artifacts/, named after what it was made from and for.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { component, root } from './components.mjs';

// To be raised when a description is cut differently.
const cutting = 5;
const source = component.resolve('@octokit/openapi/generated/api.github.com.json');
// What only GitHub Enterprise Cloud has.
const enterprise = component.resolve('@octokit/openapi/generated/ghec.json');

/** The description of the operations served, and the method and path of every other operation that GitHub has. */
export function load(operationIds) {
  const version = component('@octokit/openapi/package.json').version;
  const key = crypto
    .createHash('sha256')
    .update(`${cutting} ${version} ${[...operationIds].sort().join()}`)
    .digest('hex')
    .slice(0, 16);
  const cache = path.join(root, 'artifacts', 'github-double', `description-${key}.json`);
  try {
    return JSON.parse(fs.readFileSync(cache, 'utf8'));
  } catch {
    /* not cut yet, or half a file of a killed process */
  }

  const cut = reduce(JSON.parse(fs.readFileSync(source, 'utf8')), new Set(operationIds));
  fs.mkdirSync(path.dirname(cache), { recursive: true });
  const temporary = `${cache}.${process.pid}`;
  fs.writeFileSync(temporary, JSON.stringify(cut));
  fs.renameSync(temporary, cache);
  return cut;
}

function reduce(whole, wanted) {
  const definition = { openapi: whole.openapi, info: whole.info, paths: {}, components: {} };
  const unserved = [];
  for (const [route, item] of Object.entries(whole.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (wanted.delete(operation.operationId)) {
        (definition.paths[route] ??= {})[method] = operation;
      } else if (operation.operationId) {
        unserved.push([method.toUpperCase(), route, operation.operationId]);
      }
    }
  }
  if (wanted.size > 0) addEnterprise(definition, wanted);
  if (wanted.size > 0) throw new Error(`not in GitHub's description: ${[...wanted].join(', ')}`);

  const seen = new Set();
  const visit = node => {
    if (node === null || typeof node !== 'object') return;
    if (!Array.isArray(node)) {
      // Prose and samples are most of the bytes, and nothing here reads them.
      for (const prose of ['description', 'examples', 'example', 'externalDocs', 'x-github']) {
        if (prose === 'description' ? typeof node[prose] === 'string' : prose in node && !isSchemaNamed(node, prose)) delete node[prose];
      }
      // What may be null may be null beside an enum too: GitHub means it so and sends it so.
      if (node.nullable === true && Array.isArray(node.enum) && !node.enum.includes(null)) node.enum.push(null);
      // OpenAPI 3.0 lets "nullable" stand beside oneOf; the validator wants a type beside it.
      if (node.nullable === true && !node.type) {
        const { nullable, ...rest } = node;
        for (const name of Object.keys(node)) delete node[name];
        node.anyOf = [rest, { type: 'string', enum: [null], nullable }];
      }
      if (typeof node.$ref === 'string' && !seen.has(node.$ref)) {
        seen.add(node.$ref);
        const [, section, kind, name] = node.$ref.split('/');
        const target = whole[section][kind][name];
        (definition.components[kind] ??= {})[name] = target;
        visit(target);
      }
    }
    Object.values(node).forEach(visit);
  };
  visit(definition.paths);
  return { definition, unserved };
}

// With everything that is referred to in its place, so that what both descriptions call the same is not mixed up.
function addEnterprise(definition, wanted) {
  const whole = JSON.parse(fs.readFileSync(enterprise, 'utf8'));
  const inlined = node => {
    if (node === null || typeof node !== 'object') return node;
    if (Array.isArray(node)) return node.map(inlined);
    if (typeof node.$ref === 'string') {
      const [, section, kind, name] = node.$ref.split('/');
      return inlined(whole[section][kind][name]);
    }
    return Object.fromEntries(Object.entries(node).filter(([name]) => name !== 'examples').map(([name, value]) => [name, inlined(value)]));
  };
  for (const [route, item] of Object.entries(whole.paths)) {
    for (const [method, operation] of Object.entries(item)) {
      if (wanted.delete(operation.operationId)) (definition.paths[route] ??= {})[method] = inlined(operation);
    }
  }
}

// A property may be called "example"; its value is a schema, not a sample.
function isSchemaNamed(node, name) {
  const value = node[name];
  return value !== null && typeof value === 'object' && !Array.isArray(value) && ('type' in value || '$ref' in value);
}
