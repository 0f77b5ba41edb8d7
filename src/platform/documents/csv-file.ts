import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';

/** What would be a formula to spreadsheets is written as text; line ends of another kind are quoted too. */
const SHEET = {
  bom: false,
  escape_formulas: true,
  record_delimiter: 'windows',
  quoted_match: /[\r\n]/,
} as const;

/** With it spreadsheets read the file as UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

export type Cells = readonly (string | number)[];

/** A file for spreadsheets, written as its rows are read. */
export function csvFile(
  name: string,
  columns: readonly string[],
  batches: AsyncIterable<Cells[]>,
): StreamableFile {
  const disposition = `attachment; filename="${name}"`;
  return new StreamableFile(Readable.from(lines(columns, batches)), {
    type: 'text/csv; charset=utf-8',
    disposition,
  });
}

async function* lines(columns: readonly string[], batches: AsyncIterable<Cells[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + stringify([columns], SHEET);
  for await (const rows of batches) yield stringify(rows, SHEET);
}
