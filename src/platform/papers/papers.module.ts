import { Global, Module } from '@nestjs/common';
import { DrawingThread } from '../documents/drawing-thread.js';
import { PaperArchive } from './paper-archive.js';
import { PapersPersonalData } from './papers.personal-data.js';
import { PapersProcessor } from './papers.processor.js';

@Global()
@Module({
  providers: [DrawingThread, PaperArchive, PapersPersonalData, PapersProcessor],
  exports: [DrawingThread, PaperArchive],
})
export class PapersModule {}
