import { BooleanField, EnumField } from '../../platform/http/fields/fields.js';
import { CHANNELS, isAlways, NOTIFICATION_KIND_NAMES } from '../notifications/notification-kinds.policy.js';

/** A box for each kind and channel; a box that is not ticked is not sent. */
export class NoticesForm {
  @EnumField(['notices'] as const)
  action: 'notices';
}

const BOXES = NOTIFICATION_KIND_NAMES.flatMap((kind) =>
  CHANNELS.filter((channel) => !isAlways(kind, channel)).map((channel) => ({ kind, channel })),
);
const nameOf = ({ kind, channel }: (typeof BOXES)[number]) => `${kind}-${channel}`;
for (const box of BOXES) BooleanField({ default: false })(NoticesForm.prototype, nameOf(box));

export function choicesIn(form: NoticesForm): Record<string, Record<string, boolean>> {
  const ticked = form as NoticesForm & Record<string, unknown>;
  const choices: Record<string, Record<string, boolean>> = {};
  for (const box of BOXES)
    choices[box.kind] = { ...choices[box.kind], [box.channel]: ticked[nameOf(box)] === true };
  return choices;
}
