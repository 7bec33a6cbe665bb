// Third-party packages come from tests/components, the one npm project of the tests.
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const component = createRequire(path.join(root, 'tests/components/package.json'));

/** A file of a package that its own list of exports does not name. */
export const componentFile = name => path.join(root, 'tests/components/node_modules', name);
