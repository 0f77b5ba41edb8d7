import { Injectable } from '@nestjs/common';
import { IdentityApi, type Person } from '../../identity/identity.api.js';
import { isUserRef, type StoredFrame } from './frame.entity.js';

@Injectable()
export class UserRefResolver {
  constructor(private readonly identity: IdentityApi) {}

  async resolve(frames: StoredFrame[]): Promise<StoredFrame[]> {
    const ids = frames.flatMap(({ data }) =>
      Object.values(data).flatMap((value) => (isUserRef(value) ? value.$person : [])),
    );
    if (ids.length === 0) return frames;
    const people = await this.identity.people(ids);
    const name = (value: unknown) => (isUserRef(value) ? shown(people.get(value.$person)) : value);
    return frames.map((frame) => ({
      ...frame,
      data: Object.fromEntries(Object.entries(frame.data).map(([key, value]) => [key, name(value)])),
    }));
  }
}

function shown(person: Person | undefined): object | null {
  if (!person) return null;
  const { id, username, firstName, lastName } = person;
  return { id, username, first_name: firstName, last_name: lastName };
}
