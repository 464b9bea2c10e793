/** As the database has it. */
const LENGTH_MAX = 255;

/** What no file system or header takes, and what would show one name and mean another. */
const UNSUITABLE = /[\p{Cc}\p{Cf}\p{Surrogate}"\\/:*?<>|]/gu;

/** A name to save a file under, from what its sender called it: the last part of a path, and nothing that harms. */
export function toFilename(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const name = last.replaceAll(UNSUITABLE, '_').trim().replace(/^\.+/, '');
  const whole = [...(name === '' ? 'file' : name)];
  if (whole.length <= LENGTH_MAX) return whole.join('');
  const dot = whole.lastIndexOf('.');
  const ending = dot > whole.length - ENDING_LENGTH_MAX ? whole.slice(dot) : [];
  return [...whole.slice(0, LENGTH_MAX - ending.length), ...ending].join('');
}

/** A longer one is no ending. */
const ENDING_LENGTH_MAX = 10;
