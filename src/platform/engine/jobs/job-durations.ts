import { Injectable } from '@nestjs/common';
import { Histogram } from 'prom-client';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60];

@Injectable()
export class JobDurations {
  readonly histogram = new Histogram({
    name: 'job_duration_seconds',
    help: 'Duration of jobs that ended in this process, by kind and outcome.',
    labelNames: ['queue', 'outcome'],
    buckets: SECONDS,
    registers: [],
  });

  observe(queue: string, outcome: 'completed' | 'failed', milliseconds: number): void {
    this.histogram.observe({ queue, outcome }, milliseconds / 1000);
  }
}
