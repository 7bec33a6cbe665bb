// What every handler answers with: errors as GitHub words them, and pages with Link headers.

export class HttpError extends Error {
  constructor(status, message, more = {}, headers = {}) {
    super(message);
    this.status = status;
    this.body = { message, ...more };
    this.headers = headers;
  }
}

/** One page of items, with the Link header that leads to the others; GitHub's links name the repository by its id. */
export function page({ query, pageUrl }, items, show) {
  const size = Math.min(Math.max(Number(query.per_page ?? 30), 1), 100);
  const last = Math.max(1, Math.ceil(items.length / size));
  const current = Math.max(Number(query.page ?? 1), 1);
  const link = (number, rel) => `<${pageUrl(number)}>; rel="${rel}"`;
  const links = [
    ...(current > 1 ? [link(Math.min(current - 1, last), 'prev')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
    ...(current > 1 ? [link(1, 'first')] : []),
  ];
  return {
    status: 200,
    body: items.slice((current - 1) * size, current * size).map(show),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
