import { Stage, type Subject } from '../../security/stage.js';

import { filledPath } from '../../support/api-document.js';

let stage: Stage;
let admin: Subject;
beforeAll(async () => {
  stage = await Stage.open();
  admin = await stage.subject('admin');
});
afterAll(() => stage?.close());

async function pathsOfLists(): Promise<string[]> {
  const lists = stage.document.operations.filter(
    ({ method, parameters }) => method === 'GET' && parameters.some(({ name }) => name === 'ordering'),
  );
  const paths: string[] = [];
  for (const list of lists) {
    const resource = stage.resourceOf(list);
    const id = resource ? await stage.objectFor(resource, admin, 'own') : '';
    paths.push(filledPath(list, Object.fromEntries(list.parameters.map(({ name }) => [name, id]))));
  }
  return paths;
}

describe('every list', () => {
  it('can be ordered by id, up and down', async () => {
    const paths = await pathsOfLists();
    expect(paths.length).toBeGreaterThan(15);
    for (const list of paths) {
      for (const [ordering, sign] of [['id', 1] as const, ['-id', -1] as const]) {
        const path = `${list}?ordering=${ordering}`;
        const { status, body } = await admin.http.get(path);
        expect([path, status]).toEqual([path, 200]);
        // What has no id of its own is ordered by the one behind it.
        const ids = (body.results as { id?: number }[]).flatMap(({ id: own }) => own ?? []);
        expect([path, ids]).toEqual([path, [...ids].sort((a, b) => sign * (a - b))]);
      }
    }
  });

  it('tells a wrong order together with all that is wrong, and takes every order that it names', async () => {
    for (const list of await pathsOfLists()) {
      const { status, body } = await admin.http.get(`${list}?ordering=nonsense&page=0`);
      expect([list, status, Object.keys(body.field_errors ?? {}).sort()]).toEqual([
        ...[list, 400, ['ordering', 'page']],
      ]);
      const [, names] = /^Choose from (.*), with - in front for descending\.$/.exec(
        body.field_errors.ordering[0],
      )!;
      for (const name of names!.split(', ')) {
        const path = `${list}?ordering=-${name}`;
        expect([path, (await admin.http.get(path)).status]).toEqual([path, 200]);
      }
    }
  });
});
