import 'reflect-metadata';
import { Controller, Get, Header, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { serve } from '../stage/serve.js';

let answer = '';

@Controller()
class SlotsController {
  @Get('slots')
  @Header('Content-Type', 'application/json; charset=utf-8')
  slots(): string {
    return answer;
  }
}

@Module({ controllers: [SlotsController] })
class BareModule {}

// Nest on Express as it comes, with one route that answers a text it has.
serve({
  async listen({ body }: { body: string }): Promise<string> {
    answer = body;
    const app = await NestFactory.create(BareModule, { logger: false });
    await app.listen(0, '127.0.0.1');
    return app.getUrl();
  },
});
