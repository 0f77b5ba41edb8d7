import { canonicalEmail } from '../../shared/email-address.js';
import type { FieldErrors } from '../../shared/errors.js';
import { phoneNumberFrom } from '../../shared/phone/phone-number.js';
import { lengthOf } from '../../shared/texts.js';
import { conditionProblems } from './workflow-conditions.policy.js';
import { templateProblems } from './workflow-template.policy.js';
import type { ActionType, WorkflowAction, WorkflowTerms } from './workflow.entity.js';

export const PEOPLE = ['invitee', 'organizer'] as const;
/** Of a text message, before its values are put in. */
const MAX_SMS = 1_600;

export type ActionDraft = Omit<WorkflowAction, 'key'>;
export type WorkflowInput = Partial<Omit<WorkflowTerms, 'actions'> & { actions: ActionDraft[] }>;

/** What is wrong with what was sent, by the domain's names; lists by the place of what is at fault. */
export function inputProblems({ conditions = [], actions = [] }: WorkflowInput): FieldErrors {
  const problems = [
    ...conditions.map((condition, n) => [`conditions.${n}.value`, conditionProblems(condition)] as const),
    ...actions.flatMap((action, n) =>
      Object.entries(actionProblems(action)).map(([name, found]) => [`actions.${n}.${name}`, found] as const),
    ),
  ];
  return Object.fromEntries(problems.filter(([, found]) => found.length > 0));
}

export function clockProblems({ trigger, offsetMinutes }: WorkflowInput): FieldErrors {
  const needsOffset = trigger === 'before_booking' || trigger === 'after_booking';
  if (!needsOffset || typeof offsetMinutes === 'number') return {};
  return { offsetMinutes: [`${trigger} needs the minutes.`] };
}

function actionProblems({ type, to, subject, body, url }: ActionDraft): Record<string, string[]> {
  const texts = {
    subject: subject === null ? [] : templateProblems(subject),
    body: body === null ? [] : templateProblems(body),
  };
  if (type === 'webhook') return { ...texts, url: url === null ? ['A webhook needs a URL.'] : [] };
  const isLong = type === 'sms' && body !== null && lengthOf(body) > MAX_SMS;
  return {
    ...texts,
    ...(body === null && { body: ['Say what it says.'] }),
    ...(isLong && { body: [`A text message has at most ${MAX_SMS} characters.`] }),
    to: isReachable(type, to ?? '') ? [] : [ADDRESSEES[type]],
  };
}

const ADDRESSEES: Record<Exclude<ActionType, 'webhook'>, string> = {
  email: 'Choose invitee, organizer or an e-mail address.',
  sms: 'Choose invitee, organizer or a number with + and its country.',
  notification: 'Choose invitee or organizer.',
};

function isReachable(type: Exclude<ActionType, 'webhook'>, to: string): boolean {
  if ((PEOPLE as readonly string[]).includes(to)) return true;
  if (type === 'email') return canonicalEmail(to) !== null;
  return type === 'sms' && phoneNumberFrom(to) !== null;
}

/** What does the same as before keeps its key; others get new ones. */
export function withKeys(drafts: readonly ActionDraft[], before: readonly WorkflowAction[], lastKey: number) {
  const left = [...before];
  let last = lastKey;
  return drafts.map((draft): WorkflowAction => {
    const same = left.findIndex(
      ({ type, to, url }) => type === draft.type && to === draft.to && url === draft.url,
    );
    return { ...draft, key: same >= 0 ? left.splice(same, 1)[0]!.key : ++last };
  });
}
