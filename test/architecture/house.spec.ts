import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
const LETTERS_A_LINE = 112;
const FILES_A_SLICE = 12;
const COMMENTS_AT_MOST = 0.05;
const GLOSSARY_AT_MOST = 15;

interface SourceFile {
  path: string;
  text: string;
}

/** Rules of the house that imports do not show; each answers what breaks it. */
const RULES: Record<string, { find(files: SourceFile[]): string[]; planted: SourceFile[]; found: string }> = {
  'a class name stands once': {
    find: (files) => {
      const places = new Map<string, string[]>();
      for (const { path, text } of files.filter(isProduct))
        for (const [, name] of text.matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm))
          places.set(name!, [...(places.get(name!) ?? []), path]);
      return [...places].filter(([, at]) => at.length > 1).map(([name, at]) => `${name}: ${at.join(', ')}`);
    },
    planted: [
      { path: 'src/booking/bookings/a.service.ts', text: 'export class Refund {}\n' },
      { path: 'src/payments/refunds/b.entity.ts', text: '@Entity()\nexport class Refund {}\n' },
    ],
    found: 'Refund: src/booking/bookings/a.service.ts, src/payments/refunds/b.entity.ts',
  },
  [`a folder holds at most ${FILES_A_SLICE} files`]: {
    find: (files) => {
      const sizes = new Map<string, number>();
      for (const { path } of files.filter(isProduct))
        sizes.set(dirname(path), (sizes.get(dirname(path)) ?? 0) + 1);
      return [...sizes]
        .filter(([, size]) => size > FILES_A_SLICE)
        .map(([folder, size]) => `${folder}: ${size}`);
    },
    planted: Array.from({ length: 13 }, (_, index) => ({
      path: `src/booking/bookings/${index}.dto.ts`,
      text: '',
    })),
    found: 'src/booking/bookings: 13',
  },
  'what a controller calls is a service by name': {
    find: (files) =>
      files
        .filter(({ path }) => isProduct({ path }) && path.endsWith('.controller.ts'))
        .flatMap(({ path, text }) =>
          [...text.matchAll(/^import (?:type )?\{([^}]+)\} from '[^']+\.service\.js';/gm)]
            .flatMap(([, names]) => names!.split(',').map((name) => name.replace(/\btype\b/, '').trim()))
            .filter((name) => new RegExp(`readonly \\w+: ${name}\\b`).test(text) && !name.endsWith('Service'))
            .map((name) => `${path}: ${name}`),
        ),
    planted: [
      {
        path: 'src/booking/bookings/a.controller.ts',
        text: "import { Bookings } from './a.service.js';\nconstructor(private readonly b: Bookings) {}\n",
      },
    ],
    found: 'src/booking/bookings/a.controller.ts: Bookings',
  },
  // An import of one name cannot be broken.
  [`a line has at most ${LETTERS_A_LINE} letters`]: {
    find: (files) =>
      files.flatMap(({ path, text }) =>
        text.split('\n').flatMap((line, index) => (isTooLong(line) ? [`${path}:${index + 1}`] : [])),
      ),
    planted: [{ path: 'src/a.ts', text: `ok\n// ${'x'.repeat(LETTERS_A_LINE)}\n` }],
    found: 'src/a.ts:2',
  },
  'comments are few': {
    find: (files) => {
      const sums = new Map<string, { all: number; comments: number }>();
      for (const { path, text } of files.filter(isProduct)) {
        const sum = sums.get(roomOf(path)) ?? { all: 0, comments: 0 };
        const { all, comments } = linesOf(text);
        sums.set(roomOf(path), { all: sum.all + all, comments: sum.comments + comments });
      }
      return [...sums]
        .filter(([, { all, comments }]) => comments > all * COMMENTS_AT_MOST)
        .map(([room, { all, comments }]) => `${room}: ${comments} of ${all} lines`);
    },
    planted: [{ path: 'src/booking/a.service.ts', text: `/**\n * One.\n */\n${'x();\n'.repeat(50)}` }],
    found: 'src/booking: 3 of 53 lines',
  },
  'refusals speak of values as the domain does, not as the wire': {
    find: (files) =>
      files
        .filter((file) => isProduct(file) && !/\.dto\.ts$|^src\/platform\//.test(file.path))
        .flatMap(({ path, text }) =>
          [...text.matchAll(/(?:InvalidInput\(\{\s*|(?:problems|errors)\.)([a-z]+_\w+)/g)].map(
            ([, name]) => `${path}: ${name}`,
          ),
        ),
    planted: [
      { path: 'src/payments/a.policy.ts', text: "throw new InvalidInput({ due_date: ['It is over.'] });\n" },
      { path: 'src/payments/b.policy.ts', text: "throw new InvalidInput({ dueAt: ['It is over.'] });\n" },
      { path: 'src/payments/c.dto.ts', text: "throw new InvalidInput({ due_date: ['Say when.'] });\n" },
    ],
    found: 'src/payments/a.policy.ts: due_date',
  },
  // A decorator's text is a path or a paper's name; the list of all kinds asks for none.
  'booking asks for no kind of what is booked': {
    find: (files) =>
      files
        .filter((file) => isProduct(file) && /^src\/booking\/(?!model\/offer-profile[.]rules)/.test(file.path))
        .flatMap(({ path, text }) =>
          [
            ...text
              .replace(/_KINDS = \[.*\]/g, '')
              .matchAll(/(?<!@\w+[(])'(slot|event|occurrence|ticket|appointment|meeting)'/g),
          ].map(([, kind]) => `${path}: ${kind}`),
        ),
    planted: [
      { path: 'src/booking/model/offer-profile.rules.ts', text: "const KINDS = ['slot', 'event'];\n" },
      { path: 'src/booking/a.sql.ts', text: "export const A = `WHERE o.kind = 'event'`;\n" },
      { path: 'src/booking/b.controller.ts', text: "@Get('ticket')\n" },
      { path: 'src/booking/c.entity.ts', text: "export const KEPT_KINDS = ['slot', 'event'] as const;\n" },
    ],
    found: 'src/booking/a.sql.ts: event',
  },
  'SQL names its values where it has more than five': {
    find: (files) =>
      files.filter(isProduct).flatMap(({ path, text }) => (/\$(?:[6-9]|[1-9]\d)\b/.test(text) ? [path] : [])),
    planted: [
      { path: 'src/payments/a.sql.ts', text: 'export const INSERT = `VALUES ($1, $2, $3, $4, $5, $6)`;\n' },
      { path: 'src/payments/b.sql.ts', text: 'export const INSERT = `VALUES ($1, $payerId)`;\n' },
    ],
    found: 'src/payments/a.sql.ts',
  },
  'a list is narrowed to whose it is by `must`, which drops nothing': {
    find: (files) =>
      files
        .filter(isProduct)
        .flatMap(({ path, text }) =>
          [
            ...text.matchAll(
              /\.and\(\s*['`]?[^'`,)]*(?:(?:person|account)_id =|IS_(?:VISIBLE|PUBLIC)|visibleTo)/g,
            ),
          ].map(([found]) => `${path}: ${found.trim()}`),
        ),
    planted: [
      { path: 'src/payments/a.queries.ts', text: "own.and('b.person_id = $id', { id });\n" },
      { path: 'src/payments/b.queries.ts', text: "own.must('b.person_id = $id', { id }).and('b.kind = 1');\n" },
    ],
    found: "src/payments/a.queries.ts: .and('b.person_id =",
  },
  'SQL publishes by `publishSql`, which knows the fields of the event': {
    find: (files) =>
      files.flatMap(({ path, text }) =>
        /INSERT INTO platform\.outbox/.test(text) && /^src\/(?!platform\/events\/)/.test(path) ? [path] : [],
      ),
    planted: [
      { path: 'src/payments/a.sql.ts', text: 'export const TELL = `INSERT INTO platform.outbox (name)`;\n' },
      { path: 'src/platform/events/b.ts', text: 'export const TELL = `INSERT INTO platform.outbox (name)`;\n' },
    ],
    found: 'src/payments/a.sql.ts',
  },
};

const FILES = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'web', 'client', 'test'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && path !== 'web/browser/schema.d.ts')
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

describe('in the house', () => {
  for (const [name, { find, planted, found }] of Object.entries(RULES)) {
    it(name, () => expect(find(FILES)).toEqual([]));
    it(`is noticed that not: ${name}`, () => expect(find(planted)).toEqual([found]));
  }

  it('stands where its customer wants it', () => {
    const given = ['package.json', 'nest-cli.json', 'tsconfig.json', 'src', 'test', 'migrations', 'docker'];
    expect([...given, '.env.example'].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it(`the glossary has at most ${GLOSSARY_AT_MOST} words`, () => {
    const [, glossary] = /^## Glossary\n([\s\S]*?)(?=^## )/m.exec(
      readFileSync(join(ROOT, 'README.md'), 'utf8'),
    )!;
    const words = [...glossary!.matchAll(/^\| \*\*/gm)];
    expect(words.length).toBeGreaterThan(0);
    expect(words.length).toBeLessThanOrEqual(GLOSSARY_AT_MOST);
  });
});

function isProduct({ path }: { path: string }): boolean {
  return path.startsWith('src/') && !basename(path).endsWith('.spec.ts');
}

/** A context, or what lies beneath and above all of them. */
function roomOf(path: string): string {
  const [, room, file] = path.split('/');
  return file === undefined || room === 'shared' ? 'src/platform' : `src/${room}`;
}

function isTooLong(line: string): boolean {
  return [...line].length > LETTERS_A_LINE && !line.startsWith('import ');
}

function linesOf(text: string): { all: number; comments: number } {
  const lines = text.trimEnd().split('\n');
  let isInside = false;
  let comments = 0;
  for (const line of lines.map((each) => each.trim())) {
    const begins = line.startsWith('/*');
    if (isInside || begins || line.startsWith('//')) comments += 1;
    if (isInside || begins) isInside = !line.includes('*/');
  }
  return { all: lines.length, comments };
}
