import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { SecretsModule } from '../secrets/secrets.module.js';
import { MailBudget } from './mail-budget.js';
import { MailFolder } from './mail-folder.js';
import { MailPapers } from './mail-papers.js';
import { MailStops } from './mail-stops.js';
import { MailProcessor } from './mail.processor.js';
import { Mailer } from './mailer.js';

@Global()
@Module({
  imports: [DiscoveryModule, SecretsModule],
  providers: [Mailer, MailBudget, MailStops, MailPapers, MailFolder, MailProcessor],
  exports: [Mailer, MailBudget, MailStops],
})
export class MailModule {}
