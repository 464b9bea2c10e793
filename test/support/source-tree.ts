import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the checkout. */
export const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/** What is installed, built or made at run time, and so is not ours to tidy. */
const NOT_OURS =
  /^(node_modules|dist|coverage|reports|__pycache__|\.(git|cardwright|venv|vscode))$/;

/** Every file of the checkout that a person or a generator wrote, as a path from the top with `/`. */
export const projectFiles = (folder = ''): readonly string[] =>
  readdirSync(path.join(PROJECT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.test(entry.name) ? [] : projectFiles(file);
    return entry.isFile() ? [file] : [];
  });

/** The folders that the compiler is told to read, as far as they exist: the one list of what is source. */
export function sourceFolders(): readonly string[] {
  const config: { readonly include: readonly string[] } = JSON.parse(
    readProjectFile('tsconfig.json'),
  );
  return config.include.filter(
    (name) => !name.endsWith('.ts') && existsSync(path.join(PROJECT, name)),
  );
}

export const readProjectFile = (file: string): string =>
  readFileSync(path.join(PROJECT, file), 'utf8');
