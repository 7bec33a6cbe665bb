// Says what the jobs of a workflow run, with GitHub's own parser and expression evaluator: a run for each combination of a matrix, with the inputs of its steps.
// node plan-workflow.mjs FILE SECRETS-JSON: prints [{"job":…,"steps":[{"uses":…,"with":{…}}]}] in the order of the file; ends with 2 when GitHub would not take it.
import { readFileSync } from 'node:fs';
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { load } from 'js-yaml';

const [file, secretsJson] = process.argv.slice(2);
const content = readFileSync(file, 'utf8');
const errors = parseWorkflow({ name: file, content }, new NoOperationTraceWriter()).context.errors.getErrors();
if (errors.length > 0) {
  errors.forEach((error) => console.error(error.message));
  process.exit(2);
}

const toData = (value) =>
  value === null || value === undefined ? new data.Null()
  : typeof value === 'boolean' ? new data.BooleanData(value)
  : typeof value === 'number' ? new data.NumberData(value)
  : typeof value === 'string' ? new data.StringData(value)
  : Array.isArray(value) ? new data.Array(...value.map(toData))
  : new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: toData(entry) })));

const expand = (value, contexts) => String(value ?? '').replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => {
  const tree = new Parser(new Lexer(expression.trim()).lex().tokens, Object.keys(contexts), []).parse();
  return new Evaluator(tree, toData(contexts)).evaluate().coerceString();
});

const combinations = (matrix) =>
  Object.entries(matrix).reduce((rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))), [{}]);

const runs = Object.entries(load(content).jobs).flatMap(([job, { strategy, steps }]) =>
  combinations(strategy?.matrix ?? {}).map((matrix, index, all) => {
    const contexts = { matrix, secrets: JSON.parse(secretsJson), strategy: { 'job-index': index, 'job-total': all.length } };
    return { job, steps: steps.map((step) => ({ uses: step.uses, with: Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, expand(value, contexts)])) })) };
  }));
console.log(JSON.stringify(runs));
