import { pdfPages, pdfText } from '../../../test/support/pdf-text.js';
import { renderPdf } from './render-pdf.js';
import type { PdfLayout } from './pdf-layout.js';

const OPTIONS = {
  title: 'Invoice 2026-000001',
  issuer: 'Źródło & Söhne',
  dated: new Date('2026-03-01T09:00:00Z'),
};
const COLUMNS = [
  { title: 'Description', share: 3 },
  { title: 'Amount', share: 1, isNumber: true },
];
const rows = (count: number) => Array.from({ length: count }, (_, row) => [`Seat ${row + 1}`, '29.99']);
const invoice = (sheet: PdfLayout) => {
  sheet.facts([['Billed to', 'Łukasz Żółć']]);
  sheet.qr('https://example.org/verify/1', sheet.y, 80);
  sheet.table(COLUMNS, rows(2), [['Total USD', '59.98']]);
};

describe('a PDF', () => {
  it('is the same, byte for byte, each time it is made', async () => {
    const first = await renderPdf(OPTIONS, invoice);
    await renderPdf({ ...OPTIONS, issuer: 'Somebody else' }, invoice);
    expect((await renderPdf(OPTIONS, invoice)).equals(first)).toBe(true);
  });

  it('says whose it is, what it is, and everything that was put on it', async () => {
    const text = pdfText(await renderPdf({ ...OPTIONS, note: 'Thank you.' }, invoice));
    expect(text).toEqual([
      ...['Źródło & Söhne', 'Invoice 2026-000001', 'Billed to', 'Łukasz Żółć', 'Description', 'Amount'],
      ...['Seat 1', '29.99', 'Seat 2', '29.99', 'Total USD', '59.98', 'Thank you.', 'Page 1 of 1'],
    ]);
  });

  it.each(['Łukasz Żółć', 'Αθηνά Παπαδοπούλου', 'Дмитрий Шевченко', 'Nguyễn Thị Bích', 'Ağaoğlu İpek'])(
    'has the letters of %s',
    async (name) => {
      expect(pdfText(await renderPdf(OPTIONS, (sheet) => sheet.paragraph(name)))).toContain(name);
    },
  );

  it('leaves out pictures that no letters stand for', async () => {
    const text = pdfText(await renderPdf(OPTIONS, (sheet) => sheet.paragraph('Party👩🏽‍💻🇵🇱 © Ada™')));
    expect(text).toContain('Party © Ada™');
  });

  it('says the head of a table again on each page, and numbers the pages', async () => {
    const long = await renderPdf(OPTIONS, (sheet) =>
      sheet.table(COLUMNS, rows(60), [['Total USD', '1799.40']]),
    );
    const text = pdfText(long);
    expect(pdfPages(long)).toBe(3);
    expect(text.filter((line) => line === 'Description')).toHaveLength(3);
    expect(text.filter((line) => line.startsWith('Page'))).toEqual([
      'Page 1 of 3',
      'Page 2 of 3',
      'Page 3 of 3',
    ]);
    expect(rows(60).every(([seat]) => text.includes(seat!))).toBe(true);
  });
});
