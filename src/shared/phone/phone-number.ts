import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** In E.164, such as `+12025550123`; null where nobody can be reached by it, or its country is not said. */
export function phoneNumberFrom(text: string): string | null {
  const number = text.startsWith('+') ? parsePhoneNumberFromString(text) : undefined;
  return number?.isPossible() ? number.number : null;
}
