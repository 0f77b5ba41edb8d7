import { MAX_UPLOAD_BYTES, PictureTooLarge } from './pictures.js';
import { AcceptsFile, fileIn, type UploadedFile } from './upload-form.js';

export { UploadInProgress } from './upload-form.js';

/** A picture that came with a form, and the name of its field. */
export type UploadedPicture = UploadedFile;

/** The handler takes a form with one picture of at most 25 MB in one of these fields. */
export const AcceptsPictureForm = (fields: readonly string[]): MethodDecorator =>
  AcceptsFile(fields, { maxBytes: MAX_UPLOAD_BYTES, tooLarge: PictureTooLarge });

export const pictureIn = fileIn;
