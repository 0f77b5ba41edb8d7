import { plain } from '../../shared/texts.js';

/** Letters, digits and `_ . + -`, no mark first. Without `@`: nobody is called like an address. */
export const USERNAME = /^[A-Za-z0-9_][A-Za-z0-9_.+-]*$/;
export const MAX_USERNAME = 150;

/** Made of what a provider or an address says, for somebody who did not choose a username. */
export function usernameFrom(...candidates: (string | null | undefined)[]): string {
  for (const candidate of candidates) {
    const name = plain(candidate ?? '')
      .replace(/@.*/s, '')
      .replace(/[^A-Za-z0-9_.+-]/g, '')
      .replace(/^[.+-]{1,150}/, '')
      .slice(0, 40);
    if (name.length >= 2) return name;
  }
  return 'user';
}
