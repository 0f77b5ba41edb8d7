import { labelsThatFit } from './scales.js';

/** Of so many days, between the edges of a picture. */
const across = (width: number, days: number) => (index: number) => 46 + (index / (days - 1)) * (width - 52);

describe('the labels below a chart', () => {
  it.each([
    [370, 7],
    [370, 30],
    [370, 90],
    [560, 7],
    [560, 30],
    [560, 90],
  ])('of %d units and %d days stand apart and inside', (width, days) => {
    for (const label of ['Oct 31', '31 oct.', '31. Okt.']) {
      const place = across(width, days);
      const shown = labelsThatFit(Array<string>(days).fill(label), place, width);
      expect(shown.length).toBeGreaterThan(2);
      const half = label.length * 5;
      expect(place(shown[0]!) - half).toBeGreaterThanOrEqual(0);
      expect(place(shown.at(-1)!) + half).toBeLessThanOrEqual(width);
      for (const [nth, index] of shown.slice(1).entries())
        expect(place(index) - half).toBeGreaterThan(place(shown[nth]!) + half);
    }
  });

  it('are none of nothing, and one of one day', () => {
    expect(labelsThatFit([], () => 46, 370)).toEqual([]);
    expect(labelsThatFit(['Oct 31'], () => 46, 370)).toEqual([0]);
  });
});
