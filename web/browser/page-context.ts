import { format } from '../lib/message-format.js';
import { pageData } from './data.js';

/** The words and the facts that a page was rendered with, for its island. */
export function contextOf<Facts extends { language: string }>(facts: Facts) {
  const { messages } = pageData;
  return {
    ...facts,
    t: (key: string, values = {}) => format(messages[key] ?? '', values, facts.language),
    knows: (key: string) => key in messages,
  };
}

/** After the first paint, so that nothing holds it up. */
export function afterPaint(begin: () => void): void {
  requestAnimationFrame(() => setTimeout(begin));
}
