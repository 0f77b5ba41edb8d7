import { together } from '../support/together.js';

const EVENTS = /^(?:events|gatherings|ticketing|organizer)/;

together('http/collaboration', (file) => !EVENTS.test(file));
