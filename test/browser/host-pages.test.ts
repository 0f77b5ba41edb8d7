import { describeLooks } from './looks.js';
import { HOST_PAGES } from './standing-pages.js';

describe('each page of events, of hosts and of who runs the installation', () => describeLooks(HOST_PAGES));
