import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');

export interface KeyAndCertificate {
  privateKey: KeyObject;
  key: string;
  certificate: string;
}

/** A key with a certificate that it signed itself. */
export function keyAndCertificate(name: string): KeyAndCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const names = der(0x30, der(0x31, der(0x30, COMMON_NAME, der(0x0c, Buffer.from(name)))));
  const validity = der(0x30, ...['250101000000Z', '450101000000Z'].map((at) => der(0x17, Buffer.from(at))));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const body = der(0x30, der(0x02, Buffer.from([1])), SHA256_WITH_RSA, names, validity, names, spki);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  const base64 = der(0x30, body, SHA256_WITH_RSA, signature).toString('base64');
  return {
    privateKey,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: ['BEGIN', ...base64.match(/.{1,64}/g)!, 'END', '']
      .map((line) => (/^(BEGIN|END)$/.test(line) ? `-----${line} CERTIFICATE-----` : line))
      .join('\n'),
  };
}

function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
