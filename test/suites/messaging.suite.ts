import { together } from '../support/together.js';

together('http/messaging');
together('http/scheduling');
together('http/integrations');
