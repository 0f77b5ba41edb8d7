import { together } from '../support/together.js';
import { isOfHosts } from './of-hosts.js';

together('browser', isOfHosts);
