import { defineEvent } from './event.js';
import { jsonSql, publishSql } from './payload-sql.js';
import { integer, nullable, text } from './payload.js';

const Planted = defineEvent('test.planted', { id: integer, name: nullable(text) });

describe('a payload made by SQL', () => {
  it('has the fields of its event, in their order', () => {
    const sql = publishSql(Planted, { id: 'row.id', name: 'row.name' }, 'FROM row');
    expect(sql.split('SELECT ')[1]).toBe(
      `'test.planted', jsonb_build_object('id', row.id, 'name', row.name), $requestId::text FROM row`,
    );
  });

  it('does not compile without one of them, or with another one', () => {
    // @ts-expect-error: it lacks its name
    const lacking = publishSql(Planted, { id: 'row.id' }, 'FROM row');
    const more = { id: 'row.id', name: 'row.name', age: 'row.age' };
    // @ts-expect-error: the event has no age
    const spread = publishSql(Planted, more, 'FROM row');
    // @ts-expect-error: nor has this type
    const nested = jsonSql<{ id: number }>({ id: 'row.id', name: 'row.name' });
    expect([lacking, spread, nested].map((sql) => sql.includes('row.name'))).toEqual([false, true, true]);
  });
});
