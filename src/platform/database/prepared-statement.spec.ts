import { prepared, preparedStatements, toQuery } from './prepared-statement.js';

describe('a statement', () => {
  it('takes its values by the names in its SQL, each name once', () => {
    const statement = prepared(
      'spec-named',
      'SELECT $at::timestamptz, $id::bigint WHERE $at::timestamptz < now()',
    );
    expect(statement.text).toBe('SELECT $1::timestamptz, $2::bigint WHERE $1::timestamptz < now()');
    expect(toQuery(statement, { id: 7, at: 'then' })).toEqual({
      name: 'spec-named',
      text: statement.text,
      values: ['then', 7],
    });
    expect(preparedStatements()).toContain(statement);
  });

  it('may be plain text with names too', () => {
    expect(toQuery('SELECT $id', { id: 7 })).toEqual({ text: 'SELECT $1', values: [7] });
  });

  it('keeps numbers', () => {
    expect(toQuery('SELECT $2, $1', ['a', 'b'])).toEqual({ text: 'SELECT $2, $1', values: ['a', 'b'] });
  });

  it('is not sent with a value missing, though null is one', () => {
    expect(() => toQuery('SELECT $id, $name', { id: 7 })).toThrow('No value for $name of: SELECT $id, $name');
    expect(toQuery('SELECT $id', { id: null }).values).toEqual([null]);
  });
});
