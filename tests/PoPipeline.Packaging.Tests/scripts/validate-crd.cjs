// Validates Kubernetes objects against the schema of their own custom resource definition, unknown fields refused, as
// `kubectl --validate=strict` does.
// node validate-crd.cjs CRD.yaml OBJECT.yaml…: prints one line an error; ends with 1 when there is any.
const { readFileSync } = require('node:fs');
const Ajv = require('ajv').default;
const { loadAll } = require('js-yaml');
const { strict } = require('../../components/strict-schema.cjs');

const definition = loadAll(readFileSync(process.argv[2], 'utf8')).find((document) => document?.kind === 'CustomResourceDefinition');

// A version is compiled once, which takes longer than all else.
const validators = {};

function compile(served) {
  const schema = strict(served.schema.openAPIV3Schema);
  schema.properties.metadata = { type: 'object' };
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
}

let errors = 0;
for (const file of process.argv.slice(3)) {
  for (const object of loadAll(readFileSync(file, 'utf8')).filter(Boolean)) {
    const [group, version] = object.apiVersion.split('/');
    const served = definition.spec.versions.find((candidate) => candidate.name === version);
    if (object.kind !== definition.spec.names.kind || group !== definition.spec.group || !served) {
      console.log(`${file}: ${object.apiVersion} ${object.kind} is not what ${process.argv[2]} defines`);
      errors++;
      continue;
    }

    const validate = (validators[version] ??= compile(served));
    if (!validate(object)) {
      for (const { instancePath, message, params } of validate.errors) {
        console.log(`${file}: ${instancePath} ${message} ${JSON.stringify(params)}`);
        errors++;
      }
    }
  }
}

process.exitCode = errors > 0 ? 1 : 0;
