import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Public } from '../../src/platform/auth/access.js';
import { AuthModule } from '../../src/platform/auth/auth.module.js';

@Controller('declared')
class DeclaredController {
  @Get()
  @Public()
  read(): string {
    return 'anybody';
  }
}

@Controller('undeclared')
class UndeclaredController {
  @Get()
  read(): string {
    return 'who?';
  }
}

@Module({ imports: [AuthModule], controllers: [DeclaredController] })
class ClosedModule {}

@Module({ imports: [AuthModule], controllers: [DeclaredController, UndeclaredController] })
class OpenModule {}

async function start(module: new () => object): Promise<void> {
  const app = await NestFactory.create(module, { logger: false, abortOnError: false });
  try {
    await app.init();
  } finally {
    await app.close();
  }
}

describe('routes are closed by default', () => {
  it('starts when every route says who may call it', () =>
    expect(start(ClosedModule)).resolves.toBeUndefined());

  it('does not start with one that says nothing, and names it', () =>
    expect(start(OpenModule)).rejects.toThrow('UndeclaredController.read'));
});
