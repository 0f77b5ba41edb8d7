import { Stage } from '../../security/stage.js';
import { filledPath } from '../../support/api-document.js';

let stage: Stage;
beforeAll(async () => void (stage = await Stage.open()));
afterAll(() => stage?.close());

describe('every list', () => {
  it('can be ordered by id, up and down', async () => {
    const admin = await stage.subject('admin');
    const lists = stage.document.operations.filter(
      ({ method, parameters }) => method === 'GET' && parameters.some(({ name }) => name === 'ordering'),
    );
    expect(lists.length).toBeGreaterThan(15);
    for (const list of lists) {
      const resource = stage.resourceOf(list);
      const id = resource ? await stage.objectFor(resource, admin, 'own') : '';
      const values = Object.fromEntries(list.parameters.map(({ name }) => [name, id]));
      for (const [ordering, sign] of [['id', 1] as const, ['-id', -1] as const]) {
        const path = `${filledPath(list, values)}?ordering=${ordering}`;
        const { status, body } = await admin.http.get(path);
        expect([path, status]).toEqual([path, 200]);
        // What has no id of its own is ordered by the one behind it.
        const ids = (body.results as { id?: number }[]).flatMap(({ id: own }) => own ?? []);
        expect([path, ids]).toEqual([path, [...ids].sort((a, b) => sign * (a - b))]);
      }
    }
  });
});
