import { Review } from './review.entity.js';

const now = new Date('2030-01-01T00:00:00Z');
const words = { rating: 4, title: 'Good', body: 'I came twice.' };
const review = () => Review.write({ id: 3, organizerId: 5 }, 7, words, now);

describe('a review', () => {
  it('is about the organizer of its event, who does not write it', () => {
    expect(review()).toMatchObject({ subjectId: 3, revieweeId: 5, authorId: 7, ...words, createdAt: now });
    expect(() => Review.write({ id: 3, organizerId: 7 }, 7, words, now)).toThrow('an event of your own');
  });

  it('is marked by others than its author', () => {
    expect(review().mark(8, true, now)).toMatchObject({ personId: 8, isHelpful: true, markedAt: now });
    expect(() => review().mark(7, false, now)).toThrow('a review of your own');
  });
});
