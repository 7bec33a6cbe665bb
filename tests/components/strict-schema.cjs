// A schema of a custom resource definition as `kubectl --validate=strict` reads it: unknown fields are refused.

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

module.exports = { strict };
