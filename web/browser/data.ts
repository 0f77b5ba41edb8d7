interface PageData {
  body?: unknown;
  facts?: unknown;
  /** Address of the script that works beside the page. */
  worker?: string;
  messages: Record<string, string>;
}

const text = document.getElementById('data')?.textContent;

/** What the page was rendered with. */
export const pageData = JSON.parse(text ?? '{"messages":{}}') as PageData;

export function messageOf(key: string): string {
  return pageData.messages[key] ?? '';
}
