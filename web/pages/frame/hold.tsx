import type { ComponentChildren } from 'preact';
import { Countdown } from '../../parts/countdown.js';
import { Notice } from '../../parts/notice.js';
import type { PageContext } from '../page.js';

interface HoldProps {
  page: PageContext;
  /** What is held, and what became of it once its time has run out. */
  title: string;
  over: string;
  until: string | null;
  /** The present instant. */
  now: string;
  /** Where to look again. */
  address: string;
  why?: string | false;
  children: ComponentChildren;
}

/** What is held until its time runs out under one's eyes, and what can be done about it until then. */
export function Hold({ page: { t }, title, over, until, now, address, why, children }: HoldProps) {
  return (
    <>
      <div id="held">
        <Notice kind="warn" title={title}>
          {why && <p>{why}</p>}
          {until !== null && (
            <p>
              {t('event.held_for')} <Countdown until={until} now={now} over={over} />
            </p>
          )}
        </Notice>
      </div>
      <div id="ran-out" role="alert" hidden>
        <p>{over}</p>
        <p>
          <a class="button quiet" href={address}>
            {t('event.reload')}
          </a>
        </p>
      </div>
      <div id="paying" class="stack">
        {children}
      </div>
    </>
  );
}
