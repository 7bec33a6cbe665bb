// What two others say of resources of Tekton: the definitions that a cluster is given, unknown fields refused as `kubectl --validate=strict` does, and the linter of IBM.
// node judge-resources.mjs NODE_MODULES CRD_FOLDER < paths, one a line: prints {"path": {"schema": [[document, error]…], "lint": [[rule, message]…]}, …} as JSON.
import { createRequire } from 'node:module';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import strictSchema from '../../../../components/strict-schema.cjs';

const [modules, folder] = process.argv.slice(2);
const load = createRequire(pathToFileURL(join(modules, 'index.js')));
const Ajv = load('ajv').default;
const { loadAll } = load('js-yaml');
const { lint } = await import(pathToFileURL(join(modules, '@ibm/tekton-lint/dist/rules.js')));

const { strict } = strictSchema;
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
