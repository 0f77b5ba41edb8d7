import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contractRoutes, registeredRoutes, shapeOf } from '../support/routes.js';
import { world, type World } from '../support/world.js';

const stillToCome = readFileSync(join(process.cwd(), 'test/contract/still-to-come.txt'), 'utf8')
  .trim()
  .split('\n')
  .filter(Boolean);
/** Pages for people, and what their own forms are sent to. */
const pages = readFileSync(join(process.cwd(), 'test/contract/pages.txt'), 'utf8').trim().split('\n');

describe('routes', () => {
  let here: World;
  beforeAll(async () => void (here = await world()));
  afterAll(() => here.close());

  it('are those of the contract, but for the ones that are named as still to come', () => {
    const registered = new Set(registeredRoutes(here.app).map(shapeOf));
    const missing = contractRoutes().filter((route) => !registered.has(shapeOf(route)));
    expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual(stillToCome);
  });

  it('are in the contract or pages for people, all of them', () => {
    const known = new Set(contractRoutes().map(shapeOf));
    const extra = registeredRoutes(here.app).filter(
      (route) => !known.has(shapeOf(route)) && !route.path.includes('*'),
    );
    expect(extra.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(pages);
  });

  it('each reach their own handler', () => {
    const routes = registeredRoutes(here.app);
    const stolen = routes.filter((route) => {
      if (route.path.includes('*')) return false;
      const sample = route.path.replace(/\{\w+\}/g, '424242');
      return routes.find((other) => other.method === route.method && other.matches(sample)) !== route;
    });
    expect(stolen.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
  });
});
