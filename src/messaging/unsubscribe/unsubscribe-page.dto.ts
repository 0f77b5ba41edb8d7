import type { UnsubscribeResponse } from './unsubscribe.dto.js';

export const HTML = 'text/html';

const BUTTONS = `
<form method="post"><button>Stop mails of this kind</button></form>
<form method="post" action="?all=true"><button>Stop all mails that need not be</button></form>`;

/** For browsers. It names no address, since mails and their links are passed on. */
export function unsubscribePage({ message, stopped }: UnsubscribeResponse): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width"><title>Mails to you</title></head>
<body><h1>Mails to you</h1>
<p>${message}</p>${stopped ? '' : BUTTONS}
</body></html>
`;
}
