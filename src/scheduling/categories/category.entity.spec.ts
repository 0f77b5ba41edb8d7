import { Category, slugOf } from './category.entity.js';

describe('a category', () => {
  it.each([
    ['Cat 1', 'cat-1'],
    ['  Yoga & Pilates!  ', 'yoga-pilates'],
    ['Übung', 'übung'],
    ['会議 2', '会議-2'],
    ['ＣＡＴ\u200b 1', 'cat-1'],
    ['U\u0308bung', 'übung'],
    ['हिन्दी', 'हिन्दी'],
  ])('%p has the slug %p', (name, slug) => expect(slugOf(name)).toBe(slug));

  it('changes what is given and leaves the rest', () => {
    const category = Object.assign(new Category(), {
      name: 'A',
      slug: 'a',
      description: 'x',
      color: '#000000',
    });
    category.change({ color: '#FFAA00' });
    expect(category).toMatchObject({ name: 'A', slug: 'a', description: 'x', color: '#ffaa00' });
    category.change({ name: 'B c', description: '' });
    expect(category).toMatchObject({ name: 'B c', slug: 'b-c', description: '', color: '#ffaa00' });
  });
});
