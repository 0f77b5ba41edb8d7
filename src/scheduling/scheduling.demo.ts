import type { INestApplicationContext } from '@nestjs/common';
import { DemoSlots } from './timeslots/demo-slots.service.js';

/** Fills the next two weeks of the calendar for who tries the product out. Run again, it adds only what is missing. */
export async function createDemoSlots(app: INestApplicationContext): Promise<void> {
  await app.get(DemoSlots).create();
}
