/** What guessers type along: the alphabet, the digits, rows and columns of keyboards; also backwards. */
const SEQUENCES = `
abcdefghijklmnopqrstuvwxyz абвгдеёжзийклмнопрстуфхцчшщъыьэюя αβγδεζηθικλμνξοπρστυφχψω
01234567890123456789 1357913579 2468024680 !@#$%^&*()
qwertyuiopasdfghjklzxcvbnm qwertzuiopasdfghjklyxcvbnm azertyuiopqsdfghjklmwxcvbn
йцукенгшщзхъфывапролджэячсмитьбю
1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 qazwsxedcrfvtgbyhnujmikolp
qawsedrftgyhujikolp`
  .trim()
  .split(/\s+/)
  .flatMap((sequence) => [sequence, [...sequence].reverse().join('')]);

const LEAST_RUN = 3;
const LEAST_NAME = 3;
const LONG_UNIT = 8;
const FEWEST_GUESSES = 4;
const FEWEST_DIGITS = 6;

/** Repetitions, runs and names are two guesses or one; a letter beside them, or six digits, make it harder. */
export function isPredictable(password: string, names: readonly (string | null | undefined)[]): boolean {
  const known = names.map((name) => folded(name ?? '')).filter((name) => name.length >= LEAST_NAME);
  return [folded(password), readAsLetters(folded(password))].some((text) => {
    const { guesses, rest } = left(text, known);
    if (guesses < FEWEST_GUESSES) return true;
    return rest.length < Math.min(text.length, FEWEST_DIGITS) && !/\p{L}/u.test(rest);
  });
}

function left(text: string, names: readonly string[]): { guesses: number; rest: string } {
  let guesses = 0;
  let rest = '';
  for (let at = 0; at < text.length;) {
    const name = Math.max(0, ...names.filter((each) => text.startsWith(each, at)).map(({ length }) => length));
    const run = Math.max(runAt(text, at), repetitionAt(text, at));
    const length = Math.max(name, run, 1);
    guesses += run > name && run > 2 ? 2 : 1;
    if (length === 1) rest += text[at];
    at += length;
  }
  return { guesses, rest };
}

function runAt(text: string, at: number): number {
  // Of digits two are enough.
  const least = /^\d\d/.test(text.slice(at, at + 2)) ? 2 : LEAST_RUN;
  let longest = 0;
  for (let end = at + least; end <= text.length; end++) {
    const part = text.slice(at, end);
    if (!SEQUENCES.some((sequence) => sequence.includes(part))) break;
    longest = end - at;
  }
  return longest;
}

function repetitionAt(text: string, at: number): number {
  let longest = 0;
  for (let size = 1; size < LONG_UNIT; size++) {
    const unit = text.slice(at, at + size);
    let end = at + size;
    while (text.startsWith(unit, end)) end += size;
    if (end - at > Math.max(2, size)) longest = Math.max(longest, end - at);
  }
  return longest;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

function readAsLetters(text: string): string {
  const letters: Record<string, string> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '@': 'a',
    $: 's',
  };
  return text.replace(/[01345@$]/g, (sign) => letters[sign]!);
}
