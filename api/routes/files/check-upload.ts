import { failure } from '../../../domain/errors.ts';
import { type ContentType, contentTypeOf } from '../../../domain/file/content-type.ts';
import { rulesOf, type UploadPurpose } from '../../../domain/file/purpose.ts';
import { checkCardLogo } from '../../card-logo.ts';

/** Tells what a file is, by its content. @throws `parameter_invalid` when it is nothing for the purpose. */
export function checkUpload(content: Buffer, purpose: UploadPurpose): ContentType {
  const { types, bytesMax } = rulesOf(purpose);
  if (content.length === 0) throw refused('The file is empty.');
  if (content.length > bytesMax)
    throw refused(
      `A file for ${purpose} may have ${bytesMax} bytes: this one has ${content.length}.`,
    );
  const type = contentTypeOf(content, types);
  if (type === undefined || !types.includes(type))
    throw refused(
      `A file for ${purpose} must be one of ${types.join(', ')}: by its content this is ${type ?? 'none that is known'}.`,
    );
  if (purpose === 'issuing_logo') checkCardLogo(content);
  return type;
}

const refused = (problem: string) => failure('parameter_invalid', { problem }, { param: 'file' });
