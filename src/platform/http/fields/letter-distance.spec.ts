import { isWithinLetters } from './letter-distance.js';

describe('two names', () => {
  it.each([
    ['title', 'title', 0],
    ['titel', 'title', 1],
    ['descripton', 'description', 1],
    ['desription', 'description', 1],
    ['descripption', 'description', 1],
    ['locatoin', 'location', 1],
    ['startTime', 'start_time', 2],
    ['max_atendee', 'max_attendees', 2],
    ['start_time', 'start_date', 3],
    ['end_time', 'end_date', 3],
    ['location', 'locale', 4],
    ['abcdef', 'ghijkl', 6],
    ['', 'ab', 2],
  ])('%s and %s are %i letters apart', (one, other, letters) => {
    for (let most = 0; most <= 6; most++) {
      expect(isWithinLetters(most, one, other)).toBe(most >= letters);
      expect(isWithinLetters(most, other, one)).toBe(most >= letters);
    }
  });
});
