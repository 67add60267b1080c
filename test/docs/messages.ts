import { filesIn, read } from './files';

/** What a script logs at one place, without the time and the name of the pod. */
export interface Message {
  readonly file: string;
  /** As in the script, but `«COMMAND»` for the output of a command. */
  readonly source: string;
  /** As a reader sees it, with `…` for what differs. */
  readonly text: string;
}

/** At the beginning of a command, also of one in a trap. The texts are arguments in double quotes. */
const CALL = /(?:^|[;&|{(!')]|\b(?:then|else|do|if|while|until))[ \t]*(log(?:_\w+)?|echo|change|decision|decide_clone|wait_while) ([^\n]*(?:(?<=\\)\n[^\n]*)*)/gm;
const COMMENT = /^\s*#.*$/gm;
const TEXTS = /"((?:[^"\\]|\\.)*)"( (?:\\\n\s*)?(?="))?/g;
const VARIABLE = /«\w*»|\$\{[^{}]*\}|\$\w+|\$[*@#?]/g;

/** Every message of the scripts of a MySQL pod. */
export function messagesOf(directory: string): Message[] {
  return filesIn(directory).filter((file) => file.endsWith('.sh')).flatMap((file) => messagesIn(read(file), file));
}

export function messagesIn(script: string, file: string): Message[] {
  return [...withoutCommands(script.replace(COMMENT, '')).matchAll(CALL)].map(([, name, rest]) => {
    const source = sourceOf(name, rest);
    return { file, source, text: source.replace(VARIABLE, '…') };
  });
}

/** Their quotes would end the text around them. */
function withoutCommands(script: string): string {
  const next = script.replace(/\$\(\([^()]*\)\)/g, '«»').replace(/\$\((\w*)[^()]*\)/g, '«$1»');
  return next === script ? script : withoutCommands(next);
}

/** `change` has three texts and logs the second one; `wait_while` has one. Others log one text, maybe of several arguments. */
function sourceOf(name: string, rest: string): string {
  const texts: string[] = [];
  for (const [, text, continues] of rest.matchAll(TEXTS)) {
    texts.push(text);
    if (!continues) break;
  }
  if (!texts.length) return rest;
  if (name === 'change') return texts[1] ?? rest;
  return name === 'wait_while' ? `waiting: ${texts[0]}` : texts.join(' ');
}
