import { passwordProblems } from './password.policy.js';

const ada = { username: 'adalovelace', email: 'ada.l@example.org', firstName: 'Ada', lastName: 'Lovelace' };
const accepts = (password: string) => expect(passwordProblems(password, ada)).toEqual([]);
const refuses = (password: string) => expect(passwordProblems(password, ada)).not.toEqual([]);

describe('a password', () => {
  it.each([
    'Abcdef1x',
    'Zürich-8000',
    'securepassword',
    'secure_password',
    'a long sentence without digits',
    'Ж'.repeat(12),
  ])('may be %s', accepts);

  it.each([
    ['too short', 'Abc1234'],
    ['short without an upper-case letter', 'abcdef1x'],
    ['short without a lower-case letter', 'ABCDEF1X'],
    ['short without a digit', 'Abcdefgx'],
    ['common', 'Password1'],
    ['common in another case', 'IloveYou123'],
    ['common and long', 'passwordpassword'],
    ['the demo’s', 'admin123'],
    ['too long', 'aB3'.repeat(100)],
    ['empty', ''],
  ])('may not be %s', (_, password) => refuses(password));

  it.each(['adalovelace', 'AdaLovelace1', 'Lovelace1815', 'ada.l@example.org', 'LovelaceAda99'])(
    'may not be one’s own name: %s',
    refuses,
  );

  it('may contain a name among other words', () => accepts('Countess Lovelace writes'));

  it('counts characters, not bytes', () => refuses('😀😀😀😀😀😀😀'));
});
