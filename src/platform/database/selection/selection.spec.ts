import { toQuery, type SqlValues } from '../prepared-statement.js';
import type { Tx } from '../tx.js';
import { Selection } from './selection.js';

const asked = async (selection: Selection) => {
  const queries: { sql: string; values: unknown[] }[] = [];
  const source = {
    query: (sql: string, values: SqlValues) => {
      queries.push({ sql, values: toQuery(sql, values).values });
      return Promise.resolve([{ matching: 0, rowId: null }]);
    },
  } as unknown as Pick<Tx, 'query'>;
  await selection.page(source, 'b.id', { limit: 10, offset: 0, orderBy: 'b.id' });
  return queries[0]!;
};
const bills = () => new Selection({ from: 'bills b', id: 'b.id' });

describe('which rows a list shows', () => {
  it('is narrowed by the filters that are given', async () => {
    const { sql, values } = await asked(
      bills().and('b.kind = $kind', { kind: undefined }).and('b.year = $year', { year: 7 }),
    );
    expect(sql).not.toContain('b.kind');
    expect(sql).toContain('WHERE b.year = $year');
    expect(values).toEqual([7]);
  });

  it('is narrowed by every right, whose value cannot be missing', async () => {
    // @ts-expect-error: who may be nobody has no right
    const own = (person: number | undefined) => bills().must('b.person_id = $person', { person });
    expect(await asked(own(3))).toMatchObject({
      sql: expect.stringContaining('b.person_id = $person'),
      values: [3],
    });
    expect(() => own(undefined)).toThrow('A value is missing of: b.person_id = $person');
    await expect(asked(bills().must('b.person_id = $person'))).rejects.toThrow('No value for $person');
  });
});
