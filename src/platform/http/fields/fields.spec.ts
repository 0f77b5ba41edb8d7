import { InvalidInput } from '../../../shared/errors.js';
import {
  BooleanField,
  DateField,
  EnumField,
  InstantField,
  IntField,
  JsonField,
  MoneyField,
  NamesField,
  NumberField,
  TextField,
  type FieldOptions,
} from './fields.js';
import { readFields } from './read-fields.js';

/** Reads one value of one kind of field, by itself and as the one item of a list, which must agree. */
function reader(kind: (options: FieldOptions) => PropertyDecorator): (raw: unknown) => unknown {
  class One {
    value: unknown;
  }
  class Many {
    values: unknown[];
  }
  kind({})(One.prototype, 'value');
  kind({ many: true })(Many.prototype, 'values');
  return (raw) => {
    const value = outcome(() => readFields(One, { value: raw }).value);
    const listed = outcome(() => readFields(Many, { values: [raw] }).values);
    if (kind !== NamesField) expect(listed).toEqual(value === REFUSED ? REFUSED : [value]);
    return value;
  };
}

const REFUSED = 'refused';

function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return REFUSED;
  }
}

describe('an instant', () => {
  const read = reader(InstantField);

  it.each([
    ['2026-03-01T09:00:00Z', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01T09:00Z', '2026-03-01T09:00:00.000Z'],
    ['2026-03-01 09:00:00+01:00', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01T09:00:00.1234567-0530', '2026-03-01T14:30:00.123Z'],
    ['2026-03-01T00:30:00+14', '2026-02-28T10:30:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2024-02-29T23:59:59z', '2024-02-29T23:59:59.000Z'],
  ])('reads %s', (text, instant) => {
    expect((read(text) as Date).toISOString()).toBe(instant);
  });

  it.each([
    '2026-03-01T09:00:00',
    '2026-03-01',
    '2026-02-30T09:00:00Z',
    '2025-02-29T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:60:00Z',
    '2026-03-01T09:00:60Z',
    '2026-03-01T09:00:00+15:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-00:01',
    '10000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '１２34-03-01T09:00:00Z',
    ' 2026-03-01T09:00:00Z',
    '',
    1_772_355_600_000,
    null,
    {},
    'Z'.repeat(100_000),
  ])('refuses %p', (raw) => {
    expect(read(raw)).toBe(REFUSED);
  });
});

describe('money', () => {
  const read = reader(MoneyField);

  it.each([
    ['29.99', '29.99'],
    ['29.9', '29.90'],
    ['0', '0.00'],
    ['007', '7.00'],
    [29.99, '29.99'],
    [10, '10.00'],
  ])('reads %p as %s', (raw, text) => {
    expect(read(raw)).toBe(text);
  });

  it.each([
    '-1',
    '10.001',
    '1e308',
    1e308,
    10.001,
    '１0',
    'NaN',
    NaN,
    Infinity,
    '',
    '.5',
    '5.',
    '0x10',
    '9999999999999',
    [],
    null,
  ])('refuses %p', (raw) => {
    expect(read(raw)).toBe(REFUSED);
  });
});

describe('a number', () => {
  const read = reader((options) => IntField({ ...options, min: -10, max: 10 }));
  const readFraction = reader((options) => NumberField({ ...options, min: 0, max: 100 }));

  it.each([
    [5, 5],
    ['5', 5],
    ['-3', -3],
    [-0, 0],
  ])('that is whole is read from %p', (raw, value) => {
    expect(read(raw)).toBe(value);
  });

  it.each(['', ' 5', '5.0', '5e0', 1.5, NaN, Infinity, true, [5], 11, -11, '99999999999999999999'])(
    'that is whole is not read from %p',
    (raw) => {
      expect(read(raw)).toBe(REFUSED);
    },
  );

  it('may have a fraction where it says so', () => {
    expect([1.5, '1.5', 100].map(readFraction)).toEqual([1.5, 1.5, 100]);
    for (const raw of ['', '1e1', '.5', NaN, Infinity, -1, 101, true, {}])
      expect(readFraction(raw)).toBe(REFUSED);
  });
});

describe('a day', () => {
  const read = reader(DateField);

  it('is a day of the calendar', () => {
    expect(read('2028-02-29')).toBe('2028-02-29');
    const others = [
      '2027-02-29',
      '2026-04-31',
      '2026-1-1',
      '2026-01-01T00:00:00Z',
      '2026-00-10',
      '0000-01-01',
      20260101,
    ];
    for (const raw of others) expect(read(raw)).toBe(REFUSED);
  });
});

describe('true and false', () => {
  const read = reader(BooleanField);

  it('are what queries and forms say, and nothing like them', () => {
    expect([true, 'true', '1', 1].map(read)).toEqual([true, true, true, true]);
    expect([false, 'false', '0', 0].map(read)).toEqual([false, false, false, false]);
    for (const raw of ['yes', '', 2, null, []]) expect(read(raw)).toBe(REFUSED);
  });
});

describe('a choice', () => {
  const read = reader((options) => EnumField(['a', 'b'], options));

  it('is one of those offered', () => {
    expect(read('a')).toBe('a');
    for (const raw of ['A', 'toString', ['a'], { a: 1 }, null]) expect(read(raw)).toBe(REFUSED);
  });
});

describe('a text', () => {
  const read = reader((options) => TextField({ ...options, max: 5 }));
  const readUntrimmed = reader((options) => TextField({ ...options, max: 6, trim: false }));
  const readLower = reader((options) => TextField({ ...options, max: 5, pattern: /^[a-z]+$/ }));

  it('is trimmed, bounded, and has no null characters', () => {
    expect(read('  a b ')).toBe('a b');
    expect(readUntrimmed('  a b ')).toBe('  a b ');
    expect(readLower('abc')).toBe('abc');
    for (const raw of ['', '   ', 'abcdef', 'a\0b', 5, null, {}, ['a']]) expect(read(raw)).toBe(REFUSED);
    expect(readLower('ABC')).toBe(REFUSED);
  });

  it('is as long as it has code points', () => {
    expect(read('😀'.repeat(5))).toBe('😀'.repeat(5));
    for (const long of ['😀'.repeat(6), 'a\ufe0f'.repeat(3), 'e\u0301'.repeat(3)])
      expect(read(long)).toBe(REFUSED);
    const readTwo = reader((options) => TextField({ ...options, min: 2 }));
    expect([readTwo('😀'), readTwo('😀😀')]).toEqual([REFUSED, '😀😀']);
  });

  const INVISIBLE = ['\u200b', '\u3164', '\u00ad', '\u0301', '\u200b \u2060'];
  const UNFIT = ['a\rb', 'a\nb', 'a\tb', 'a\x1bb', 'a\x85b', 'a\u2028b', 'a\u202eb', 'a\u2066b'];

  it('is one line that shows something', () => {
    for (const raw of [...INVISIBLE, ...UNFIT]) expect(read(raw)).toBe(REFUSED);
    expect(read('a\r\n')).toBe('a');
    const readOptional = reader((options) => TextField({ ...options, min: 0 }));
    expect(INVISIBLE.map(readOptional)).toEqual(INVISIBLE.map(() => ''));
    const readName = reader((options) => NamesField(options));
    for (const raw of UNFIT) expect(readName(raw)).toBe(REFUSED);
  });

  it('has several lines where paragraphs are meant, and letter by letter what a password has', () => {
    const readLines = reader((options) => TextField({ ...options, multiline: true }));
    for (const raw of UNFIT) expect([readLines(raw), readUntrimmed(raw)]).toEqual([raw, raw]);
    for (const raw of INVISIBLE) expect(readLines(raw)).toBe(REFUSED);
  });
});

describe('an object of the caller’s own', () => {
  const read = reader(JsonField);

  it('is kept as it is', () => {
    const own = JSON.parse('{"a":{"b":[1,{"c":null}]},"constructor":{"prototype":1},"then":2}') as object;
    expect(read(own)).toEqual(own);
    for (const raw of ['{}', [], 1]) expect(read(raw)).toBe(REFUSED);
  });

  it('has few keys and short ones, in each of its objects', () => {
    const keys = (count: number, length = 5) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`.padEnd(length, 'x'), 1]));
    for (const good of [keys(100), keys(1, 100), { a: keys(100) }, { a: [keys(1, 100)] }])
      expect(read(good)).toEqual(good);
    const long = { a: Array(3_000).fill(1) };
    for (const bad of [keys(101), keys(1, 101), { a: keys(101) }, { a: [keys(1, 101)] }, long])
      expect(read(bad)).toBe(REFUSED);
  });
});

describe('names', () => {
  const read = reader(NamesField);

  it('come repeated or with commas', () => {
    expect(read('a, b,,c')).toEqual(['a', 'b', 'c']);
    expect(read(['a,b', 'c'])).toEqual(['a', 'b', 'c']);
    for (const raw of [5, [5], ['a'.repeat(201)], Array(101).fill('a'), 'a\0']) expect(read(raw)).toBe(REFUSED);
  });

  it('come bracketed in a query', () => {
    class Query {
      @NamesField()
      names: string[];
    }
    const query = Object.assign(Object.create(null) as object, { 'names[]': ['a', 'b,c'] });
    expect(readFields(Query, query).names).toEqual(['a', 'b', 'c']);
  });
});
