import type { LabeledValue, PaperBlock } from '../../platform/documents/paper.js';
import type { LineResponse } from './invoices.dto.js';

const COLUMNS = [
  { title: 'Description', share: 5 },
  { title: 'Quantity', share: 1.2, isNumber: true },
  { title: 'Unit price', share: 1.8, isNumber: true },
  { title: 'Amount', share: 1.8, isNumber: true },
];

export function invoiceLines(lines: readonly LineResponse[], totals: readonly LabeledValue[]): PaperBlock {
  const rows = lines.map(({ description, quantity, unit_price, amount }) => [
    description,
    String(quantity),
    withThousandsSeparators(unit_price),
    withThousandsSeparators(amount),
  ]);
  return {
    kind: 'table',
    columns: COLUMNS,
    rows,
    totals: totals.map(([label, amount]) => [label, withThousandsSeparators(amount)]),
  };
}

/** `1234.50` → `1,234.50` */
function withThousandsSeparators(decimal: string): string {
  return decimal.replace(/\B(?=(?:\d{3}){1,6}\.)/g, ',');
}
