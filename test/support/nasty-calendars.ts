export const BERLIN = 'TZID=Europe/Berlin';

/** One event each, and when it makes busy. */
export const EVENTS: Record<string, [lines: string[], busy: string[]]> = {
  'an instant in UTC': [
    ['DTSTART:20260310T090000Z', 'DTEND:20260310T100000Z'],
    ['2026-03-10T09:00/2026-03-10T10:00'],
  ],
  'a time of a zone of IANA': [
    [`DTSTART;${BERLIN}:20260701T100000`, `DTEND;${BERLIN}:20260701T110000`],
    ['2026-07-01T08:00/2026-07-01T09:00'],
  ],
  'a zone as Outlook calls it': [
    ['DTSTART;TZID=W. Europe Standard Time:20260701T100000', 'DURATION:PT1H'],
    ['2026-07-01T08:00/2026-07-01T09:00'],
  ],
  'a zone in quotes, below a path': [
    ['DTSTART;TZID="/mozilla.org/20050126_1/America/Argentina/Ushuaia":20260701T100000', 'DURATION:PT1H'],
    ['2026-07-01T13:00/2026-07-01T14:00'],
  ],
  'an end by another zone': [
    ['DTSTART;TZID=America/New_York:20260701T100000', `DTEND;${BERLIN}:20260701T180000`],
    ['2026-07-01T14:00/2026-07-01T16:00'],
  ],
  'a floating time, which is of the owner’s zone': [
    ['DTSTART:20260701T100000', 'DTEND:20260701T110000'],
    ['2026-07-01T08:00/2026-07-01T09:00'],
  ],
  'all of a day of 23 hours': [
    ['DTSTART;VALUE=DATE:20260329', 'DTEND;VALUE=DATE:20260330'],
    ['2026-03-28T23:00/2026-03-29T22:00'],
  ],
  'days whose last is excluded': [
    ['DTSTART;VALUE=DATE:20260601', 'DTEND;VALUE=DATE:20260604'],
    ['2026-05-31T22:00/2026-06-03T22:00'],
  ],
  'a date without an end': [['DTSTART;VALUE=DATE:20260601'], ['2026-05-31T22:00/2026-06-01T22:00']],
  'a date that ends where it starts': [
    ['DTSTART;VALUE=DATE:20260601', 'DTEND;VALUE=DATE:20260601'],
    ['2026-05-31T22:00/2026-06-01T22:00'],
  ],
  'a date that nobody called one': [['DTSTART:20260601'], ['2026-05-31T22:00/2026-06-01T22:00']],
  'a time without an end': [['DTSTART:20260310T090000Z'], []],
  'a day’s length over a clock change': [
    [`DTSTART;${BERLIN}:20260328T120000`, 'DURATION:P1D'],
    ['2026-03-28T11:00/2026-03-29T10:00'],
  ],
  '24 hours over a clock change': [
    [`DTSTART;${BERLIN}:20260328T120000`, 'DURATION:PT24H'],
    ['2026-03-28T11:00/2026-03-29T11:00'],
  ],
  'a series through the hour that there is not': [
    [`DTSTART;${BERLIN}:20260328T023000`, 'DURATION:PT30M', 'RRULE:FREQ=DAILY;COUNT=3'],
    [
      '2026-03-28T01:30/2026-03-28T02:00',
      '2026-03-29T01:30/2026-03-29T02:00',
      '2026-03-30T00:30/2026-03-30T01:00',
    ],
  ],
  'a series through the hour that there is twice': [
    [`DTSTART;${BERLIN}:20261024T023000`, 'DURATION:PT30M', 'RRULE:FREQ=DAILY;COUNT=3'],
    [
      '2026-10-24T00:30/2026-10-24T01:00',
      '2026-10-25T00:30/2026-10-25T01:00',
      '2026-10-26T01:30/2026-10-26T02:00',
    ],
  ],
  'a series that keeps its hour': [
    ['DTSTART;TZID=America/New_York:20260302T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=2'],
    ['2026-03-02T14:00/2026-03-02T15:00', '2026-03-09T13:00/2026-03-09T14:00'],
  ],
  'a series in UTC, which does not': [
    ['DTSTART:20260302T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=2'],
    ['2026-03-02T09:00/2026-03-02T10:00', '2026-03-09T09:00/2026-03-09T10:00'],
  ],
  'the same exact length on each night': [
    [`DTSTART;${BERLIN}:20260327T220000`, `DTEND;${BERLIN}:20260328T060000`, 'RRULE:FREQ=DAILY;COUNT=2'],
    ['2026-03-27T21:00/2026-03-28T05:00', '2026-03-28T21:00/2026-03-29T05:00'],
  ],
  'UNTIL in UTC, included': [
    [`DTSTART;${BERLIN}:20260701T100000`, 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20260702T080000Z'],
    ['2026-07-01T08:00/2026-07-01T09:00', '2026-07-02T08:00/2026-07-02T09:00'],
  ],
  'UNTIL in UTC, a second before': [
    [`DTSTART;${BERLIN}:20260701T100000`, 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20260702T075959Z'],
    ['2026-07-01T08:00/2026-07-01T09:00'],
  ],
  'UNTIL of the wall clock, and as a date': [
    [
      `DTSTART;${BERLIN}:20260701T100000`,
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;UNTIL=20260702T100000',
      'RRULE:FREQ=DAILY;UNTIL=20260702',
    ],
    ['2026-07-01T08:00/2026-07-01T09:00', '2026-07-02T08:00/2026-07-02T09:00'],
  ],
  'a COUNT that counts what is left out, in whatever zone that is written': [
    [
      `DTSTART;${BERLIN}:20260701T100000`,
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=4',
      'EXDATE:20260702T080000Z',
      'EXDATE;TZID=America/New_York:20260704T040000',
    ],
    ['2026-07-01T08:00/2026-07-01T09:00', '2026-07-03T08:00/2026-07-03T09:00'],
  ],
  'left out by a bare date': [
    [
      `DTSTART;${BERLIN}:20260701T003000`,
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=3',
      'EXDATE;VALUE=DATE:20260701,20260702',
    ],
    ['2026-07-02T22:30/2026-07-02T23:30'],
  ],
  'a series of days without one of them': [
    ['DTSTART;VALUE=DATE:20260601', 'RRULE:FREQ=WEEKLY;COUNT=3', 'EXDATE;VALUE=DATE:20260608'],
    ['2026-05-31T22:00/2026-06-01T22:00', '2026-06-14T22:00/2026-06-15T22:00'],
  ],
  'dates by name, and one of its own length': [
    [
      `DTSTART;${BERLIN}:20260701T100000`,
      'DURATION:PT1H',
      `RDATE;${BERLIN}:20260705T100000`,
      'RDATE;VALUE=PERIOD:20260707T080000Z/PT3H,20260709T080000Z/20260709T083000Z',
    ],
    [
      '2026-07-01T08:00/2026-07-01T09:00',
      '2026-07-05T08:00/2026-07-05T09:00',
      '2026-07-07T08:00/2026-07-07T11:00',
      '2026-07-09T08:00/2026-07-09T08:30',
    ],
  ],
  'the 31st of months that have one': [
    ['DTSTART:20260331T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY;COUNT=3'],
    [
      '2026-03-31T09:00/2026-03-31T10:00',
      '2026-05-31T09:00/2026-05-31T10:00',
      '2026-07-31T09:00/2026-07-31T10:00',
    ],
  ],
  'a 29 February, which is no 1 March': [['DTSTART;VALUE=DATE:20240229', 'RRULE:FREQ=YEARLY'], []],
  'a 30 February, which never comes': [
    ['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'],
    ['2026-03-10T09:00/2026-03-10T10:00'],
  ],
  'the last working day of months': [
    [
      'DTSTART:20260430T090000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3',
    ],
    [
      '2026-04-30T09:00/2026-04-30T10:00',
      '2026-05-29T09:00/2026-05-29T10:00',
      '2026-06-30T09:00/2026-06-30T10:00',
    ],
  ],
  'the Monday of week 20': [
    ['DTSTART:19970512T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO'],
    ['2026-05-11T09:00/2026-05-11T10:00'],
  ],
  'the tenth Friday of every second year': [
    ['DTSTART:20240112T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=YEARLY;INTERVAL=2;BYDAY=10FR'],
    ['2026-03-06T09:00/2026-03-06T10:00'],
  ],
  'two hours of a day of a month': [
    ['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY;BYHOUR=9,12;COUNT=3'],
    [
      '2026-03-10T09:00/2026-03-10T10:00',
      '2026-03-10T12:00/2026-03-10T13:00',
      '2026-04-10T09:00/2026-04-10T10:00',
    ],
  ],
  'every second week, as weeks begin': [
    ['DTSTART:20260303T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU;COUNT=3'],
    [
      '2026-03-03T09:00/2026-03-03T10:00',
      '2026-03-15T09:00/2026-03-15T10:00',
      '2026-03-17T09:00/2026-03-17T10:00',
    ],
  ],
  'what began long ago, from today on': [
    [
      'DTSTART;TZID=America/New_York:19990301T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY;INTERVAL=3;UNTIL=20260401',
    ],
    ['2026-03-09T13:00/2026-03-09T14:00', '2026-03-30T13:00/2026-03-30T14:00'],
  ],
  'what reaches in from before': [
    ['DTSTART:20260228T230000Z', 'DTEND:20260301T003000Z'],
    ['2026-02-28T23:00/2026-03-01T00:30'],
  ],
  'what only touches the range': [['DTSTART:20260228T230000Z', 'DTEND:20260301T000000Z'], []],
  'hours that are one': [
    ['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'RRULE:FREQ=HOURLY;COUNT=5'],
    ['2026-03-10T09:00/2026-03-10T14:00'],
  ],
  'a tentative one': [
    ['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'STATUS:TENTATIVE'],
    ['2026-03-10T09:00/2026-03-10T10:00'],
  ],
  'a transparent one': [['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'TRANSP:TRANSPARENT'], []],
  'a cancelled one': [['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'status:cancelled'], []],
  'one that its owner declined': [
    [
      'DTSTART:20260310T090000Z',
      'DURATION:PT1H',
      'ATTENDEE;CN="A; B";PARTSTAT=DECLINED:MAILTO:Ada@Example.com',
    ],
    [],
  ],
  'one that somebody else declined': [
    ['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.com'],
    ['2026-03-10T09:00/2026-03-10T10:00'],
  ],
  'an alarm, which is no event': [
    [
      'DTSTART:20260310T090000Z',
      'BEGIN:VALARM',
      'ACTION:AUDIO',
      'TRIGGER:-PT15M',
      'DURATION:PT5M',
      'REPEAT:3',
      'END:VALARM',
      'DTEND:20260310T100000Z',
    ],
    ['2026-03-10T09:00/2026-03-10T10:00'],
  ],
};
