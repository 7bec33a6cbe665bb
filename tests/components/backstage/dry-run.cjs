// Runs a template with Backstage's own scaffolder, without publishing anything: node dry-run.cjs TEMPLATE VALUES.json
// Prints what it made as JSON: {files: {path: text}, log: […], output: {…}}. Actions of modules that are not installed are stood in for, and do nothing.
'use strict';

const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { ConfigReader } = require('@backstage/config');
const { ScmIntegrations } = require('@backstage/integration');
const scaffolder = require('@backstage/plugin-scaffolder-common');
const { createTemplateAction } = require('@backstage/plugin-scaffolder-node');
const jsonschema = require('jsonschema');
const yaml = require('yaml');

// What the package keeps to itself is reached by its file.
const backend = path.dirname(require.resolve('@backstage/plugin-scaffolder-backend'));
const { createDryRunner } = require(path.join(backend, 'scaffolder/dryrun/createDryRunner.cjs.js'));
const { createFetchTemplateAction } = require(path.join(backend, 'scaffolder/actions/builtin/fetch/template.cjs.js'));
const { createFetchPlainAction } = require(path.join(backend, 'scaffolder/actions/builtin/fetch/plain.cjs.js'));

const silent = { info() {}, warn() {}, error() {}, debug() {}, child: () => silent };

// Nobody measures anything here.
const metrics = new Proxy({}, { get: () => () => ({ add() {}, record() {} }) });

function contents(folder, below = '') {
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap(entry => {
    const name = path.posix.join(below, entry.name);
    return entry.isDirectory() ? contents(folder, name) : [{ path: name, content: fs.readFileSync(path.join(folder, name)) }];
  });
}

function standIn(id) {
  if (id.startsWith('dry-run:')) {
    throw new Error(`The runner knows '${id}' by itself.`);
  }

  return createTemplateAction({
    id,
    supportsDryRun: true,
    async handler(context) {
      context.output('remoteUrl', `https://example.com/${id}`);
    },
  });
}

async function main() {
  const [file, values] = process.argv.slice(2);
  const template = yaml.parse(fs.readFileSync(file, 'utf8'));
  if (!(await scaffolder.templateEntityV1beta3Validator.check(template))) {
    throw new Error('This is no template.');
  }

  const answers = JSON.parse(fs.readFileSync(values, 'utf8'));
  for (const form of [template.spec.parameters ?? []].flat()) {
    const judged = jsonschema.validate(answers, form);
    if (!judged.valid) {
      throw new Error(`The form does not take the answers: ${judged.errors.join('; ')}`);
    }
  }

  const config = new ConfigReader({ backend: { workingDirectory: os.tmpdir() } });
  const integrations = ScmIntegrations.fromConfig(config);
  const reader = { readTree() { throw new Error('Nothing is fetched from elsewhere.'); } };
  const known = new Map([createFetchTemplateAction({ reader, integrations }), createFetchPlainAction({ reader, integrations })].map(action => [action.id, action]));
  const work = fs.mkdtempSync(path.join(os.tmpdir(), 'popipeline-scaffolder-'));
  try {
    const run = createDryRunner({
      integrations,
      config,
      logger: silent,
      metrics,
      workingDirectory: work,
      actionRegistry: {
        list: () => [...known.values()],
        // The runner keeps an action of its own, which it looks for where this one is not known.
        get: async id => known.get(id) ?? standIn(id),
      },
    });
    const made = await run({
      spec: { apiVersion: template.apiVersion, ...template.spec, steps: template.spec.steps.map((step, index) => ({ id: step.id ?? `step-${index + 1}`, name: step.name ?? step.action, ...step })), output: template.spec.output ?? {}, parameters: answers },
      templateInfo: { entityRef: `template:default/${template.metadata.name}`, entity: { metadata: template.metadata }, baseUrl: pathToFileURL(path.join(work, 'template', 'template.yaml')).href },
      directoryContents: contents(path.dirname(file)),
      secrets: {},
      credentials: {},
    });
    console.log(JSON.stringify({
      files: Object.fromEntries(made.directoryContents.map(one => [one.path, one.content.toString('utf8')])),
      log: made.log.map(line => line.body.message),
      output: made.output,
    }));
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}

main().catch(error => { console.error(error.stack); process.exitCode = 1; });
