import type { Page } from './lists.js';

const MAX_PAGE_SIZE = 100;

export interface PageLinks {
  first: string | null;
  previous: string | null;
  next: string | null;
  last: string | null;
}

export function pageLinksOf(address: string, page: Page<unknown>): PageLinks {
  const { limit, offset } = page;
  const size = Math.min(limit, MAX_PAGE_SIZE);
  const number = offset / limit + 1;
  const shown = offset + page.items.length;
  const isMore =
    page.items.length > 0 && (shown < page.total || (page.exact === false && page.items.length === limit));
  const lastNumber = Math.max(1, Math.ceil(page.total / size));
  const to = (wanted: number) => withPage(address, wanted, size);
  return {
    first: page.total > 0 ? to(1) : null,
    previous: number > 1 ? to(Math.min(number - 1, lastNumber)) : null,
    next: isMore ? to(offset === 0 && limit > size ? limit / size + 1 : number + 1) : null,
    last: page.total > 0 && page.exact !== false ? to(lastNumber) : null,
  };
}

export function toLinkHeader({ first, previous, next, last }: PageLinks): string {
  const named = [
    ['next', next],
    ['prev', previous],
    ['first', first],
    ['last', last],
  ] as const;
  return named.flatMap(([name, address]) => (address ? [`<${address}>; rel="${name}"`] : [])).join(', ');
}

function withPage(address: string, page: number, size: number): string {
  const question = address.indexOf('?');
  const path = question < 0 ? address : address.slice(0, question);
  const parameters = new URLSearchParams(question < 0 ? '' : address.slice(question + 1));
  parameters.delete('limit');
  parameters.delete('page_size');
  parameters.set('page', String(page));
  parameters.set('page_size', String(size));
  return `${path}?${parameters.toString()}`;
}
