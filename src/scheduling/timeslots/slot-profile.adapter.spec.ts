import { SlotProfile } from './slot-profile.adapter.js';

const profile = new SlotProfile();
const next = [{ refId: 7, startsAt: '2030-01-01T09:00:00.000Z' }];

describe('a slot', () => {
  it('that is full or past names the next free ones', () => {
    const details = { next_free: [{ time_slot: 7, start_time: next[0]!.startsAt }] };
    expect(profile.full(0, next)).toMatchObject({ code: 'SLOT_UNAVAILABLE', details });
    expect(profile.closed(null, false, next)).toMatchObject({ code: 'SLOT_UNAVAILABLE', details });
  });
});
