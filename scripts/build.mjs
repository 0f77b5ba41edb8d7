// npm run build: compiles src, web and migrations into dist; npm start and the operator's programs take that as it is.
import './node-version.mjs';
import { build } from './prepare.mjs';

build();
