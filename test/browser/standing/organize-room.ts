import type { Page } from 'playwright-core';
import type { Scene, StandingPage } from '../standing-pages.js';

const page = 'organize/organize';

/** Until its room has come, and what it asked for. */
export async function entered(tab: Page, path: string): Promise<void> {
  await tab.goto(path);
  await tab.waitForFunction(() => !document.querySelector('.skeleton, [aria-busy=true]'));
}

export const of = (
  name: string,
  path: string,
  then: (tab: Page, scene: Scene) => Promise<unknown> = async () => undefined,
): StandingPage => ({
  ...{ name, page, isSignedIn: true },
  open: async (tab, scene) => {
    await entered(tab, path);
    await then(tab, scene);
  },
});
