import { Global, Module } from '@nestjs/common';
import { SecretsModule } from '../secrets/secrets.module.js';
import { TextProcessor } from './text.processor.js';
import { Texts } from './texts.js';

@Global()
@Module({ imports: [SecretsModule], providers: [Texts, TextProcessor], exports: [Texts] })
export class SmsModule {}
