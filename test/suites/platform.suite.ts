import { together } from '../support/together.js';

together('http/platform');
