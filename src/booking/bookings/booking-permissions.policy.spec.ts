import { roleOf } from './booking-permissions.policy.js';

const booking = { personId: 1, hostId: 2 };

describe('who may', () => {
  it.each([
    ['its booker', { id: 1, isAdmin: false }, 'booker'],
    ['its booker who is an admin', { id: 1, isAdmin: true }, 'booker'],
    ['its host', { id: 2, isAdmin: false }, 'host'],
    ['an admin', { id: 3, isAdmin: true }, 'admin'],
    ['a stranger', { id: 3, isAdmin: false }, null],
  ])('%s', (_, actor, role) => expect(roleOf(booking, actor)).toBe(role));

  it('nobody is the booker of a booking without an account', () => {
    expect(roleOf({ personId: null, hostId: null }, { id: 1, isAdmin: false })).toBeNull();
  });
});
