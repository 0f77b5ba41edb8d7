import type { MigrationInterface } from 'typeorm';
import { CreatePlatform1763600000000 } from './1763600000000-create-platform.js';

/** Every migration, oldest first. One that has landed is never edited. */
export const migrations: (new () => MigrationInterface)[] = [CreatePlatform1763600000000];
