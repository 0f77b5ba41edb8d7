import type { UnsubscribeResponse } from './unsubscribe.dto.js';

export const HTML = 'text/html';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** For who follows the link with a browser. Programs that look into mails follow it too: it only asks. */
export function unsubscribePage({ message, email, stopped }: UnsubscribeResponse): string {
  const buttons = `
<form method="post"><button>Stop mails of this kind</button></form>
<form method="post" action="?all=true"><button>Stop all mails that need not be</button></form>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><title>Mails to ${escaped(email)}</title></head>
<body><h1>Mails to ${escaped(email)}</h1>
<p>${escaped(message)}</p>${stopped ? '' : buttons}
</body></html>
`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character]!);
}
