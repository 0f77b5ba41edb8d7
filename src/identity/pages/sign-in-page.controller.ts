import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { CallbackPage } from '../../../web/pages/accounts/callback.page.js';
import { LoginPage } from '../../../web/pages/accounts/login.page.js';
import { RegisterPage } from '../../../web/pages/accounts/register.page.js';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { AccountPagesService } from './account-pages.service.js';
import { LoginForm, RegisterForm } from './page-forms.dto.js';

@ApiExcludeController()
@Controller()
@Public({ sessionOnly: true })
export class SignInPageController {
  constructor(private readonly pages: AccountPagesService) {}

  @Get('login')
  @RateLimited('page')
  @PageAlone(LoginPage)
  loginPage(@CurrentUser() caller: Caller | null, @Query('next') next?: string) {
    return this.pages.signInPage(caller, next);
  }

  @Post('login')
  @RateLimited('login')
  @PageForm(LoginPage, AccountPagesService)
  login(@Body() form: LoginForm, @Res({ passthrough: true }) response: Response) {
    return this.pages.signIn(form, response);
  }

  @Get('register')
  @RateLimited('page')
  @PageAlone(RegisterPage)
  registerPage(@CurrentUser() caller: Caller | null, @Query('next') next?: string) {
    return this.pages.signInPage(caller, next);
  }

  @Post('register')
  @RateLimited('registration')
  @PageForm(RegisterPage, AccountPagesService)
  register(@Body() form: RegisterForm, @Res({ passthrough: true }) response: Response) {
    return this.pages.register(form, response);
  }

  @Get('auth/callback')
  @RateLimited('page')
  @PageAlone(CallbackPage)
  callback(@CurrentUser() caller: Caller | null, @Query('error') error?: string) {
    return this.pages.landed(caller, error);
  }
}
