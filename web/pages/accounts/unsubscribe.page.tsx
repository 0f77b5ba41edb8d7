import { Card } from '../frame/card.js';
import { definePage } from '../page.js';
import type { Wire } from '../wire.js';

/** It names no address, since mails and their links are passed on. */
export const UnsubscribePage = definePage<Wire<'UnsubscribeResponse'>>({
  title: ({ page }) => page.t('unsubscribe.title'),
  View: ({ body, page: { t, path } }) =>
    body.stopped ? (
      <Card title={t('unsubscribe.done.title')} lead={t('unsubscribe.done.text')}>
        {null}
      </Card>
    ) : (
      <Card title={t('unsubscribe.title')} lead={t('unsubscribe.lead')}>
        <form method="post" action={path} class="stack">
          <button class="button wide">{t('unsubscribe.kind')}</button>
        </form>
        <form method="post" action={`${path}?all=true`} class="stack">
          <button class="button quiet wide">{t('unsubscribe.all')}</button>
        </form>
      </Card>
    ),
  isPrivate: true,
});
