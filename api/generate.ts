import { openApiDocument } from './openapi/document.ts';
import { OPERATIONS } from './operations.ts';
import { errorsMarkdown } from './pages/errors.ts';

interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** The documents of the repository that are made of the API itself. */
export async function generate(): Promise<readonly GeneratedFile[]> {
  const openApi = JSON.stringify(openApiDocument(OPERATIONS), null, 2);
  return [
    { path: 'docs/generated/openapi.json', content: `${openApi}\n` },
    { path: 'docs/errors.md', content: errorsMarkdown() },
  ];
}
