import { Module } from '@nestjs/common';
import { HomePageController } from './home/home-page.controller.js';
import { OrganizePageController } from './organize/organize-page.controller.js';

/** The shells of pages, which show what other contexts' APIs answer. */
@Module({ controllers: [HomePageController, OrganizePageController] })
export class SiteModule {}
