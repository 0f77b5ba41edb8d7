import type { MessageKey } from '../../messages/en.js';
import { Card } from '../frame/card.js';
import { failureText } from '../frame/forms.js';
import { definePage, type PageContext } from '../page.js';

export interface ProblemBody {
  status: number;
  code: string;
  request_id: string;
}

const SOON_S = 5;
const KNOWN: readonly number[] = [403, 404, 503];

/** Whatever failed, for people: what to do comes first, the request's number last. */
export const ProblemPage = definePage<ProblemBody>({
  title: ({ body, page }) => page.t(titleOf(body)),
  View: ({ body, page }) => (
    <Card title={page.t(titleOf(body))}>
      <p class="lead" data-retry={isPassing(body) ? (page.failure?.retryAfter ?? SOON_S) : undefined}>
        {textOf(body, page)}
      </p>
      <p class="row">
        {body.status === 404 || body.status === 403 ? (
          <a class="button" href="/">
            {page.t('problem.home')}
          </a>
        ) : (
          <a class="button" href={page.path} data-again={isPassing(body) || undefined}>
            {page.t('problem.retry')}
          </a>
        )}
      </p>
    </Card>
  ),
  island: ({ body }) => (isPassing(body) ? { name: 'form', messages: [] } : undefined),
  isPrivate: true,
});

/** Whether the page tries again by itself. */
function isPassing({ status }: ProblemBody): boolean {
  return status === 429 || status === 503;
}

function titleOf({ status }: ProblemBody): MessageKey {
  if (status === 429) return 'problem.429.title';
  return KNOWN.includes(status) ? (`problem.${status}.title` as MessageKey) : 'problem.other.title';
}

function textOf({ status, code, request_id: id }: ProblemBody, page: PageContext): string {
  if (status === 429 || code === 'CSRF_FAILED') return failureText(page);
  if (KNOWN.includes(status)) return page.t(`problem.${status}.text` as MessageKey);
  return page.t('problem.other.text', { id });
}
