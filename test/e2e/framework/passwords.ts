import { randomBytes } from 'crypto';

const ODD = ' it\'s "quoted" \\back\\\\slash\\ $HOME $(id) `id` %s 100% ;--#&<é€>{}[]~!@^*+=|?,. ';

/** A password of 200 characters with everything in it that shells, SQL and option files trip over, and a part that is like no other text. */
export function oddPassword(): { readonly text: string; readonly part: string } {
  const part = randomBytes(30).toString('hex');
  const text = `${ODD}${part}${ODD}`.padEnd(199, 'x y').slice(0, 199);
  return { text: `${text}\\`, part };
}
