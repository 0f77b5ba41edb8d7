import { PasswordHasher } from './password-hasher.adapter.js';

describe('a password’s hash', () => {
  it('is Argon2id with 19 MiB and two passes, and another each time', async () => {
    const hasher = new PasswordHasher();
    const hashes = await Promise.all([hasher.hash('Correct-horse-7'), hasher.hash('Correct-horse-7')]);
    for (const each of hashes) expect(each).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(new Set(hashes).size).toBe(2);
    expect(await hasher.verify(hashes[0], 'Correct-horse-7')).toBe(true);
    expect(await hasher.verify(hashes[0], 'Correct-horse-8')).toBe(false);
  });

  it('is checked as slowly where there is none', async () => {
    const hasher = new PasswordHasher();
    const hash = jest.spyOn(hasher, 'hash');
    expect(await hasher.verify(null, 'Correct-horse-7')).toBe(false);
    expect(await hasher.verify(undefined, 'Correct-horse-7')).toBe(false);
    expect(hash).toHaveBeenCalledTimes(1);
  });
});
