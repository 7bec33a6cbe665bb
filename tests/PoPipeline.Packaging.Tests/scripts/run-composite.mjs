// Runs the run-steps of a composite action, with GitHub's own parser and expression evaluator. It is not a runner: steps that use
// other actions are listed, not run, and workflow commands are printed, not obeyed.
// EARLIER_STEPS holds the environment that earlier steps of the job have left, as JSON.
// node run-composite.mjs ACTION-FOLDER WORKSPACE INPUTS-JSON GITHUB-CONTEXT-JSON
// prints the steps' output, then `outputs {…}`; ends with 1 when a step failed, with 2 when the action is not valid.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { load } from 'js-yaml';
import { evaluate, expanded, toData } from './expressions.mjs';

const [folder, workspace, inputsJson, githubJson] = process.argv.slice(2);
const text = readFileSync(join(folder, 'action.yml'), 'utf8');
const errors = parseAction({ name: 'action.yml', content: text }, new NoOperationTraceWriter()).context.errors.getErrors();
if (errors.length > 0) {
  errors.forEach((error) => console.error(error.message));
  process.exit(2);
}

const action = load(text);
const temporary = mkdtempSync(join(tmpdir(), 'composite-'));
const inputs = {};
const steps = {};
const github = { workspace, action_path: folder, event: {}, ...JSON.parse(githubJson) };
const runner = { os: 'Linux', temp: temporary };
let failed = false;

const status = (name, call) => ({ name, minArgs: 0, maxArgs: 0, call });
const functions = [
  status('success', () => toData(!failed)),
  status('failure', () => toData(failed)),
  status('always', () => toData(true)),
  status('cancelled', () => toData(false)),
];

const contexts = { github, inputs, steps, runner };
const expand = (value) => expanded(value, contexts, functions);

const holds = (condition) => {
  const own = /\b(success|failure|always|cancelled)\s*\(/.test(condition);
  const value = evaluate(own ? condition : `success() && (${condition})`, contexts, functions);
  return !['false', '', '0'].includes(value);
};

// NAME=value, or NAME<<MARK … MARK
const readPairs = (content) => {
  const pairs = {};
  const lines = content.split('\n');
  for (let at = 0; at < lines.length; at++) {
    const block = /^([^=<]+)<<(.+)$/.exec(lines[at]);
    const pair = /^([^=]+)=(.*)$/.exec(lines[at]);
    if (block) {
      const end = lines.indexOf(block[2], at + 1);
      pairs[block[1]] = lines.slice(at + 1, end).join('\n');
      at = end;
    } else if (pair) {
      pairs[pair[1]] = pair[2];
    }
  }

  return pairs;
};

for (const [name, input] of Object.entries(action.inputs ?? {})) {
  inputs[name] = String(JSON.parse(inputsJson)[name] ?? expand(input.default));
}

action.runs.steps.forEach((step, index) => {
  const name = step.id ?? step.name ?? `step ${index + 1}`;
  if (!holds(step.if ?? 'success()')) {
    console.log(`[${name}] skipped`);
    return;
  }

  if (!step.run) {
    console.log(`[${name}] uses ${step.uses} with ${JSON.stringify(Object.fromEntries(Object.entries(step.with ?? {}).map(([key, value]) => [key, expand(value)])))}`);
    return;
  }

  const files = Object.fromEntries(['OUTPUT', 'STEP_SUMMARY', 'ENV', 'PATH'].map((kind) => [`GITHUB_${kind}`, join(temporary, `${index}.${kind}`)]));
  Object.values(files).forEach((file) => writeFileSync(file, ''));
  const script = join(temporary, `${index}.sh`);
  writeFileSync(script, expand(step.run));
  const own = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, expand(value)]));
  const [program, ...words] = (step.shell.includes('{0}') ? step.shell : 'bash --noprofile --norc -e -o pipefail {0}').split(' ').map((word) => (word === '{0}' ? script : word));
  const result = spawnSync(program, words, {
    cwd: workspace,
    encoding: 'utf8',
    env: { ...process.env, ...JSON.parse(process.env.EARLIER_STEPS ?? '{}'), GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary, ...own, ...files },
  });
  process.stdout.write(result.stdout);
  process.stderr.write(result.stderr);
  if (step.id) {
    steps[step.id] = { outputs: readPairs(readFileSync(files.GITHUB_OUTPUT, 'utf8')) };
  }

  const summary = readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8');
  if (summary) {
    console.log(`[${name}] summary of ${Buffer.byteLength(summary)} bytes: ${summary.split('\n')[0]}`);
  }

  if (result.status !== 0) {
    failed = true;
    console.log(`[${name}] ended with exit code ${result.status}`);
  }
});

const outputs = Object.fromEntries(Object.entries(action.outputs ?? {}).map(([name, output]) => [name, expand(output.value)]));
console.log('outputs', JSON.stringify(outputs));
rmSync(temporary, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
