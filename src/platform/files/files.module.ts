import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { MediaController } from './media.controller.js';
import { MediaFiles } from './media-files.js';
import { MediaStore } from './media-store.js';
import { openMediaStore } from './open-media-store.js';

@Global()
@Module({
  controllers: [MediaController],
  providers: [MediaFiles, { provide: MediaStore, inject: [Config], useFactory: openMediaStore }],
  exports: [MediaFiles],
})
export class FilesModule {}
