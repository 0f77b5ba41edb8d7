import { eventually } from '../../support/eventually.js';
import { offerPriced, pay } from '../../support/money.js';
import { bookTickets } from '../../support/tickets.js';
import { world, type Person, type World } from '../../support/world.js';

const ME = '/api/v1/users/me/billing';
const NONE = { legal_name: '', address: '', country: '', tax_id: '' };
const SCHOOL = {
  legal_name: 'Schule Öz GmbH',
  address: 'Hauptstraße 1\n10115 Berlin',
  country: 'DE',
  tax_id: 'DE123456789',
};

let here: World;
let olga: Person;

beforeAll(async () => {
  here = await world();
  olga = await here.signUpAs('organizer');
});
afterAll(() => here.close());

const put = async (body: object, person = olga) => person.http.put(ME, body);
const read = async (person = olga) => (await person.http.get(ME)).body;

describe('what invoices say of a person', () => {
  it('is empty at first, and then what was sent', async () => {
    expect(await read()).toEqual(NONE);
    const saved = await put(SCHOOL);
    expect([saved.status, saved.body]).toEqual([200, SCHOOL]);
    expect(await read()).toEqual(SCHOOL);
  });

  it('keeps what is not sent, and loses what is sent empty', async () => {
    await put(SCHOOL);
    expect((await put({ tax_id: '' })).body).toEqual({ ...SCHOOL, tax_id: '' });
    expect((await put({})).body).toEqual({ ...SCHOOL, tax_id: '' });
    expect((await put({ tax_id: ' DE 99 ' })).body).toEqual({ ...SCHOOL, tax_id: 'DE 99' });
  });

  it.each([
    ['GB', 'GB'],
    ['gb', 'GB'],
    ['Germany', 'DE'],
    ['united states', 'US'],
    ['', ''],
  ])('has a country by its code: “%s” is %s', async (country, code) => {
    expect((await put({ country })).body.country).toBe(code);
  });

  it('is refused with all that is wrong of it', async () => {
    const answer = await put({
      ...{ legal_name: 'x'.repeat(201), address: 'a\n'.repeat(10) + 'a', country: 'XX', tax_id: 'a\nb' },
    });
    expect([answer.status, Object.keys(answer.body.field_errors).sort()]).toEqual([
      400,
      ['address', 'country', 'legal_name', 'tax_id'],
    ]);
    expect(answer.body.field_errors.country).toEqual(['Enter a country by its ISO 3166-1 code, such as DE.']);
    for (const country of ['Narnia', 'DEU', 'ZZ', 'EU', '１２'])
      expect((await put({ country })).body.field_errors).toEqual({
        country: ['Enter a country by its ISO 3166-1 code, such as DE.'],
      });
    expect((await put({ address: null })).body.field_errors).toEqual({
      address: ['This field may not be null.'],
    });
  });

  it('is one’s own', async () => {
    const ada = await here.signUp();
    await put({ legal_name: 'Ada Ltd' }, ada);
    expect([(await read(ada)).legal_name, (await read()).legal_name]).toEqual(['Ada Ltd', SCHOOL.legal_name]);
    expect((await here.http().get(ME)).status).toBe(401);
    expect((await here.http().put(ME, SCHOOL)).status).toBe(401);
  });

  it('is in the audit trail as a change, without what it says', async () => {
    await put({ tax_id: 'SECRET-1' });
    const [entry] = await here.db.query<{ action: string; subject_id: string; details: unknown }>(
      'SELECT * FROM platform.audit_log WHERE actor_id = $1 ORDER BY id DESC LIMIT 1',
      [olga.id],
    );
    expect(entry).toMatchObject({ action: 'payments.billing_changed', subject_id: String(olga.id) });
    expect(JSON.stringify(entry!.details)).not.toContain('SECRET');
  });

  it('is in the export, and goes with the account; what is issued stays', async () => {
    const erin = await here.signUp();
    await put(SCHOOL, erin);
    const event = await offerPriced(here, olga, { hoursAhead: 1 });
    const buyer = { legal_name: 'Erin Ltd', address: 'Here', country: 'IE', tax_id: 'IE1' };
    const { body: payment } = await pay(erin, await bookTickets(erin, event), '29.99', { billing: buyer });
    const exported = (await erin.http.get('/api/v1/users/me/export')).body;
    expect(exported.billing).toEqual([{ ...SCHOOL, updated_at: expect.stringMatching(/Z$/) }]);
    expect(exported.payments[0].billing).toMatchObject({ legalName: 'Erin Ltd', taxId: 'IE1' });
    const [{ id }] = (await erin.http.get('/api/invoices/')).body;
    expect((await erin.http.delete('/api/v1/users/me')).status).toBeLessThan(300);
    const kept = () =>
      here.db.query(
        `SELECT FROM payments.billing WHERE person_id = $1
         UNION ALL SELECT FROM payments.payments WHERE id = $2 AND billing IS NOT NULL`,
        [erin.id, payment.id],
      );
    await eventually(async () => expect(await kept()).toEqual([]));
    expect((await olga.http.get(`/api/v1/invoices/${id}`)).body.buyer).toEqual(buyer);
  });
});
