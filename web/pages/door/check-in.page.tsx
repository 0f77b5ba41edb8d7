import { definePage } from '../page.js';
import { Door, type DoorBody } from './door.js';

export const CheckInPage = definePage<DoorBody>({
  title: ({ body, page }) => `${page.t('door.title')}: ${body.event.title}`,
  View: ({ body, page }) => <Door body={body} page={page} />,
  island: { name: 'check-in', messages: ['door.'], hydrates: true, worker: 'scanner', pack: briefOf },
  isPrivate: true,
  usesCamera: true,
  width: 'bare',
});

function briefOf({ event, keys, figures }: DoorBody): DoorBody {
  const { id, title, start_date, end_date, timezone } = event;
  return { event: { id, title, start_date, end_date, timezone }, keys, figures };
}
