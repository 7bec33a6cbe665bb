// What two others say of resources of Tekton: the definitions that a cluster is given, unknown fields refused as `kubectl --validate=strict` does, and the linter of IBM.
// node judge-resources.mjs NODE_MODULES CRD_FOLDER < paths, one a line: prints {"path": {"schema": [[document, error]…], "lint": [[rule, message]…]}, …} as JSON.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, folder] = process.argv.slice(2);
const load = createRequire(pathToFileURL(join(modules, 'index.js')));
const Ajv = load('ajv').default;
const { loadAll } = load('js-yaml');
const { lint } = await import(pathToFileURL(join(modules, '@ibm/tekton-lint/dist/rules.js')));

// What Kubernetes adds to JSON Schema, in JSON Schema's own words.
const strict = (schema) => {
  if (Array.isArray(schema)) {
    return schema.map(strict);
  }

  if (schema === null || typeof schema !== 'object') {
    return schema;
  }

  const result = Object.fromEntries(Object.entries(schema).filter(([key]) => !key.startsWith('x-kubernetes-')).map(([key, value]) => [key, strict(value)]));
  if (schema['x-kubernetes-int-or-string']) {
    delete result.anyOf;
    result.type = ['integer', 'string'];
  }

  const open = schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties !== undefined;
  if (schema.type === 'object' && schema.properties && !open) {
    result.additionalProperties = false;
  }

  return result;
};

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
const validators = new Map();
for (const file of readdirSync(folder)) {
  for (const definition of loadAll(readFileSync(join(folder, file), 'utf8')).filter((document) => document?.kind === 'CustomResourceDefinition')) {
    for (const version of definition.spec.versions) {
      const schema = strict(version.schema.openAPIV3Schema);
      schema.properties = { spec: schema.properties.spec };
      delete schema.additionalProperties;
      validators.set(`${definition.spec.group}/${version.name} ${definition.spec.names.kind}`, ajv.compile(schema));
    }
  }
}

// Nothing is null for Kubernetes: what is empty is not there.
const filled = (value) => Array.isArray(value) ? value.map(filled)
  : value !== null && typeof value === 'object' && !(value instanceof Date) ? Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null).map(([key, inner]) => [key, filled(inner)]))
  : value instanceof Date ? value.toISOString()
  : value;

// The linter prints names as it goes.
const print = console.log;
console.log = () => {};

const said = {};
for (const path of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const judged = { schema: [], lint: [] };
  let documents;
  try {
    documents = loadAll(readFileSync(path, 'utf8'));
  } catch {
    continue;
  }

  documents.forEach((document, index) => {
    const validate = validators.get(`${document?.apiVersion} ${document?.kind}`);
    if (validate && !validate(filled(document))) {
      judged.schema.push(...validate.errors.map((error) => [index, `${error.instancePath.replace(/\/\d+/g, '[]')} ${error.message}`]));
    }
  });

  try {
    const reporter = { problems: judged.lint, report: (message, node, prop, isError, rule) => reporter.problems.push([rule, message]) };
    await lint(documents, reporter, { rules: {} });
  } catch {
    // The linter stops at what it did not expect.
  }

  said[path] = judged;
}

print(JSON.stringify(said));
