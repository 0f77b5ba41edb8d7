import { publicationProblems, type Publishable } from './publication.policy.js';

const now = new Date('2030-01-01T12:00:00Z');
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const draft: Publishable = {
  title: 'Advanced Python Workshop',
  startsAt: at(48),
  endsAt: at(50),
  registrationDeadline: null,
  priceCents: 0,
  capacity: null,
};

describe('a draft', () => {
  it.each([[{}], [{ registrationDeadline: at(48) }], [{ registrationDeadline: at(1) }], [{ capacity: 1 }]])(
    'with %j can be published',
    (terms) => expect(publicationProblems({ ...draft, ...terms }, now)).toEqual({}),
  );

  it.each<[Partial<Publishable>, string[]]>([
    [{ title: ' ' }, ['title']],
    [{ startsAt: now }, ['startsAt']],
    [{ startsAt: at(-3), endsAt: at(-1) }, ['startsAt']],
    [{ endsAt: at(48) }, ['endsAt']],
    [{ endsAt: at(47) }, ['endsAt']],
    [{ registrationDeadline: at(49) }, ['registrationDeadline']],
    [{ registrationDeadline: now }, ['registrationDeadline']],
    [{ priceCents: -1 }, ['priceCents']],
    [{ capacity: 0 }, ['capacity']],
    [{ title: '', startsAt: at(-1), endsAt: at(-2) }, ['endsAt', 'startsAt', 'title']],
  ])('with %j cannot, because of %j', (terms, fields) =>
    expect(Object.keys(publicationProblems({ ...draft, ...terms }, now)).sort()).toEqual(fields),
  );
});
