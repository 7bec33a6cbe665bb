// GitHub's own validation of workflows and action metadata, with the packages behind GitHub's editor.
// node validate-actions.mjs FILE…: prints one line a diagnostic; ends with 1 when there is any.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { validate } from '@actions/languageservice';
import { validateAction } from '@actions/languageservice/validate-action';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { TextDocument } from 'vscode-languageserver-textdocument';

// Nothing is fetched: whether other repositories' actions exist, and what they take, is not judged here.
const notFetched = /^Unable to resolve action /;
const offline = { actionsMetadataProvider: { fetchActionMetadata: async () => undefined } };

let diagnostics = 0;
const report = (file, line, column, message) => {
  diagnostics++;
  console.log(`${file}:${line}:${column} ${message}`);
};

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, 'utf8');
  const isAction = /^action\.ya?ml$/.test(basename(file));
  const uri = isAction ? `file:///${basename(file)}` : `file:///.github/workflows/${basename(file)}`;
  const document = TextDocument.create(uri, 'yaml', 1, text);
  const found = isAction ? await validateAction(document, offline) : await validate(document, offline);
  for (const { range, message } of found.filter(({ message }) => !notFetched.test(message))) {
    report(file, range.start.line + 1, range.start.character + 1, message);
  }

  if (!isAction) {
    const parsed = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
    for (const error of parsed.context.errors.getErrors()) {
      report(file, 1, 1, error.message);
    }
  }
}

process.exitCode = diagnostics > 0 ? 1 : 0;
