import { applyDecorators } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import { AcceptsPictureForm, pictureIn } from '../../platform/files/picture-form.js';

const FIELDS = ['avatar', 'profile_picture'];

export function AcceptsPicture(): MethodDecorator {
  return applyDecorators(AcceptsPictureForm(FIELDS), ApiConsumes('application/json', 'multipart/form-data'));
}

export const Picture = pictureIn(FIELDS);
