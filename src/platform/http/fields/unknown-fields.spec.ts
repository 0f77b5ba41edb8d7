import { processorMs } from '../../../../test/support/processor-time.js';
import { InstantField, IntField, JsonField, NestedField, TextField } from './fields.js';
import { unknownFields } from './unknown-fields.js';

class Option {
  @TextField()
  caption: string;

  @IntField({ optional: true })
  points?: number;
}

class Thing {
  @TextField()
  title: string;

  @TextField({ optional: true })
  description?: string;

  @InstantField({ optional: true })
  start_time?: Date;

  @NestedField(() => Option, { many: true, optional: true })
  options?: Option[];

  @NestedField(() => Option, { optional: true })
  favourite?: Option;
}

class OptionAnswer {
  @TextField()
  captions: string;
}

class ThingAnswer {
  @TextField()
  descriptions: string;

  @NestedField(() => OptionAnswer, { many: true })
  options: OptionAnswer[];

  @JsonField()
  favourite: object;
}

const read = (sent: unknown, isStrict = false) => unknownFields(Thing, sent, [ThingAnswer], isStrict);
const suggestion = (name: string) => [`There is no such field. Did you mean ${name}?`];
const NO_SUCH = ['There is no such field.'];

describe('a field that is not known', () => {
  it('is refused where it is nearly one that was not sent', () => {
    expect(read({ title: 'a', descripton: 'b', startTime: 'c', start_tiem: 'd' })).toEqual({
      refused: {
        descripton: suggestion('description'),
        startTime: suggestion('start_time'),
        start_tiem: suggestion('start_time'),
      },
      ignored: [],
    });
  });

  it('is ignored where that one was sent, be it null, where it is short, and where it is near to none', () => {
    expect(read({ titel: 'a', descripton: 'b', description: null, owner: 1, start_date: 2 })).toEqual({
      refused: {},
      ignored: ['titel', 'descripton', 'owner', 'start_date'],
    });
  });

  it('is no typo where the answer has it, and refused all the same where the request is strict', () => {
    expect(read({ descriptions: 'a' })).toEqual({ refused: {}, ignored: ['descriptions'] });
    expect(read({ descriptions: 'a', owner: 1, descripton: 'b' }, true)).toEqual({
      refused: { descriptions: NO_SUCH, owner: NO_SUCH, descripton: suggestion('description') },
      ignored: [],
    });
  });

  it('is named by its path in objects and in lists of them', () => {
    const sent = {
      options: [{ caption: 'a' }, { capton: 'b', pionts: 1, extra: 1 }, { captions: 'c' }, null, 'x', []],
      favourite: { capton: 'free', caption2: 'as well' },
    };
    expect(read(sent)).toEqual({
      refused: { 'options.1.capton': suggestion('caption'), 'options.1.pionts': suggestion('points') },
      ignored: ['options.1.extra', 'options.2.captions', 'favourite.capton', 'favourite.caption2'],
    });
  });

  it.each([[null], ['text'], [5], [[{ titel: 'a' }]]])('is none of %p', (sent) => {
    expect(read(sent)).toEqual({ refused: {}, ignored: [] });
  });

  it('is looked at in no time where there are thousands', () => {
    const many = Object.fromEntries(
      Array.from({ length: 9_000 }, (_, n) => [`descr${n}ption`.slice(0, 13), n]),
    );
    const looked = () => read(many).ignored.length + Object.keys(read(many).refused).length;
    expect(processorMs(() => expect(looked()).toBe(Object.keys(many).length))).toBeLessThan(500);
  });
});
