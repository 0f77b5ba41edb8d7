import { preferredLanguage } from './reader-language.js';

describe('the language that a caller likes best', () => {
  it.each([
    ['de-AT,de;q=0.9,en;q=0.5', 'de-AT'],
    ['en;q=0.5, fr', 'fr'],
    ['tlh;q=1, en-GB;q=0.4', 'en-GB'],
    ['PT-br', 'pt-BR'],
    ['de;q=0, en', 'en'],
    ['de-DE-u-ca-buddhist', 'de-DE'],
    ['*', null],
    ['not_a_tag;;;, ,', null],
    ['', null],
  ])('of %j is %j', (header, language) => expect(preferredLanguage(header)).toBe(language));
});
