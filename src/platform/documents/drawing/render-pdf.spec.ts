import { pdfPages, pdfText } from '../../../../test/support/pdf-text.js';
import type { Paper, PaperBlock } from '../paper.js';
import { renderPdf } from './render-pdf.js';

const COLUMNS = [
  { title: 'Description', share: 3 },
  { title: 'Amount', share: 1, isNumber: true },
];
const rows = (count: number) => Array.from({ length: count }, (_, row) => [`Seat ${row + 1}`, '29.99']);
const table = (count: number, total: string): PaperBlock => ({
  ...{ kind: 'table', columns: COLUMNS, rows: rows(count), totals: [['Total USD', total]] },
});
const paper = (blocks: PaperBlock[], rest: Partial<Paper> = {}): Paper => ({
  title: 'Invoice 2026-000001',
  issuer: 'Źródło & Söhne',
  dated: new Date('2026-03-01T09:00:00Z'),
  blocks,
  ...rest,
});
const INVOICE: PaperBlock[] = [
  {
    ...{ kind: 'facts', facts: [['Billed to', 'Łukasz Żółć']] },
    qr: { text: 'https://example.org/verify/1', size: 80 },
  },
  table(2, '59.98'),
];
const says = async (text: string) => pdfText(await renderPdf(paper([{ kind: 'paragraph', text }])));

describe('a PDF', () => {
  it('is the same, byte for byte, each time it is made', async () => {
    const first = await renderPdf(paper(INVOICE));
    await renderPdf(paper(INVOICE, { issuer: '東京の誰か' }));
    expect((await renderPdf(paper(INVOICE))).equals(first)).toBe(true);
  });

  it('says whose it is, what it is, and everything that was put on it', async () => {
    expect(pdfText(await renderPdf(paper(INVOICE, { note: 'Thank you.' })))).toEqual([
      ...['Źródło & Söhne', 'Invoice 2026-000001', 'Billed to', 'Łukasz Żółć', 'Description', 'Amount'],
      ...['Seat 1', '29.99', 'Seat 2', '29.99', 'Total USD', '59.98', 'Thank you.', 'Page 1 of 1'],
    ]);
  });

  it.each([
    ...['Łukasz Żółć', 'Αθηνά Παπαδοπούλου', 'Дмитрий Шевченко', 'Nguyễn Thị Bích', 'Ağaoğlu İpek'],
    ...['สวัสดีชาวโลก', 'გიორგი მაისურაძე', 'Արմեն Հակոբյան', 'ሰላም ልዑል', 'ສະບາຍດີ'],
    ...['محمد عبد الله', 'שלום עולם', 'हिन्दी क्षेत्र', 'தமிழ் மொழி', 'বাংলা প্রার্থনা', 'မြန်မာ'],
  ])('has the letters of %s', async (name) => expect(await says(name)).toContain(name));

  it.each(['山田 美咲', '김민수 안녕', '北京开发者', '臺灣龍門', 'カタカナ（株）'])(
    'has the characters of %s, whichever of its fonts they stand in',
    async (name) => expect((await says(name)).join('')).toContain(name),
  );

  it('has pictures that stand among letters, as one each', async () => {
    expect((await says('Party👩🏽‍💻🇵🇱 © Ada™')).join('')).toContain('Party👩🏽‍💻🇵🇱 © Ada™');
  });

  it('has each letter once where a name is of two scripts', async () => {
    expect(await says('Talk: السلام at 10:30 (שלום)')).toContain('Talk: السلام at 10:30 (שלום)');
  });

  it('takes what turns letters around for what it is, nothing', async () => {
    expect(await says('abc\u202edef')).toContain('abc def');
  });

  it('says the head of a table again on each page, and numbers the pages', async () => {
    const long = await renderPdf(paper([table(60, '1799.40')]));
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

  it('breaks what has no spaces, and cuts what is longer than 500 letters', async () => {
    const lines = (await says('w'.repeat(2_000))).filter((line) => line.startsWith('w'));
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.join('')).toBe(`${'w'.repeat(500)}…`);
  });

  it('breaks Thai between words', async () => {
    const words = ['สวัสดี', 'ชาว', 'โลก'];
    const lines = (await says(words.join('').repeat(12))).filter((line) => line.startsWith('ส'));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(words.some((word) => line.endsWith(word))).toBe(true);
  });

  it('goes on below where facts fill a page', async () => {
    const facts = Array.from({ length: 40 }, (_, at) => [`Label ${at}`, 'value '.repeat(30)] as const);
    const long = await renderPdf(paper([{ kind: 'facts', facts, columns: 1 }]));
    expect(pdfPages(long)).toBeGreaterThan(2);
    expect(pdfText(long)).toContain('Label 39');
  });
});
