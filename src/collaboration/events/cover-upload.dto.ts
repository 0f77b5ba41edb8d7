import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { AcceptsPictureForm, pictureIn } from '../../platform/files/picture-form.js';
import { InvalidInput } from '../../shared/errors.js';

const FIELDS = ['cover_image', 'cover'];
const SCHEMA = { type: 'object', properties: { cover_image: { type: 'string', format: 'binary' } } };

/** The handler takes a form with a picture of at most 25 MB as `cover_image` or `cover`. */
export function AcceptsCover(): MethodDecorator {
  return applyDecorators(
    AcceptsPictureForm(FIELDS),
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: SCHEMA }),
  );
}

export const Cover = pictureIn(FIELDS);

export const missingCover = (): InvalidInput =>
  new InvalidInput({ cover_image: ['Send a picture as multipart/form-data.'] });
