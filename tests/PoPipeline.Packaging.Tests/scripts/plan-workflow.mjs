// Says what the jobs of a workflow run, with GitHub's own parser and expression evaluator: a run for each combination of a matrix, with the inputs of its steps.
// node plan-workflow.mjs FILE SECRETS-JSON: prints [{"job":…,"steps":[{"uses":…,"with":{…}}]}] in the order of the file; ends with 2 when GitHub would not take it.
import { readFileSync } from 'node:fs';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { load } from 'js-yaml';
import { expanded } from './expressions.mjs';

const [file, secretsJson] = process.argv.slice(2);
const content = readFileSync(file, 'utf8');
const errors = parseWorkflow({ name: file, content }, new NoOperationTraceWriter()).context.errors.getErrors();
if (errors.length > 0) {
  errors.forEach((error) => console.error(error.message));
  process.exit(2);
}

const combinations = (matrix) =>
  Object.entries(matrix).reduce((rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))), [{}]);

const runs = Object.entries(load(content).jobs).flatMap(([job, { strategy, steps }]) =>
  combinations(strategy?.matrix ?? {}).map((matrix, index, all) => {
    const contexts = { matrix, secrets: JSON.parse(secretsJson), strategy: { 'job-index': index, 'job-total': all.length }, runner: { temp: '/runner' } };
    return { job, steps: steps.map((step) => ({ uses: step.uses, with: Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, expanded(value, contexts)])) })) };
  }));
console.log(JSON.stringify(runs));
