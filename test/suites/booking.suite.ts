import { together } from '../support/together.js';

together('booking');
together('http/booking');
