import type { INestApplicationContext } from '@nestjs/common';
import { DemoAgenda } from './agenda/demo-agenda.service.js';
import { DemoEvents } from './events/demo-events.service.js';

/** Makes a gathering and a ticketed event with its sessions for who tries the product out. Run again, it adds only what is missing. */
export async function createDemoEvents(app: INestApplicationContext): Promise<void> {
  await app.get(DemoEvents).create();
  await app.get(DemoAgenda).create();
}
