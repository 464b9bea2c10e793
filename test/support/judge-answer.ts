import { OPERATIONS } from '../../api/operations.ts';
import { conformanceOf } from './conformance.ts';

/**
 * Every way in which an answer is not what it should be: the official SDK's types judge it, and the
 * operation's own strict schema, which knows our extensions as well.
 */
export async function problemsOfAnswer(
  request: Request,
  answer: Response,
): Promise<readonly string[]> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith('/v1/') || request.method === 'HEAD') return [];
  const title = `${request.method} ${pathname} → ${answer.status}`;
  const missing = answer.headers.get('Request-Id')?.startsWith('req_') ? [] : ['no Request-Id'];
  const type = answer.headers.get('Content-Type');
  if (type !== 'application/json') return [`${title}: Content-Type is ${type}`];
  const body: unknown = await answer.clone().json();
  const all = [
    ...missing,
    ...conformanceOf(body),
    ...schemaProblems(request.method, pathname, answer.ok && body),
  ];
  return all.map((problem) => `${title}: ${problem}`);
}

function schemaProblems(method: string, path: string, body: unknown): readonly string[] {
  const operation = OPERATIONS.find(
    (candidate) => candidate.method === method.toLowerCase() && fits(candidate.path, path),
  );
  if (body === false || !operation) return [];
  const { error } = operation.response.safeParse(body);
  return (error?.issues ?? []).map(({ path: at, message }) => `${at.join('.')}: ${message}`);
}

const fits = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);
