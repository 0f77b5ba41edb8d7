import { together } from '../support/together.js';

together('flows');
