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
    [{ startsAt: now }, ['start_date']],
    [{ startsAt: at(-3), endsAt: at(-1) }, ['start_date']],
    [{ endsAt: at(48) }, ['end_date']],
    [{ endsAt: at(47) }, ['end_date']],
    [{ registrationDeadline: at(49) }, ['registration_deadline']],
    [{ registrationDeadline: now }, ['registration_deadline']],
    [{ priceCents: -1 }, ['price']],
    [{ capacity: 0 }, ['max_attendees']],
    [{ title: '', startsAt: at(-1), endsAt: at(-2) }, ['end_date', 'start_date', 'title']],
  ])('with %j cannot, because of %j', (terms, fields) =>
    expect(Object.keys(publicationProblems({ ...draft, ...terms }, now)).sort()).toEqual(fields),
  );
});
