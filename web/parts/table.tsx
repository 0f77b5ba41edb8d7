import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  name: string;
  label: string;
  cell(row: Row): ComponentChildren;
  /** What stands to the right: numbers, and what can be done. */
  isEnd?: boolean;
  /** Where the list is ordered by it, and how it is now. */
  sort?: { href: string; now: 'ascending' | 'descending' | null };
}

interface TableProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
}

/** The first column names its row; what is too wide scrolls inside. */
export function Table<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <div class="scrolls" role="region" aria-label={caption} tabIndex={0}>
      <table class="table">
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, label, isEnd, sort }) => (
              <th scope="col" key={name} class={isEnd ? 'end' : undefined} aria-sort={sort?.now ?? undefined}>
                {sort ? <a href={sort.href}>{label}</a> : label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, cell, isEnd }, index) => {
                const Cell = index === 0 ? 'th' : 'td';
                return (
                  <Cell
                    key={name}
                    class={isEnd ? 'end' : undefined}
                    {...(index === 0 && { scope: 'row' as const })}
                  >
                    {cell(row)}
                  </Cell>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
