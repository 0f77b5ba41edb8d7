import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

const ICONS: Record<NoticeProps['kind'], IconName> = { ok: 'check', warn: 'alert', bad: 'alert', info: 'info' };

interface NoticeProps {
  kind: 'ok' | 'warn' | 'bad' | 'info';
  title?: string;
  id?: string;
  /** Of the title: seconds that a script lets run down, without a word to who listens. */
  retryAfter?: number | null | undefined;
  children?: ComponentChildren;
}

/** What happened: refusals interrupt who listens, everything else waits for a pause. */
export function Notice({ kind, title, id, retryAfter, children }: NoticeProps) {
  return (
    <div class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'} id={id} tabIndex={-1}>
      <Icon name={ICONS[kind]} />
      <div>
        {title && (
          <p class="notice-title" {...(retryAfter && { 'data-retry': retryAfter, 'aria-live': 'off' })}>
            {title}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
