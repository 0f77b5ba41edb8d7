import { TextField } from '../../platform/http/fields/fields.js';

const MOST_LETTERS = 200_000;

/** Names of the protocol. Without a message there is nothing to be refused but the way here. */
export class SamlResponseForm {
  @TextField({
    optional: true,
    multiline: true,
    max: MOST_LETTERS,
    example: 'PHNhbWxwOlJlc3BvbnNlLz4=',
    description: 'What the identity provider says, in base64.',
  })
  SAMLResponse?: string;

  @TextField({ optional: true, max: 1_000, example: '_q1w2e3', description: 'Not looked at.' })
  RelayState?: string;
}
