// Pages and refusals of GraphQL.

export class GraphFault extends Error {
  constructor(type, message) {
    super(message);
    this.type = type;
  }
}

export function missing(message) {
  throw new GraphFault('NOT_FOUND', message);
}

// In a list, the error stands for the item.
export const notFound = message => Object.assign(new GraphFault('NOT_FOUND', message), { extensions: { type: 'NOT_FOUND', expected: true } });

/** A page of items; cursors name an item, not a place, so that they hold when others come and go. */
export function connection({ first, last, after, before }, name, items, show, key) {
  // A bare count needs no bounds.
  const bounded = value => () => {
    if (first == null && last == null)
      throw new GraphFault(
        'MISSING_PAGINATION_BOUNDARIES',
        `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`,
      );
    return value;
  };
  const size = first ?? last ?? 0;
  if (size < 0 || size > 100)
    throw new GraphFault(
      'EXCESSIVE_PAGINATION',
      `Requesting ${size} records on the \`${name}\` connection exceeds the \`first\` limit of 100 records.`,
    );
  const cursor = item => Buffer.from(`cursor:v2:${key(item)}`).toString('base64');
  const at = value => {
    const index = items.findIndex(item => cursor(item) === value);
    if (index < 0) throw new GraphFault('INVALID_CURSOR_ARGUMENTS', `\`${value}\` does not appear to be a valid cursor.`);
    return index;
  };
  const from = after ? at(after) + 1 : 0;
  const to = before ? at(before) : items.length;
  const page = first != null ? items.slice(from, Math.min(to, from + first)) : items.slice(Math.max(from, to - last), to);
  const start = page.length > 0 ? items.indexOf(page[0]) : from;
  return {
    totalCount: items.length,
    nodes: bounded(page.map(show)),
    edges: bounded(page.map(item => ({ cursor: cursor(item), node: show(item) }))),
    pageInfo: bounded({
      startCursor: page.length > 0 ? cursor(page[0]) : null,
      endCursor: page.length > 0 ? cursor(page.at(-1)) : null,
      hasNextPage: start + page.length < to,
      hasPreviousPage: start > 0,
    }),
  };
}
