import { BooleanField, EnumField, JsonField, NestedField } from '../../platform/http/fields/fields.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import {
  CHANNELS,
  isAlways,
  isNotificationKind,
  isRecord,
  isWanted,
  NOTIFICATION_KIND_NAMES,
  type Channel,
  type NotificationKind,
} from '../notifications/notification-kinds.policy.js';
import type { PreferenceChoice } from './preference.entity.js';

export class ChannelsResponse {
  @BooleanField({ description: 'Shows among the notifications in the app.', example: true })
  in_app: boolean;

  @BooleanField({ description: 'Is mailed.', example: true })
  email: boolean;

  @BooleanField({ description: 'Comes as a text message, where this installation sends them.', example: false })
  sms: boolean;
}

/** A field for each type. */
export class TypesResponse {}
for (const kind of NOTIFICATION_KIND_NAMES) NestedField(() => ChannelsResponse)(TypesResponse.prototype, kind);

export class PreferencesResponse {
  @NestedField(() => TypesResponse, { description: 'Type of notification → channel → whether it is wanted.' })
  preferences: Record<NotificationKind, ChannelsResponse>;

  @EnumField(NOTIFICATION_KIND_NAMES, {
    many: true,
    description: 'Types whose mails cannot be switched off, also not by the profile’s “no notifications”.',
  })
  always_mailed: NotificationKind[];
}

export class PreferencesRequest {
  @JsonField({
    description: 'Type of notification → channel → whether it is wanted. What is left out stays as it is.',
    example: { event_reminder: { email: false } },
  })
  preferences: Record<string, unknown>;

  /** What was chosen. Refuses unknown types and channels by their names. */
  choices(): PreferenceChoice[] {
    const errors: FieldErrors = {};
    const choices = Object.entries(this.preferences).flatMap(([kind, channels]) => {
      const field = `preferences.${kind}`;
      if (!isNotificationKind(kind))
        errors[field] = [`There is no type ${kind}. Choose from ${NOTIFICATION_KIND_NAMES.join(', ')}.`];
      else if (!isObject(channels)) errors[field] = ['An object of channels is required.'];
      else
        return Object.entries(channels).flatMap(
          ([channel, wanted]) => choiceOf(kind, channel, wanted, errors) ?? [],
        );
      return [];
    });
    if (Object.keys(errors).length > 0) throw new InvalidInput(errors);
    return choices;
  }
}

function choiceOf(
  kind: NotificationKind,
  channel: string,
  enabled: unknown,
  errors: FieldErrors,
): PreferenceChoice | undefined {
  const field = `preferences.${kind}.${channel}`;
  if (!isChannel(channel))
    errors[field] = [`There is no channel ${channel}. Choose from ${CHANNELS.join(', ')}.`];
  else if (typeof enabled !== 'boolean') errors[field] = ['Must be true or false.'];
  else if (!enabled && isAlways(kind, channel))
    errors[field] = ['These mails are the record of a booking or payment, and cannot be switched off.'];
  else return { kind, channel, enabled };
  return undefined;
}

/** What was chosen, and the defaults of all else. */
export function toPreferencesResponse(choices: readonly PreferenceChoice[]): PreferencesResponse {
  const chosen = new Map(choices.map(({ kind, channel, enabled }) => [`${kind} ${channel}`, enabled]));
  const wants = (kind: NotificationKind, channel: Channel) =>
    isWanted(kind, channel, chosen.get(`${kind} ${channel}`));
  const rows = NOTIFICATION_KIND_NAMES.map((kind) => [
    kind,
    Object.fromEntries(CHANNELS.map((channel) => [channel, wants(kind, channel)])),
  ]);
  return {
    preferences: Object.fromEntries(rows) as PreferencesResponse['preferences'],
    always_mailed: NOTIFICATION_KIND_NAMES.filter(isRecord),
  };
}

function isChannel(name: string): name is Channel {
  return (CHANNELS as readonly string[]).includes(name);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
