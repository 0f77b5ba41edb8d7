import { promisify } from 'node:util';
import { SAML, ValidateInResponseTo, type SamlConfig } from '@node-saml/node-saml';
import xmlEncryption from 'xml-encryption';
import type { Clock } from '../../shared/clock.js';

export const decrypt = promisify(xmlEncryption.decrypt);

/** node-saml by the product's clock. What was asked is kept in the database, whose row one answer takes. */
export class SamlByClock extends SAML {
  constructor(
    config: Omit<SamlConfig, 'validateInResponseTo' | 'cacheProvider'>,
    private readonly clock: Clock,
  ) {
    super({ ...config, validateInResponseTo: ValidateInResponseTo.never, cacheProvider: NOTHING_KEPT });
  }

  protected override checkTimestampsValidityError(
    _now: number,
    ...[notBefore, notOnOrAfter, limit]: [string, string, number?]
  ): Error | null {
    return super.checkTimestampsValidityError(this.clock.millis(), notBefore, notOnOrAfter, limit);
  }
}

const NOTHING_KEPT = {
  saveAsync: () => Promise.resolve(null),
  getAsync: () => Promise.resolve(null),
  removeAsync: () => Promise.resolve(null),
};
