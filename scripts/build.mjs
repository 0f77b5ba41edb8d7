// npm run build: compiles into dist what npm start and the operator’s programs then take as it is.
import './node-version.mjs';
import { build } from './prepare.mjs';

build();
