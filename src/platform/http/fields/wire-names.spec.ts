import { InstantField, PartialOf, TextField } from './fields.js';
import { inWireNames } from './wire-names.js';

class Visit {
  @InstantField({ optional: true, means: 'startsAt' })
  date?: Date;

  @InstantField({ optional: true, means: 'startsAt' })
  start_date?: Date;

  @TextField({ optional: true })
  room_or_link?: string;
}

class VisitChange extends PartialOf(Visit) {}

const PROBLEM = ['It is too far away.'];
const named = (name: string, ...inputs: object[]) => Object.keys(inWireNames({ [name]: PROBLEM }, inputs));

describe('the fields of a refusal', () => {
  it('are named as the body that was read names them', () => {
    expect(inWireNames({ roomOrLink: PROBLEM }, [new Visit()])).toEqual({ room_or_link: PROBLEM });
    expect(named('startsAt', Object.assign(new Visit(), { date: new Date() }))).toEqual(['date']);
    expect(named('startsAt', Object.assign(new VisitChange(), { date: new Date() }))).toEqual(['date']);
    expect(named('startsAt', Object.assign(new Visit(), { start_date: new Date() }))).toEqual(['start_date']);
  });

  it('are named by the last of several names where none was sent, or all', () => {
    const both = Object.assign(new Visit(), { date: new Date(), start_date: new Date() });
    expect([named('startsAt', new Visit()), named('startsAt', both)]).toEqual([['start_date'], ['start_date']]);
  });

  it('stay as they are where no field is meant', () => {
    expect(named('start_date', new Visit())).toEqual(['start_date']);
    expect(named('X-Timezone', new Visit())).toEqual(['X-Timezone']);
    expect(named('roomOrLink')).toEqual(['roomOrLink']);
  });
});
