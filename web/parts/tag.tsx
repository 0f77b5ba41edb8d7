import type { ComponentChildren } from 'preact';

interface TagProps {
  kind?: 'ok' | 'warn' | 'bad' | 'info';
  children: ComponentChildren;
}

/** A word about something, in a colour that never says it alone. */
export function Tag({ kind = 'info', children }: TagProps) {
  return <span class={`tag ${kind}`}>{children}</span>;
}
