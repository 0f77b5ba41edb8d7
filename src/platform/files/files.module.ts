import { Global, Module } from '@nestjs/common';
import { MediaController } from './media.controller.js';
import { MediaFiles } from './media-files.js';

@Global()
@Module({ controllers: [MediaController], providers: [MediaFiles], exports: [MediaFiles] })
export class FilesModule {}
