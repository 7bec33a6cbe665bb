// What GitHub's own validator says of workflows, with the packages behind its editor.
// node judge-workflows.mjs LIST: of each file that the list names, a line of JSON: whether it is accepted, and the first reason where it is not.
import { readFileSync } from 'node:fs';
import { FeatureFlags } from '@actions/expressions/features';
import { validate } from '@actions/languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';

// What GitHub tries out is accepted as well. Nothing is fetched: whether other repositories' actions exist, and what they take, is not judged here.
const settings = {
  featureFlags: new FeatureFlags({ all: true }),
  actionsMetadataProvider: { fetchActionMetadata: async () => undefined },
};
const notFetched = /^Unable to resolve action /;
const error = 1;

const files = readFileSync(process.argv[2], 'utf8').split('\n').filter(line => line);
for (const [index, file] of files.entries()) {
  // What was read is kept by its address.
  const document = TextDocument.create(`file:///.github/workflows/${index}.yml`, 'yaml', 1, readFileSync(file, 'utf8'));
  const found = (await validate(document, settings)).filter(({ message, severity }) => (severity ?? error) === error && !notFetched.test(message));
  const [first] = found.sort((one, other) => one.range.start.line - other.range.start.line || one.range.start.character - other.range.start.character);
  console.log(JSON.stringify({ file, reason: first ? `${first.range.start.line + 1}:${first.range.start.character + 1} ${first.message}` : null }));
}
