import { useRef } from 'preact/hooks';
import { answerOf, api } from '../../../browser/api.js';
import { Refused, useDeed } from '../../app/answer.js';
import { usePage } from '../../app/page.js';
import type { HeldEvent } from './event-body.js';

interface CoverProps {
  event: HeldEvent;
  again(): Promise<void>;
}

export function Cover({ event: { id, cover_image: cover, status }, again }: CoverProps) {
  const { t } = usePage();
  const input = useRef<HTMLInputElement>(null);
  const { isBusy, refusal, run } = useDeed();
  const upload = async () => {
    const form = new FormData();
    form.append('cover_image', input.current!.files![0]!);
    const body = form as unknown as { cover_image: string };
    const params = { path: { id } };
    await answerOf(api.PUT('/api/v1/events/{id}/cover', { params, body, bodySerializer: () => form }));
    await again();
  };
  const send = (event: Event) => {
    event.preventDefault();
    if (!isBusy && input.current?.files?.length) void run(upload);
  };
  return (
    <section class="card stack" aria-labelledby="cover">
      <h2 id="cover">{t('desk.cover')}</h2>
      {cover && <img class="cover" src={cover} alt={t('desk.cover_now')} />}
      <Refused refusal={refusal} />
      {status !== 'cancelled' && status !== 'completed' && (
        <form class="stack" onSubmit={send}>
          <div class="field">
            <label for="cover-file">{t('desk.cover_file')}</label>
            <input id="cover-file" ref={input} type="file" accept="image/*" aria-describedby="cover-hint" />
            <p class="hint" id="cover-hint">
              {t('desk.hint.cover')}
            </p>
          </div>
          <p>
            <button class="button quiet" aria-disabled={isBusy || undefined}>
              {t('desk.cover_send')}
            </button>
          </p>
        </form>
      )}
    </section>
  );
}
