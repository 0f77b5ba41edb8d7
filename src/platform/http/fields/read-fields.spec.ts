import { ValidateIf, IsDefined } from 'class-validator';
import { InvalidInput } from '../../../shared/errors.js';
import {
  BooleanField,
  EmailField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  PartialOf,
  PickOf,
  TextField,
  UrlField,
} from './fields.js';
import { readFields } from './read-fields.js';

class Inner {
  @TextField({ max: 5 })
  text: string;
}

class Outer {
  @TextField()
  title: string;

  @IntField({ default: 3 })
  seats: number;

  @TextField({ optional: true, nullable: true })
  note?: string | null;

  @IdField({ optional: true, many: true, minItems: 1, maxItems: 2 })
  users?: number[];

  @NestedField(() => Inner, { optional: true })
  inner?: Inner;
}

class Choices {
  @NestedField(() => Inner, { many: true })
  options: Inner[];

  @NestedField(() => Inner, { optional: true, nullable: true })
  best?: Inner | null;
}

class Further extends Outer {
  @EnumField(['a', 'b'], { optional: true })
  kind?: string;
}

class EitherOr {
  @ValidateIf((body: EitherOr) => body.event === undefined)
  @IsDefined({ message: 'Name a slot or an event.' })
  @IdField({ optional: true })
  time_slot?: number;

  @IdField({ optional: true })
  event?: number;
}

function problems(target: new () => object, raw: unknown): unknown {
  try {
    readFields(target, raw);
    return undefined;
  } catch (error) {
    return (error as InvalidInput).fieldErrors;
  }
}

describe('a body', () => {
  it('becomes an instance with its declared fields alone', () => {
    const body = readFields(Outer, {
      title: ' A ',
      note: null,
      users: ['2'],
      inner: { text: 'x', more: 1 },
      owner: 9,
    });
    expect(body).toBeInstanceOf(Outer);
    expect(body.inner).toBeInstanceOf(Inner);
    expect({ ...body, inner: { ...body.inner } }).toEqual({
      title: 'A',
      seats: 3,
      note: null,
      users: [2],
      inner: { text: 'x' },
    });
  });

  it('has the fields of its ancestors', () => {
    expect(problems(Further, { kind: 'c' })).toEqual({
      title: ['This field is required.'],
      kind: ['Choose one of a, b.'],
    });
  });

  it('says of each field what is wrong with it', () => {
    expect(problems(Outer, { title: null, seats: 'many', users: [], inner: { text: 'too long' } })).toEqual({
      title: ['This field may not be null.'],
      seats: ['A whole number is required.'],
      users: ['At least 1 are required.'],
      'inner.text': ['Must have at most 5 characters.'],
    });
    expect(problems(Outer, { title: 'a', users: [1, 0] })).toEqual({ 'users.1': ['Must be at least 1.'] });
    expect(problems(Outer, { title: 'a', users: 1, inner: [] })).toEqual({
      users: ['A list is required.'],
      inner: ['An object is required.'],
    });
    expect(problems(Outer, 'text')).toEqual({ non_field_errors: ['An object is required.'] });
  });

  it('says which of several objects is wrong, and takes no list for one', () => {
    const lists: unknown[] = [{ text: 'x' }, { text: 5 }, null, [], [{ text: 'x' }], 'x', {}];
    expect(problems(Choices, { options: lists })).toEqual({
      'options.1.text': ['A text is required.'],
      'options.2': ['An object is required.'],
      'options.3': ['An object is required.'],
      'options.4': ['An object is required.'],
      'options.5': ['An object is required.'],
      'options.6.text': ['This field is required.'],
    });
    expect(problems(Choices, { options: [], best: null })).toBeUndefined();
    expect(problems(Choices, { options: null, best: [] })).toEqual({
      options: ['This field may not be null.'],
      best: ['An object is required.'],
    });
  });

  it.each<[string, unknown]>([
    ['lists in lists', JSON.parse('['.repeat(40_000) + ']'.repeat(40_000))],
    ['objects in objects', JSON.parse('{"text":'.repeat(9_000) + '1' + '}'.repeat(9_000))],
    ['many empty objects', Array(30_000).fill({})],
    ['names of Object', JSON.parse('{"constructor":"x","then":1,"__proto__":null,"length":1e9}')],
    ['names of Object in a list', [JSON.parse('{"constructor":{"prototype":1},"toString":2}')]],
  ])('refuses %s in a field of any kind', (_, value) => {
    for (const name of ['title', 'seats', 'users', 'inner']) {
      const named = Object.keys(problems(Outer, { title: 'a', [name]: value }) as object)[0];
      expect(named?.split('.')[0]).toBe(name);
    }
    expect(problems(Outer, { title: 'a', unknown: value })).toBeUndefined();
  });

  it('is not read from a prototype', () => {
    expect(problems(Outer, Object.create({ title: 'inherited' }) as object)).toHaveProperty('title');
  });

  it('obeys class-validator’s own decorators too', () => {
    expect(problems(EitherOr, {})).toEqual({ time_slot: ['Name a slot or an event.'] });
    expect(problems(EitherOr, { event: 1 })).toBeUndefined();
  });
});

describe('a query', () => {
  const query = (entries: Record<string, unknown>) => Object.assign(Object.create(null) as object, entries);

  it('leaves out what is empty and takes one value for a list', () => {
    expect({ ...readFields(Outer, query({ title: 'a', note: '', users: '4' })) }).toEqual({
      title: 'a',
      seats: 3,
      users: [4],
    });
  });

  it('refuses a repeated value where one is meant', () => {
    expect(problems(Outer, query({ title: ['a', 'b'] }))).toEqual({ title: ['A text is required.'] });
  });
});

describe('derived classes', () => {
  class Change extends PartialOf(Outer) {}
  class TitleOnly extends PickOf(Outer, ['title']) {}

  it('have all fields optional and no defaults, or some of the fields', () => {
    expect({ ...readFields(Change, {}) }).toEqual({});
    expect(problems(Change, { title: '' })).toEqual({ title: ['This field may not be blank.'] });
    expect({ ...readFields(TitleOnly, { title: 'a', note: 'b' }) }).toEqual({ title: 'a' });
  });
});

describe('addresses', () => {
  class Addresses {
    @EmailField({ optional: true })
    email?: string;

    @UrlField({ optional: true })
    url?: string;

    @BooleanField({ optional: true })
    sure?: boolean;
  }

  it.each(['ada@example.org', 'a.b+c@sub.example.co.uk'])('take %s', (email) => {
    expect(readFields(Addresses, { email }).email).toBe(email);
  });

  it.each(['ada', 'ada@', '@example.org', 'a b@example.org', `${'a'.repeat(300)}@example.org`, 'a@b\n.org', 5])(
    'refuse %p',
    (email) => {
      expect(problems(Addresses, { email })).toHaveProperty('email');
    },
  );

  it.each([
    'javascript:alert(1)',
    'ftp://example.org',
    '//example.org',
    'example.org',
    'data:text/html,x',
    `http://${'a'.repeat(2000)}.org`,
  ])('refuse the URL %s', (url) => {
    expect(problems(Addresses, { url })).toHaveProperty('url');
  });
});
