import { randomBytes } from 'crypto';

const SPECIAL = ' it\'s "quoted" \\back\\\\slash\\ $HOME $(id) `id` %s 100% ;--#&<é€>{}[]~!@^*+=|?,. ';

/**
 * A password of 200 characters, with every character that shells, SQL and option files treat specially. `unique` is a
 * part of it that occurs in no other text.
 */
export function specialPassword(): { readonly text: string; readonly unique: string } {
  const unique = randomBytes(30).toString('hex');
  const text = `${SPECIAL}${unique}${SPECIAL}`.padEnd(199, 'x y').slice(0, 199);
  return { text: `${text}\\`, unique };
}
