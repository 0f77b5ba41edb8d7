import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

const UP = 0x01;
const UV = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const ATTESTED = 0x40;

/** What an answer says otherwise than it should. */
export interface Twist {
  origin?: string;
  rpId?: string;
  type?: string;
  counter?: number;
  isVerified?: boolean;
  isPresent?: boolean;
  userHandle?: string | null;
  cutsShort?: boolean;
  tamper?: boolean;
}

interface Options {
  challenge: string;
  rp?: { id?: string };
  rpId?: string;
  user?: { id: string };
}

/** A device with one key, as WebAuthn Level 2 describes it: what a browser would send for it. */
export class SoftwarePasskey {
  readonly id = randomBytes(16).toString('base64url');
  counter = 0;
  private userHandle = '';
  private readonly keys: { publicKey: KeyObject; privateKey: KeyObject };

  /** `synced`: kept on several devices, so that it counts nothing. */
  constructor(
    private readonly origin: string,
    private readonly isSynced = false,
  ) {
    this.keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  }

  create({ challenge, rp, user }: Options, twist: Twist = {}): object {
    this.userHandle = user!.id;
    const data = this.authenticatorData(twist.rpId ?? rp!.id!, ATTESTED, twist);
    const id = Buffer.from(this.id, 'base64url');
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const authData = Buffer.concat([data, Buffer.alloc(16), length, id, this.coseKey()]);
    const attestationObject = cbor(
      new Map<unknown, unknown>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ]),
    );
    const response = {
      clientDataJSON: this.clientData('webauthn.create', challenge, twist).toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
      transports: ['internal'],
    };
    return this.credential(response);
  }

  get({ challenge, rpId }: Options, twist: Twist = {}): object {
    const counts = twist.counter ?? (this.isSynced ? 0 : ++this.counter);
    const data = this.authenticatorData(twist.rpId ?? rpId!, 0, { ...twist, counter: counts });
    const clientData = this.clientData('webauthn.get', challenge, twist);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    const signature = sign('sha256', signed, this.keys.privateKey);
    if (twist.tamper) signature[signature.length - 1]! ^= 1;
    return this.credential({
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: (twist.cutsShort ? data.subarray(0, -1) : data).toString('base64url'),
      signature: signature.toString('base64url'),
      ...(twist.userHandle !== null && { userHandle: twist.userHandle ?? this.userHandle }),
    });
  }

  private credential(response: object): object {
    return { id: this.id, rawId: this.id, type: 'public-key', response, clientExtensionResults: {} };
  }

  private clientData(type: string, challenge: string, twist: Twist): Buffer {
    const data = {
      type: twist.type ?? type,
      challenge,
      origin: twist.origin ?? this.origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(data));
  }

  private authenticatorData(rpId: string, extra: number, twist: Twist): Buffer {
    const { isVerified = true, isPresent = true, counter = this.counter } = twist;
    const backup = this.isSynced ? BACKUP_ELIGIBLE | BACKED_UP : 0;
    const flags = (isPresent ? UP : 0) | (isVerified ? UV : 0) | backup | extra;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([flags]), count]);
  }

  private coseKey(): Buffer {
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' });
    return cbor(
      new Map<unknown, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x!, 'base64url')],
        [-3, Buffer.from(y!, 'base64url')],
      ]),
    );
  }
}

/** RFC 8949, as far as authenticators need it. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  const entries = [...(value as Map<unknown, unknown>)];
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)]);
}

function head(major: number, length: number): Buffer {
  const type = major << 5;
  if (length < 24) return Buffer.from([type | length]);
  if (length < 256) return Buffer.from([type | 24, length]);
  return Buffer.from([type | 25, length >> 8, length & 255]);
}
