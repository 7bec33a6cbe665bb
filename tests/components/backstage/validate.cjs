// Says of each document of each file whether Backstage's catalogue takes it, a line of JSON for each: {file, index, kind, refused}.
// Texts that are no YAML, and documents that describe no entity, are told the same way.
'use strict';

const fs = require('node:fs');
const model = require('@backstage/catalog-model');
const scaffolder = require('@backstage/plugin-scaffolder-common');
const yaml = require('yaml');

const kinds = [
  ...Object.entries(model).filter(([name]) => /^(?:api|component|domain|group|location|resource|system|user)EntityV1alpha1Validator$/.test(name)).map(([, validator]) => validator),
  scaffolder.templateEntityV1beta3Validator,
];

const policy = model.EntityPolicies.allOf([
  new model.SchemaValidEntityPolicy(),
  new model.NoForeignRootFieldsEntityPolicy(),
  new model.FieldFormatEntityPolicy(),
]);

// As the catalogue does it: what every entity has, then what its kind asks for.
async function refusal(entity) {
  try {
    model.entityEnvelopeSchemaValidator()(entity);
    await policy.enforce(entity);
    for (const validator of kinds) {
      if (await validator.check(entity)) {
        return null;
      }
    }
    return `nobody recognises ${entity.apiVersion} ${entity.kind}`;
  } catch (error) {
    return error.message;
  }
}

async function main() {
  for (const file of process.argv.slice(2)) {
    const documents = yaml.parseAllDocuments(fs.readFileSync(file, 'utf8'));
    for (const [index, document] of documents.entries()) {
      let entity = null;
      let refused = document.errors[0]?.message ?? null;
      if (refused === null) {
        entity = document.toJSON();
        refused = entity !== null && typeof entity === 'object' && !Array.isArray(entity) ? await refusal(entity) : 'no mapping';
      }
      console.log(JSON.stringify({ file, index, kind: `${entity?.apiVersion} ${entity?.kind}`, refused }));
    }
  }
}

main();
