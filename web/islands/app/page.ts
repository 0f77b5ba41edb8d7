import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { pageData } from '../../browser/data.js';
import { contextOf } from '../../browser/page-context.js';
import type { PageContext, PageFacts } from '../../pages/page.js';

const PageOf = createContext<PageContext>(null!);

export const PageGiver = PageOf.Provider;

export function usePage(): PageContext {
  return useContext(PageOf);
}

/** What the shell was rendered with; its words are those alone that came with it. */
export function shellPage(): PageContext {
  return contextOf(pageData.facts as PageFacts) as PageContext;
}

/** The zone that the reader sees times in: chosen, or the device's own. */
export function zoneOf({ zone }: PageContext): string {
  return zone ?? (Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
}
