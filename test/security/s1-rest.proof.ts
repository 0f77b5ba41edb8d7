import { authorizationOf } from './authorization-proof.js';

export default authorizationOf('rest');
