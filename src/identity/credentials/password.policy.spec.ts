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
    'пароль для моря',
    'organizer-demo-1',
    'SecurePass123!',
    'Correct1Correct1',
    '839407215566',
    'Aaron-sees-books',
    'password for abc and 123',
    'qwerty is no password of mine',
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

  it.each([
    'aaaaaaaaaaaa',
    'aaaaaaaaaaab',
    'Ж'.repeat(12),
    '😀'.repeat(12),
    'abababababab',
    'dogdogdogdog',
    'Dog1Dog1Dog1',
    '123456789012',
    '210987654321',
    '1234567890-0987654321',
    'abcdefghijkl',
    'zyxwvutsrqpo',
    'Abcdefgh1234',
    'qwertyuiop12',
    'QWERTYUIOP!!',
    'qwertyuiopas',
    'qwertzuiop2024',
    'poiuytrewq99',
    'asdfghjkl;123',
    '1qaz2wsx3edc4rfv',
    '1q2w3e4r5t6y',
    'йцукенгшщзхъ',
    'aaaabbbbcccc',
    '111122223333',
    'ａａａａａａａａａａａａ',
  ])('may be no repetition, and nothing that stands in a row: %s', refuses);

  it.each([
    'Convoke1',
    'convoke2024!',
    'C0nvoke1',
    'ConvokeConvoke',
    'Convoke-Ada-1',
    'Ada1Ada1Lovelace',
    'Picnics4',
  ])('may be no name of the product, or several names: %s', (password) =>
    expect(passwordProblems(password, { ...ada, siteName: 'Picnics' })).not.toEqual([]),
  );

  it('is counted as it is kept, in NFC', () => refuses('e\u0301E\u03011e\u0301'));

  it('may contain a name among other words', () => accepts('Countess Lovelace writes'));

  it('counts characters, not bytes', () => refuses('😀😀😀😀😀😀😀'));
});
