import { together } from '../support/together.js';

together('browser');
