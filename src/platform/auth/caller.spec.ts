import { inRoleOf, type Caller } from './caller.js';
import type { Scope } from './scopes.js';

const EVERYTHING_BUT_ADMIN: readonly Scope[] = ['identity:write', 'booking:write', 'collaboration:write'];

const admin = (scopes: readonly Scope[] | null) =>
  ({ id: 7, userType: 'admin', isAdmin: true, scopes }) as unknown as Caller;

const roles = (caller: Caller) =>
  (['read', 'write'] as const).map((verb) => {
    const { userType, isAdmin } = inRoleOf(caller, verb);
    return `${userType}${isAdmin ? ' with rights over others' : ''}`;
  });

describe('the role in which somebody acts', () => {
  const [asAdmin, asAnybody] = ['admin with rights over others', 'organizer'];

  it.each([
    ['signed in', null, [asAdmin, asAdmin]],
    ['by a token without scopes of administrators', EVERYTHING_BUT_ADMIN, [asAnybody, asAnybody]],
    ['by a token that may look as one', [...EVERYTHING_BUT_ADMIN, 'admin:read'], [asAdmin, asAnybody]],
    ['by a token that may act as one', ['booking:read', 'admin:write'], [asAdmin, asAdmin]],
  ] as const)('is, for an administrator %s', (_, scopes, expected) => {
    expect(roles(admin(scopes))).toEqual(expected);
  });

  it('is never more than that of the account, whatever the token says', () => {
    const attendee = { userType: 'attendee', isAdmin: false, scopes: ['admin:write'] } as unknown as Caller;
    expect(inRoleOf(attendee, 'write')).toBe(attendee);
  });
});
