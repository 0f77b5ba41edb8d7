import { Notice } from '../../parts/notice.js';
import { Card } from '../frame/card.js';
import { failureText } from '../frame/forms.js';
import { definePage } from '../page.js';

export interface CallbackBody {
  /** Why the sign-in was refused, by the code of the error. */
  error: string;
}

export const CallbackPage = definePage<CallbackBody>({
  title: ({ page }) => page.t('callback.title'),
  View: ({ body, page }) => {
    const failure = {
      status: 400,
      message: page.t('error.other'),
      fields: {},
      details: null,
      retryAfter: null,
    };
    return (
      <Card title={page.t('callback.failed')}>
        <Notice kind="bad" title={failureText({ ...page, failure: { ...failure, code: body.error } })} />
        <p>
          <a class="button" href="/login">
            {page.t('callback.again')}
          </a>
        </p>
      </Card>
    );
  },
  isPrivate: true,
});
