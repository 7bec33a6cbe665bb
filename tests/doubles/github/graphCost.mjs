// What GitHub counts before it carries out a query: how many nodes it may return at most, and what it costs of the budget.
// https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api

const mostNodes = 500_000;
const mostIds = 100;

/** Nodes and points of a query, or what GitHub refuses it with. */
export function cost(document, variables = {}, operationName) {
  const fragments = new Map(document.definitions.filter(found => found.kind === 'FragmentDefinition').map(found => [found.name.value, found]));
  const operations = document.definitions.filter(found => found.kind === 'OperationDefinition');
  const operation = operations.find(found => found.name?.value === operationName) ?? operations[0];
  const defaults = new Map((operation.variableDefinitions ?? []).map(found => [found.variable.name.value, found.defaultValue?.value]));
  const valueOf = argument =>
    argument?.value.kind === 'Variable' ? (variables[argument.value.name.value] ?? defaults.get(argument.value.name.value)) : argument?.value.value;
  const named = (field, name) => field.arguments.find(argument => argument.name.value === name);
  const idsOf = field => {
    const ids = named(field, 'ids');
    return ids?.value.kind === 'ListValue' ? ids.value.values : valueOf(ids);
  };

  let nodes = 0;
  let requests = 0;
  let tooMany = null;
  const visit = ({ selections }, multiplier) => {
    for (const selection of selections) {
      if (selection.kind !== 'Field') {
        visit((selection.kind === 'FragmentSpread' ? fragments.get(selection.name.value) : selection).selectionSet, multiplier);
        continue;
      }
      const ids = selection.name.value === 'nodes' ? idsOf(selection) : undefined;
      if (ids?.length > mostIds) tooMany = `You may not provide more than ${mostIds} node ids; you provided ${ids.length}.`;
      const size = ids?.length ?? Number(valueOf(named(selection, 'first')) ?? valueOf(named(selection, 'last')) ?? Number.NaN);
      if (Number.isFinite(size)) {
        requests += multiplier;
        nodes += multiplier * size;
      }
      if (selection.selectionSet) visit(selection.selectionSet, Number.isFinite(size) ? multiplier * size : multiplier);
    }
  };
  visit(operation.selectionSet, 1);
  const refusal = tooMany
    ? { type: 'ARGUMENT_LIMIT', message: tooMany }
    : nodes > mostNodes
      ? {
          type: 'MAX_NODE_LIMIT_EXCEEDED',
          message: `This query requests up to ${nodes.toLocaleString('en')} possible nodes which exceeds the maximum limit of 500,000.`,
        }
      : null;
  return { nodes, points: Math.max(1, Math.round(requests / 100)), refusal };
}
