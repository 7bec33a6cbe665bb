// Evaluates expressions by GitHub's own evaluator.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

export const toData = (value) =>
  value === null || value === undefined ? new data.Null()
  : typeof value === 'boolean' ? new data.BooleanData(value)
  : typeof value === 'number' ? new data.NumberData(value)
  : typeof value === 'string' ? new data.StringData(value)
  : Array.isArray(value) ? new data.Array(...value.map(toData))
  : new data.Dictionary(...Object.entries(value).map(([key, entry]) => ({ key, value: toData(entry) })));

// The value of an expression, as a text.
export const evaluate = (expression, contexts, functions = []) => {
  const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  return new Evaluator(tree, toData(contexts), new Map(functions.map((entry) => [entry.name, entry]))).evaluate().coerceString();
};

// A text with each of its expressions evaluated.
export const expanded = (value, contexts, functions = []) =>
  String(value ?? '').replace(/\$\{\{(.*?)\}\}/gs, (_, expression) => evaluate(expression.trim(), contexts, functions));
