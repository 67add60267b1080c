import { DOCS_PAGES, read } from './files';
import { Message, messagesIn, messagesOf } from './messages';

// Who is woken by a log line finds it in docs/, unless it only reports progress.

/** They report progress: nobody has to act. */
const PROGRESS = [
  'created', 'now …', 'old password discarded', 'the Secret has the old root password again', 'this server uses the new root password in the Secret',
  'account cdk8s_replication: password changed without binary logging, so that replicas can log in',
  'loaded the certificate in the Secret …: …', 'the scripts of the agent have changed: loading them', 'agent started, the desired primary is …',
  'cloning from …', 'cloned … MiB', 'clone finished', 'the clone is complete', 'empty, and peers have data', 'new, and the primary has no data to clone',
  'the primary has data, and this server has none', 'the primary has all transactions of this server',
  'this server is the primary and has its data', 'all peers answer and are empty as well', 'desired primary, and has all transactions of its peers',
  'accepts writes', 'replicates from …', 'replicates from …, and is the desired primary', '… is the desired primary, and is ready to take over',
  '…, as on the primary before this one', 'recorded for the next primary: …',
  'recovers what it has missed…', 'elected as the primary, and applies what it has received first', '… is the desired primary',
  'the primary of the group of …', 'a secondary of the group of …', 'the group of … has all transactions of this server',
  'the group of … has not noticed yet that this server has left it', '… has the same transactions, and begins the group',
  'all peers answer, none is in a group, and none has more transactions',
  'the password of replication has changed, and a member uses that with which it has joined',
  'found a server, data state: …', 'initializing a server', 'initialized a server', 'stopping mysqld', 'mysqld requested a restart',
];

/** They log the text of another place. */
const PASSED_ON = ['$*', '$1', '$1: $2', '$line', 'waiting: $2: $reason', '«password_changed»', 'account root: «password_changed»'];

const messages = messagesOf('lib/replicated-mysql');
const pages = DOCS_PAGES.map((page) => read(page).replace(/^```[^]*?^```$/gm, ''));
const quoted = pages.flatMap((page) => [...page.matchAll(/`([^`\n]{10,})`/g)].map(([, text]) => text));

/** A page tells of a message if it has 15 characters of it, or its longest constant part. */
function isTold({ text }: Message): boolean {
  const longest = Math.max(...text.split('…').map((part) => part.trim().length));
  return quoted.some((told) => text.includes(told) && told.length >= Math.min(15, longest));
}

test('every message of the scripts is on a page of docs/, or reports progress', () => {
  expect(messages.length).toBeGreaterThan(100);
  const unknown = messages.filter((message) => {
    return !PROGRESS.includes(message.text) && !PASSED_ON.includes(message.source) && !isTold(message);
  });
  expect(unknown.map(({ file, source }) => `${file}: ${source}`)).toEqual([]);
});

test('every text of these lists is still one of a script', () => {
  expect(PROGRESS.filter((text) => !messages.some((message) => message.text === text))).toEqual([]);
  expect(PASSED_ON.filter((text) => !messages.some(({ source }) => source === text))).toEqual([]);
});

test('a message is found wherever a command may be, and read as a person sees it', () => {
  const textOf = (script: string) => messagesIn(script, 'script.sh').map(({ text }) => text);
  expect(textOf('  log "could not write $KEY"')).toEqual(['could not write …']);
  expect(textOf('act || log "$ACTION failed: $(grep -v "a $(b)" "$STATE/act.err" | tail -n 1)"')).toEqual(['… failed: …']);
  expect(textOf('if ((a == 0)); then log_once "a $((b - 1)) \\"c\\" ${d:-x}" \\\n  "and e"; fi')).toEqual(['a … \\"c\\" … and e']);
  expect(textOf('trap \'log "failed in ${FUNCNAME[0]:-main}"\' ERR')).toEqual(['failed in …']);
  expect(textOf('if ! change "account $1" "locked" "ALTER USER $1"; then return; fi')).toEqual(['locked']);
  expect(textOf('wait_while empty_secret "the Secret is empty"')).toEqual(['waiting: the Secret is empty']);
  expect(textOf('  decision wait "empty: $(pods "$PEERS")"')).toEqual(['empty: …']);
  expect(textOf('  # usage: log TEXT\nlog() { printf x; }\nlog unquoted')).toEqual(['unquoted']);
});
